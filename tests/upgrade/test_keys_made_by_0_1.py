"""Keys in a job folder of an earlier version: published events stand, columns it lacked are null, old indexes rest."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.reading.opened_release import open_release

pytestmark = pytest.mark.slow


def test_a_stranger_under_a_key_of_an_earlier_month(
    old_job: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The event that the earlier version published stays; the newcomer is set aside, in no rate, and told."""
    delivered = (old_job.parent / "did" / "DID_2019-10.csv").read_text("utf-8").splitlines()
    key = next(
        line.split(",")[16:] for line in delivered if all(line.split(",")[place] for place in (0, 2, 5))
    )
    newcomer = (old_job.parent / "did" / "DID_2019-11.csv").read_text("utf-8").splitlines()[0].split(",")
    newcomer[0], newcomer[2], newcomer[5] = "9990002002", "1901-07-01", "ZE1 1AA"
    with (old_job.parent / "did" / "DID_2019-12.csv").open("a", encoding="utf-8") as file:
        file.write(",".join([*newcomer[:16], *key]) + "\n")
    october = events_of(old_job, "2019-10")

    assert exit_code(["run", str(old_job), "--month", "2019-11", "--quiet"]) == 0

    told = capsys.readouterr()
    assert "(key_conflict)" in told.err
    counts = json.loads((old_job.parent / "out" / "current" / "manifest.json").read_text("utf-8"))["counts"]
    assert counts["key_conflict"] == 1
    assert events_of(old_job, "2019-10") == october
    events = open_release(old_job.parent / "out" / "current").events
    flags = (
        events.project("test_month, over_merged_person is null as unknown")
        .distinct()
        .order("test_month")
        .fetchall()
    )
    assert flags == [("2019-09", True), ("2019-10", True), ("2019-11", False)]
    out = old_job.parent / "out"
    assert len(list(out.glob("cache/editions/*/person_variety.parquet"))) == 1
    assert not (out / "state" / "index").exists()


def events_of(job: Path, month: str) -> set[object]:
    """The ids of a month's events in the current release."""
    events = open_release(job.parent / "out" / "current").events
    return {row[0] for row in events.filter(f"test_month = '{month}'").project("event_id").fetchall()}
