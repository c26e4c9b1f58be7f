"""Runs that do nothing tell what they found all the same: half a delivery, months left, months that wait."""

import json

import pytest

from linkage.cli.main import exit_code
from linkage.cli.pages.delivery_lines import delivery_lines
from linkage.commands.months.lacking_events import lacking
from linkage.commands.months.latest_month import in_words, waiting_months
from linkage.release.record.delivery import Delivery, LinkChanges, MonthChange, RowChanges
from linkage.release.record.delivery_words import records_of
from linkage.release.record.still_left import still_left
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
LEFT = rows("""
    month   | done         | found                        | held back | identities | unlinked | links | still left
    --------+--------------+------------------------------+-----------+------------+----------+-------+-----------------
    2019-08 | carried      | 4 identities                 |           | 4          |          |       | 4 identities
    2019-09 | struck       | 4 identities and events      |           | 4          |          |       | 4 identities
    2019-10 | struck       | events taken out alone       |           |            |          |       |
    2019-11 | nothing      | half a delivery              | 70        |            |          |       | 70 held back
    2019-12 | struck       | the same, and events         | 70        |            |          |       | 70 held back
    2020-01 | tried again  | 5 identities, 3 without link |           | 5          | 3        | 2     | 2 identities
    2020-02 | tried again  | 3 identities, 3 without link |           | 3          | 3        | 2     |
    2020-03 | made again   | half a delivery, linked      | 70        | 4          |          | 2     |
""")
"""What a release found and did; a run that has nothing to do tells what still holds of it, never what was done."""
WAITING = rows("""
    month   | published | begun | waits
    --------+-----------+-------+------
    2019-08 |           | yes   |
    2019-10 | yes       | yes   |
    2019-11 |           | yes   |
    2019-12 | yes       | yes   |
    2020-01 |           | yes   | yes
    2020-02 |           | yes   | yes
    2035-01 |           |       |
""")
"""A stray event of long ago, or of a month that has not begun, is no month to wait for: a warning every night."""
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


def test_what_is_left_is_told_again_without_what_was_done() -> None:
    """No event taken out, no link gained and no delivery, where nothing was done and none has come."""
    months = {}
    for case in LEFT:
        held_back, identities, unlinked, gained = (
            int(str(case[name] or 0)) for name in ("held back", "identities", "unlinked", "links")
        )
        moved = 2 if case["done"] == "struck" else 0
        months[str(case["month"])] = MonthChange(
            rows=RowChanges(moved=moved, withdrawn=3 * moved, held_back=held_back),
            identities=identities,
            unlinked=unlinked,
            links=LinkChanges(gained=gained) if gained else None,
            done=str(case["done"]),
        )

    left = still_left(Delivery(files_new=("a.csv",), opt_outs=3, months=months))

    assert left is not None
    said = {}
    for month, change in left.months.items():
        assert (change.rows.to_strike, change.links, change.unlinked) == (0, None, 0)
        told = (
            f"{change.identities} identities" if change.identities else f"{change.rows.held_back} held back"
        )
        said[month] = told
        assert change.is_left == bool(change.identities)
    assert said == {case["month"]: case["still left"] for case in LEFT if case["still left"]}
    lines = list(delivery_lines(left, was_left=True))
    assert lines[0] == "published months as the current release left them:"
    assert not any(word in line for line in lines for word in ("moved", "withdrawn  ", "gained", "files:"))
    assert still_left(still_left(Delivery(months=months))) == left
    assert still_left(None) is None and still_left(Delivery(months={"2019-10": MonthChange()})) is None


def test_a_month_waits_that_may_yet_come_in() -> None:
    """After the last that is published, and begun."""
    counted = {str(case["month"]): 1 for case in WAITING}
    published = [str(case["month"]) for case in WAITING if case["published"]]
    today = max(str(case["month"]) for case in WAITING if case["begun"])

    assert list(waiting_months(counted, published, today)) == [
        case["month"] for case in WAITING if case["waits"]
    ]


@pytest.mark.slow
def test_half_a_delivery_is_warned_of_after_a_run_that_published(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """The runs after it have nothing to do, and warn of it all the same."""
    world.did["2019-12"] = did_rows("2019-12")
    del world.did[MONTHS[1]][3:]
    for asked in ("2019-12", "2019-12", MONTHS[0]):
        assert world.run("--month", asked) == 0
        told = capsys.readouterr()
        assert f"{MONTHS[1]}: 5 published event(s) are not in the file they came in any more" in told.err
    assert "nothing has changed: nothing to do" in told.out
    assert "published months as the current release left them:" in told.out
    assert "affected" not in told.out


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
