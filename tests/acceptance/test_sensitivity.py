"""`linkage sensitivity`: every way links what a run of its own would, and nothing is published."""

import json
from pathlib import Path

import pytest

import linkage
from linkage.cli.main import exit_code
from tests.acceptance.conftest import MONTH, copied, tree


def told(job: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, dict[str, object]]:
    """The ways by name."""
    capsys.readouterr()
    assert exit_code(["sensitivity", str(job), "--month", MONTH, "--json", "--quiet", *more]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["internal"] is True
    return {way["name"]: way for way in found["ways"]}


def run_of(job: Path, folder: Path, old: str, new: str) -> tuple[int, dict[str, int]]:
    """Links, and their primary relations, of a run of a copy of the job with one line changed."""
    other = copied(job, folder)
    text = other.read_text("utf-8")
    assert old in text
    other.write_text(text.replace(old, new).replace('output = "out"', 'output = "other"'), "utf-8")
    assert exit_code(["run", str(other), "--month", MONTH, "--quiet"]) == 0
    with linkage.open_release(other) as release:
        linked = release.sql("select count(*) from links where status = 'linked'").fetchall()[0][0]
        relations = release.sql(
            "select primary_relation, count(*) from events where status = 'linked' group by 1"
        )
        return linked, dict(relations.fetchall())


@pytest.mark.slow
def test_each_way_is_what_a_run_of_its_own_links(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As published, at half the target, without rank 8 and by dmq_2015; releases and page as they should be."""
    before = tree(published.parent / "out" / "releases")
    page = tmp_path / "ways.html"
    ways = told(published, capsys, "--html", str(page))

    assert tree(published.parent / "out" / "releases") == before
    assert "do not share" in page.read_text("utf-8")
    kept = published.parent / "out" / "reports" / "0001" / "sensitivity" / f"{MONTH}.html"
    assert kept.read_bytes() == page.read_bytes()
    assert [*ways] == ["as_job", "half_target", "twice_target", "no_rank_8", "no_rank_p", "dmq_2015"]
    rules = (published.parent / "quick.toml").read_text("utf-8")
    without = rules[: rules.rindex("[[rank]]")]
    assert 'rank = "8"' in rules[len(without) :]
    (published.parent / "short.toml").write_text(without, "utf-8")
    for name, old, new in (
        ("as_job", "0.004", "0.004"),
        ("half_target", "0.004", "0.002"),
        ("no_rank_8", "quick.toml", "short.toml"),
        ("dmq_2015", "quick.toml", "dmq_2015"),
    ):
        linked, relations = run_of(published, tmp_path / name, old, new)
        admitted = sum(relations.get(name, 0) for name in ("IN_EPISODE", "IN_SPELL", "IN_CIPS"))
        assert ways[name]["linked"] == linked
        rates = ways[name]["rates"]
        assert isinstance(rates, dict)
        assert rates["admitted"] == pytest.approx(admitted / linked)
    assert ways["no_rank_p"]["linked"] < ways["as_job"]["linked"]  # type: ignore[operator]


@pytest.mark.slow
def test_what_cannot_be_resolved_is_refused(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page of another ending, and a month of which no file holds an event."""
    assert exit_code(["sensitivity", str(published), "--month", MONTH, "--html", "ways.txt"]) == 2
    assert "ends with .html" in capsys.readouterr().err
    assert exit_code(["sensitivity", str(published), "--month", "2019-01", "--quiet"]) == 3
    assert "no file holds an event of 2019-01" in capsys.readouterr().err
