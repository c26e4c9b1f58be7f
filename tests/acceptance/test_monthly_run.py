"""The monthly job as a scheduler sees it: exit codes, nothing lost, the last release never touched by a failure."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.engine.base import Engine
from linkage.tables.ledger import read_ledger
from linkage.words.ledger import Ledger
from tests.acceptance.conftest import MONTH, tree, world


def run(job: Path, *more: str, month: str = MONTH) -> int:
    """`linkage run` as a user types it."""
    return exit_code(["run", str(job), "--month", month, "--quiet", *more])


def test_a_second_run_has_nothing_to_do(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Same inputs, job, rules, model and version: exit 0, and not a byte is changed."""
    before = tree(own.parent / "out" / "releases")

    assert run(own) == 0
    assert "nothing to do" in capsys.readouterr().out
    assert tree(own.parent / "out" / "releases") == before


@pytest.mark.slow
def test_a_changed_input_needs_restate(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A late row: exit 8 names what changed and the flag; with it, a second release stands beside the first."""
    file = min((own.parent / "did").glob("*.csv"))
    lines = file.read_text().splitlines()
    late = lines[0].split(",")
    late[-1] = "LATE0001"
    file.write_text("\n".join([*lines, ",".join(late)]) + "\n")

    assert run(own) == 8
    told = capsys.readouterr().err
    assert "1 new event(s)" in told
    assert "--restate" in told
    assert run(own, "--restate") == 0
    assert json.loads((own.parent / "out" / "current" / "manifest.json").read_text())["release"] == "0002"
    assert (own.parent / "out" / "releases" / "0001" / "manifest.json").exists()


@pytest.mark.slow
def test_every_kind_of_row_is_accounted_for(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Broken, superseded, of another month, opted out: each row once, beside the world's own, and it balances."""
    before = json.loads((own.parent / "out" / "current" / "manifest.json").read_text())
    file = min((own.parent / "did").glob("*.csv"))
    whole = file.read_text()
    keys = Counter(line.split(",")[-1] for line in whole.splitlines())
    lines = [line for line in whole.splitlines() if keys[line.split(",")[-1]] == 1 and line.count(",") == 17]
    again = lines[1].split(",")
    again[15] = "2019-11-30"
    other = [*lines[2].split(",")[:-1], "OTHERMONTH"]
    other[10] = other[11] = other[12] = "2019-10-15"
    other[15] = "2019-10-16"
    opted_out = next(line.split(",")[0] for line in lines[10:] if line.split(",")[0])
    broken = ["one,field,too,few", ",".join([*lines[3].split(",")[:-1], ""]), ",".join(["x"] * 18)]
    file.write_text(whole + "\n".join([*broken, ",".join(again), ",".join(other)]) + "\n")
    (own.parent / "opt_outs.csv").write_text(opted_out + "\n")
    own.write_text(own.read_text() + '\n[opt_outs]\npaths = ["opt_outs.csv"]\n')

    assert run(own, "--restate", "--json") == 0

    counts = json.loads(capsys.readouterr().out)["counts"]
    manifest = json.loads((own.parent / "out" / "current" / "manifest.json").read_text())
    did, was = manifest["inputs"][0], before["inputs"][0]
    assert did["rows_read"] == was["rows_read"] + 5
    assert did["rows_quarantined"] == was["rows_quarantined"] + 3
    for name in ("superseded", "other_month"):
        assert counts[name] == before["counts"][name] + 1
    assert counts["opted_out"] >= 1
    accepted = sum(read["rows_accepted"] for read in manifest["inputs"] if read["path"].startswith("did/"))
    assert accepted == counts["events"] + sum(
        counts[name] for name in ("other_month", "superseded", "opted_out")
    )
    assert counts["events"] == counts["linked"] + counts["review"] + counts["unlinked"]
    assert manifest["other_months"] == {"2019-10": 1}


@pytest.mark.slow
def test_a_broken_ledger_is_exit_7_and_publishes_nothing(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A step that loses one event is found out before the release is switched."""
    before = tree(own.parent / "out" / "releases")
    counted: Callable[[Engine, str], Ledger] = read_ledger

    def lossy(engine: Engine, month: str) -> Ledger:
        engine.create("links", "select * from links where event_id <> (select min(event_id) from links)")
        return counted(engine, month)

    monkeypatch.setattr("linkage.commands.run.month_checks.read_ledger", lossy)

    assert run(own, "--restate") == 7
    assert "the ledger does not balance" in capsys.readouterr().err
    assert tree(own.parent / "out" / "releases") == before
    assert (own.parent / "out" / "current.txt").read_text() == "releases/0001\n"


@pytest.mark.parametrize(
    ("edit", "code", "told"),
    [
        (lambda text: text.replace("quick.toml", "hes_dad"), 2, "did you mean hes_did?"),
        (
            lambda text: text.replace("[linkage]", "[linkage]\ntreshold = 1"),
            2,
            "linkage.treshold: unknown key",
        ),
        (lambda text: text.replace("models/hes_did.json", "models/none.json"), 2, "linkage train"),
        (lambda text: text.replace("did/*.csv", "did/*.tsv"), 3, "did.paths: no file matches"),
        pytest.param(
            lambda text: text + "\n[gates]\nmin_match_rate = 0.9999\n",
            4,
            "min_match_rate",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_job_that_cannot_run_says_why(
    own: Path, edit: Callable[[str], str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code a scheduler acts on, the key or file, the next step; the release stays."""
    before = tree(own.parent / "out" / "releases")
    own.write_text(edit(own.read_text()))

    assert run(own, "--restate") == code
    assert told in capsys.readouterr().err
    assert tree(own.parent / "out" / "releases") == before


@pytest.mark.slow
def test_a_month_without_events_is_an_input_error(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the message tells which months the files hold."""
    assert run(own, month="2018-06") == 3
    assert "they hold 2019-11" in capsys.readouterr().err


def test_a_file_in_another_shape_publishes_nothing(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pipes for commas: exit 3, the file and the setting named, no value shown."""
    file = min((own.parent / "did").glob("*.csv"))
    number = file.read_text().split(",", 1)[0]
    file.write_text(file.read_text().replace(",", "|"))

    assert run(own, "--restate") == 3
    told = capsys.readouterr().err
    assert file.name in told
    assert "delimiter" in told
    assert number not in told


@pytest.mark.slow
def test_two_months_stand_side_by_side(tmp_path: Path) -> None:
    """The second month joins the first; the first month's files are the same bytes."""
    job = world(tmp_path / "world", people=1_500, months=2)
    job.write_text(job.read_text().replace('"quick.toml"', '"dmq_2015"'))

    assert run(job, month="2019-10") == 0
    first = tree(tmp_path / "world" / "out" / "current" / "links")
    assert run(job, month="2019-11") == 0

    second = tree(tmp_path / "world" / "out" / "current" / "links")
    assert first.items() <= second.items()
    assert sorted(second) == [f"test_month=2019-{month}/part-0.parquet" for month in (10, 11)]
    assert exit_code(["releases", "verify", str(job)]) == 0


@pytest.mark.slow
@pytest.mark.usefixtures("every_thread")
def test_the_same_world_gives_the_same_release(published: Path, own: Path) -> None:
    """Run again with the same key: every table is the same to the byte, whatever the order of the rows in."""
    for file in [*(own.parent / "did").glob("*.csv")]:
        lines = file.read_text().splitlines()
        file.write_text("\n".join(sorted(lines, reverse=True)) + "\n")

    assert run(own, "--restate") == 0

    before, after = (tree(job.parent / "out" / "current") for job in (published, own))
    for path in before:
        if path.startswith(("pathways", "events", "spells")):
            assert after[path] == before[path], path
    numbers = [
        [line for line in found["statistics/statistics.csv"].splitlines() if b",change," not in line]
        for found in (before, after)
    ]
    assert numbers[0] == numbers[1]
