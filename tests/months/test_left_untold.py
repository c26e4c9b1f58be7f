"""Runs that do nothing tell what they found all the same: half a delivery, months left, months that wait."""

import json

import pytest

from linkage.cli.main import exit_code
from linkage.cli.pages.delivery_lines import delivery_lines
from linkage.commands.months.lacking_events import lacking
from linkage.commands.months.latest_month import in_words
from linkage.release.record.delivery import Delivery, MonthChange, RowChanges
from linkage.release.record.delivery_words import records_of
from linkage.release.record.tallies import Input
from tests.months.world import MONTHS, World, did_rows
from tests.tables import Row, rows

ADDRESS = 5
RECORDS = rows("""
    now           | before          | told
    --------------+-----------------+------------------------------------------------------
    apc 10, op 7  | apc 8, op 7     | apc 10 records, 2 more
    apc 10, op 7  | apc 12, op 5    | apc 10 records, 2 fewer; op 7 records, 2 more
    apc 10        | apc 10, ae 3    | ae 0 records, 3 fewer
    apc 10        | apc 10          |
    apc 10        |                 |
                  | apc 10          |
""")
"""Nothing: an earlier version told no data sets; a plan reads no hospital file."""
FILES = rows("""
    file  | accepted | superseded | replaced | withdrawn
    ------+----------+------------+----------+----------
    apc a | 100      | 3          | 0        | 0
    apc b | 50       | 0          | 0        | 0
    apc c | 40       | 0          | 38       | 2
    op d  | 7        | 0          | 0        | 0
    did e | 9        | 1          | 0        | 0
""")


def counted(text: object) -> dict[str, int]:
    """Records by data set, as a row says."""
    return {
        name: int(many) for name, many in (one.split() for one in filter(None, str(text or "").split(", ")))
    }


@pytest.mark.parametrize("case", RECORDS, ids=lambda case: f"{case['now']} {case['before']}")
def test_how_many_hospital_records_there_are(case: Row) -> None:
    """Of data sets that have more or fewer."""
    found = Delivery(records=counted(case["now"]), records_before=counted(case["before"]))

    assert list(delivery_lines(found)) == ([f"hospital:     {case['told']}"] if case["told"] else [])


def test_a_record_that_another_takes_the_place_of_does_not_count() -> None:
    """By key, or with its whole file; imaging is no hospital record."""
    files = []
    for case in FILES:
        dataset, path = str(case["file"]).split()
        accepted, superseded, replaced, withdrawn = (
            int(str(case[name])) for name in ("accepted", "superseded", "replaced", "withdrawn")
        )
        files.append(
            Input(
                path=path,
                sha256="0" * 64,
                dataset=dataset,
                rows_read=accepted,
                rows_accepted=accepted,
                rows_quarantined=0,
                rows_superseded=superseded,
                rows_replaced=replaced,
                rows_withdrawn=withdrawn,
            )
        )

    assert records_of(files) == {"apc": 147, "op": 7}


def test_months_that_wait_are_named() -> None:
    """With their events, and those whose dates may be slips as such."""
    assert in_words({"2019-12": 1, "2035-01": 1_200}, "2020-01") == (
        "2019-12 (1 event), 2035-01 (1,200 events, not begun)"
    )


def test_half_a_delivery_of_a_month_that_is_left_is_warned_of() -> None:
    """Of events that no file of their month has nothing is warned: files are put away in time."""
    months = {
        "2019-10": MonthChange(rows=RowChanges(held_back=70)),
        "2019-11": MonthChange(rows=RowChanges(not_supplied=8)),
    }

    (told,) = lacking(Delivery(months=months))

    assert told.startswith("2019-10: 70 published event(s) are not in the file they came in any more")
    assert "they stay" in told and "[did] max_withdrawn_share" in told


@pytest.mark.slow
def test_a_second_run_names_the_months_that_were_left(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """Though nothing has come since; so does --json, and half a delivery is a warning each time."""
    world.did["2019-12"] = did_rows("2019-12")
    world.did[MONTHS[0]][0][ADDRESS] = ""
    job = str(world.write())
    assert exit_code(["run", job, "--month", "latest"]) == 0
    capsys.readouterr()

    assert exit_code(["run", job, "--month", "latest"]) == 0
    told = capsys.readouterr()
    assert "nothing has changed: nothing to do" in told.out
    assert f"`linkage run {job} --changed` makes them again" in told.out
    assert "come in enough" not in told.err
    assert exit_code(["run", job, "--month", "2019-12", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["affected"] == [MONTHS[0]]

    del world.did[MONTHS[1]][3:]
    world.did["2020-01"] = did_rows("2020-01")[:1]
    for _ in ("first", "again"):
        assert world.run("--month", "latest") == 0
        told = capsys.readouterr()
        assert f"{MONTHS[1]}: 5 published event(s) are not in the file they came in any more" in told.err
        assert "of those not published the DID files hold 2020-01 (1 event)" in told.err
        assert "this delivery changes nothing of it: nothing to do" in told.out
