"""People who opt out are struck from the months that an earlier version published, as far as can be."""

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.reading.opened_release import open_release
from linkage.release.record.manifest import read_manifest
from tests.upgrade.conftest import GoneOn

pytestmark = pytest.mark.slow

SEPTEMBER = "2019-09"


def somebody(job: Path) -> tuple[str, str]:
    """A person with an event in the first month, and their NHS number."""
    with open_release(job.parent / "out" / "current") as release:
        asked = f"select min(person_id) from links where test_month = '{SEPTEMBER}' and match_rank = '1A'"
        person = str(release.sql(asked).fetchall()[0][0])
    for file in sorted((job.parent / "hes").glob("HES_*.txt")):
        header, *lines = (line.split("|") for line in file.read_text("utf-8").splitlines())
        for line in lines:
            row = dict(zip(header, line, strict=True))
            if row["TOKEN_PERSON_ID"] == person and row["NEWNHSNO"]:
                return person, row["NEWNHSNO"]
    raise AssertionError("everybody of rank 1A bears a number")


def test_a_month_of_the_earlier_version_is_struck(old_job: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The list alone is new: a release that only strikes; what cannot be counted again is left out, and said."""
    person, number = somebody(old_job)
    (old_job.parent / "opt_outs.csv").write_text(f"{number}\n", "utf-8")
    text = old_job.read_text("utf-8")
    old_job.write_text(f'{text}\n[opt_outs]\npaths = ["opt_outs.csv"]\n', "utf-8")

    assert exit_code(["run", str(old_job), "--month", SEPTEMBER, "--quiet"]) == 8

    told = capfd.readouterr()
    # trained again; the strike does not wait
    assert "has changed since: other job, model, rules" in told.err
    assert f"{SEPTEMBER}: 1 person on the opt-out list struck" in told.err
    assert f"`--month {SEPTEMBER} --restate` makes them again" in told.err
    assert "still hold them: 0001, 0002" in told.err
    current = (old_job.parent / "out" / "current").resolve()
    manifest = read_manifest(current / "manifest.json")
    assert (manifest.release, manifest.only_strikes, manifest.months) == (
        "0003",
        True,
        (SEPTEMBER, "2019-10"),
    )
    with open_release(current, verify=True) as release:
        for table in ("links", "pathways", "events", "spells", "cips"):
            assert release.sql(f"select count(*) from {table} where person_id = '{person}'").fetchall() == [
                (0,)
            ]
            assert release.sql(f"select count(distinct test_month) from {table}").fetchall() == [(2,)]
        counted = """
            select sum(numerator) from statistics
            where period = '2019-09' and "table" = 'match_rank' and category = 'supplied' and measure = 'records'"""
        events = "select count(*) from events where test_month = '2019-09'"
        assert release.sql(counted).fetchall() == release.sql(events).fetchall()
    shared = [
        old_job.parent / "out" / "releases" / number / "report" / "shareable" / "statistics.csv"
        for number in ("0002", "0003")
    ]
    assert shared[0].read_bytes() == shared[1].read_bytes()


def event_of_a_stranger(job: Path) -> list[str]:
    """A DID row of the first month whose number no HES file holds: only the row can tell whose the event is."""
    known = "".join(file.read_text("utf-8") for file in (job.parent / "hes").glob("HES_*.txt"))
    rows = csv.reader((job.parent / "did" / f"DID_{SEPTEMBER}.csv").read_text("utf-8").splitlines())
    return next(row for row in rows if row[0] and row[0] not in known)


def events_of(job: Path, month: str) -> int:
    """Events of a month in the current release."""
    links = (job.parent / "out" / "current").resolve() / "links" / f"test_month={month}"
    return int(pq.read_table(links, columns=["event_id"], partitioning=None).num_rows)


def test_an_event_whose_key_somebody_else_bears_now_is_struck(old_job: Path) -> None:
    """A conflict sets a row aside from linking, and hides nobody from the list: who is published is looked for."""
    row = event_of_a_stranger(old_job)
    before = events_of(old_job, SEPTEMBER)
    other = ["9990000018", "01", "1931-01-02", "A", "1", "ZZ9 9ZZ", *row[6:]]
    with (old_job.parent / "did" / "DID_later.csv").open("w", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerow(other)
    (old_job.parent / "opt_outs.csv").write_text(f"{row[0]}\n", "utf-8")
    text = old_job.read_text("utf-8")
    old_job.write_text(f'{text}\n[opt_outs]\npaths = ["opt_outs.csv"]\n', "utf-8")

    assert exit_code(["run", str(old_job), "--month", SEPTEMBER, "--quiet"]) == 8

    assert events_of(old_job, SEPTEMBER) == before - 1


def test_spells_are_divided_into_months(gone_on: GoneOn) -> None:
    """Of the people with an event of each, where the earlier version had one file for all."""
    old_job = gone_on.job
    old = old_job.parent / "out" / "releases" / "0002"
    assert (old / "spells" / "spells.parquet").is_file()
    with open_release(old) as release:
        assert release.spells.columns[-1] == "overlaps_elsewhere"

    current = (old_job.parent / "out" / "current").resolve()
    for month in (SEPTEMBER, "2019-10", "2019-11"):
        folder = f"test_month={month}"
        linked = set(pq.read_table(current / "links" / folder, partitioning=None)["person_id"].to_pylist())
        for table in ("spells", "cips"):
            whose = set(pq.read_table(current / table / folder, partitioning=None)["person_id"].to_pylist())
            assert whose
            assert whose <= linked - {None}
    assert not (current / "spells" / "spells.parquet").exists()
    assert exit_code(["releases", "verify", str(old_job)]) == 0


def test_what_an_earlier_version_did_not_have(gone_on: GoneOn, tmp_path: Path) -> None:
    """Tables of the month that is new alone; columns null in the months before; none of it a fault, struck or not."""
    old_job = gone_on.copied(tmp_path / "job")
    _, number = somebody(old_job)
    for struck in (False, True):
        if struck:
            (old_job.parent / "opt_outs.csv").write_text(f"{number}\n", "utf-8")
            text = old_job.read_text("utf-8")
            old_job.write_text(f'{text}\n[opt_outs]\npaths = ["opt_outs.csv"]\n', "utf-8")
            exit_code(["run", str(old_job), "--month", "2019-11", "--quiet"])
        assert exit_code(["releases", "verify", str(old_job)]) == 0
        with open_release(old_job.parent / "out" / "current") as release:
            assert (SEPTEMBER in release.manifest.struck) == struck
            assert release.manifest.all_spells == {"2019-11": False}
            for table in ("episodes", "attendances", "appointments", "rules"):
                months = release.sql(f"select distinct test_month from {table}").fetchall()
                assert months == [("2019-11",)]
            told = "count(age_at_test) > 0, count(age_source) > 0"
            by_month = f"select test_month, {told} from events group by 1 order by 1"
            assert release.sql(by_month).fetchall() == [
                (SEPTEMBER, True, False), ("2019-10", True, False), ("2019-11", True, True),
            ]  # fmt: skip
            assert len(release.codes.fetchall()) > 100
