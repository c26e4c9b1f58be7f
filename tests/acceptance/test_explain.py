"""`linkage explain`: why an event is linked or not, in words and without identifiers."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.explanation import REASONS
from linkage.tables import contract


def links(job: Path) -> list[dict[str, object]]:
    """The links of the current release."""
    rows: list[dict[str, object]] = pq.read_table(job.parent / "out" / "current" / "links").to_pylist()
    return rows


def explained(job: Path, event: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """The explanation as JSON."""
    capsys.readouterr()
    assert exit_code(["explain", str(job), event, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_every_reason_has_a_sentence() -> None:
    reasons = next(column for column in contract("links").columns if column.name == "reason").values

    assert set(reasons) <= set(REASONS)


@pytest.mark.parametrize("status", ["linked", "review", "unlinked"])
def test_events_of_each_status_are_explained_without_identifiers(
    published: Path, capsys: pytest.CaptureFixture[str], status: str
) -> None:
    link = next(link for link in links(published) if link["status"] == status)
    found = explained(published, str(link["event_id"]), capsys)
    assert exit_code(["explain", str(published), str(link["event_id"])]) == 0
    told = capsys.readouterr().out

    assert (found["status"], found["reason"]) == (status, link["reason"])
    assert REASONS[str(link["reason"])] in told
    assert bool(found["relations"]) == (status == "linked")
    assert sum(relation["is_primary"] for relation in found["relations"]) == (status == "linked")  # type: ignore[attr-defined]
    if link["person_id"]:
        assert str(link["person_id"]) not in told + json.dumps(found)


def test_an_event_is_found_by_site_and_accession_number(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As submitted, in any case; the accession number itself is not told."""
    with (published.parent / "truth" / "truth.csv").open(encoding="utf-8", newline="") as lines:
        truth = next(csv.DictReader(lines))
    named = f"{truth['site_code'].lower()}/ {truth['accession_number']} "
    found = explained(published, named, capsys)

    assert found["event_id"] in {link["event_id"] for link in links(published)}
    assert truth["accession_number"] not in json.dumps(found)


@pytest.mark.parametrize(
    ("event", "code", "told"),
    [
        ("nonsense", 2, "SITE/ACCESSION"),
        ("RXA01/", 2, "SITE/ACCESSION"),
        ("RXA01/NOSUCH", 3, "no such event"),
        ("0" * 32, 3, "no such event"),
    ],
)
def test_what_cannot_be_explained(
    published: Path, capsys: pytest.CaptureFixture[str], event: str, code: int, told: str
) -> None:
    assert exit_code(["explain", str(published), event]) == code
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.out == ""


def test_without_the_key_only_an_event_id_will_do(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = own.parent / "out" / "state" / "pseudonym.key"
    key.unlink()

    assert exit_code(["explain", str(own), "RXA01/1"]) == 2
    assert "restore it from a backup" in capsys.readouterr().err
    assert not key.exists()
    assert explained(own, str(links(own)[0]["event_id"]), capsys)["release"] == "0001"


def test_without_a_release_there_is_nothing_to_explain(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own.parent / "out" / "current").unlink()

    assert exit_code(["explain", str(own), "0" * 32]) == 3
    assert "linkage run" in capsys.readouterr().err
