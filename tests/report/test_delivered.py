"""What a delivery changed, on the first screen and in the workbook, inside only; and what a month gained since."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from linkage.commands.report.delivered_facts import delivered_of, since_first_of
from linkage.disclosure.profile import HES_2018
from linkage.release.record.context import MonthContext
from linkage.release.record.delivery import Delivery, LinkChanges, MonthChange, RowChanges
from linkage.release.record.manifest import Manifest
from linkage.release.record.struck import Struck
from linkage.release.record.tallies import Counts
from linkage.report.chapters.chapter import Words
from linkage.report.chapters.notes import NOTES
from linkage.report.chapters.since_first import since_first_tables
from linkage.report.delivered import delivered_block, delivered_tables
from linkage.report.facts import Delivered, ReportFacts, SinceFirst
from linkage.report.figures import Figures
from linkage.report.table import Mark, ShownTable
from linkage.report.workbook import Cover, workbook_bytes
from linkage.words.figure import Figure
from tests.report.series_release import manifest
from tests.report.series_world import World
from tests.report.told import FACTS
from tests.tables import Row, rows

REAL_WORKBOOKS = True
MONTH = "2019-01"
CHANGES = {
    "2018-07": MonthChange(),
    "2018-08": MonthChange(rows=RowChanges(new=2), done="made again", links=LinkChanges(gained=2, lost=1)),
    "2018-09": MonthChange(settings=("rules",), done="made again", links=LinkChanges(other_person=3)),
    "2018-10": MonthChange(rows=RowChanges(corrected=1, moved=1), done="struck"),
    "2018-11": MonthChange(people=4, done="carried"),
    "2018-12": MonthChange(rows=RowChanges(held_back=9, not_supplied=8)),
    "2019-01": MonthChange(done="linked", links=LinkChanges()),
    "2019-02": MonthChange(is_known=False),
    "2019-03": MonthChange(done="struck"),
}
STRUCK = {"2018-10": Struck(people=0, events=0, moved=1), "2019-03": Struck(people=1, events=2)}
TOLD = (
    ("2018-08", "made again", "2 new event(s)", False),
    ("2018-09", "linked anew, with other settings", "other rules", False),
    (
        "2018-10",
        "events taken out; affected, else left as it is",
        "1 corrected event(s); 1 event(s) moved to another month",
        True,
    ),
    ("2018-11", "affected, left as it is", "4 linked people whose hospital records have changed", True),
    ("2018-12", "left as it is", "", False),
    ("2019-01", "linked anew", "", False),
    ("2019-03", "events taken out", "people on the opt-out list", False),
)
"""Month, what was done, why, and whether it is affected and was left."""


def made(**changed: object) -> Manifest:
    """A manifest of a run that found all this."""
    return manifest(World(months=1)).model_copy(
        update={"delivery": Delivery(months=CHANGES), "struck": STRUCK, **changed}
    )


def told() -> Delivered:
    """What the report says of it."""
    found = delivered_of(made())
    assert found is not None
    return found


def facts(**changed: object) -> ReportFacts:
    """Facts of a report."""
    return ReportFacts(**{**vars(FACTS), "delivered": told(), **changed})


def test_each_month_that_is_not_as_it_was_is_told_in_words() -> None:
    """A month that is as it was is not there; what cannot be told of is a note."""
    found = told()

    assert tuple((one.month, one.done, one.why, one.is_left) for one in found.months) == TOLD
    assert (found.not_known, found.not_supplied) == (("2019-02",), (("2018-12", 8),))


def test_the_table_counts_links_events_and_people() -> None:
    """A month that was not linked again has no links to count."""
    block = delivered_block(facts())
    assert isinstance(block, ShownTable)
    cells = {str(row[0]): row[3:] for row in block.rows}
    none = (Mark.NOT_APPLICABLE,) * 3

    assert cells["2018-08"] == (2, 1, 0, 0, 0, 0)
    assert cells["2018-10"] == (*none, 1, 0, 0)
    assert cells["2018-12"] == (*none, 0, 0, 9)
    assert cells["2019-03"] == (*none, 2, 1, 0)
    assert block.reading.startswith("3 months linked again; 2 months affected and left as they are;")
    assert "Not known of 2019-02" in block.note and "2018-12 (8)" in block.note


def test_nothing_of_it_is_shared_and_a_first_release_has_none() -> None:
    """What few people lie behind stays inside; a delivery that changed nothing is told in a sentence."""
    assert delivered_block(facts(disclosure=HES_2018)) is None
    assert delivered_tables(facts(disclosure=HES_2018)) == []
    assert delivered_block(facts(delivered=None)) is None
    quiet = delivered_block(facts(delivered=Delivered(())))
    assert quiet == Words("Nothing in the months that were published before.")


def test_the_workbook_has_it_too() -> None:
    """A sheet of its own."""
    content = workbook_bytes(
        Cover("t", "b", ()), delivered_tables(facts()), NOTES, datetime(2021, 1, 1, tzinfo=UTC)
    )
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert "delivery" in book.read("xl/workbook.xml").decode()


SINCE = rows("""
    first | gained | now | gained told | lost told
    ------+--------+-----+-------------+----------
    100   | 0      | 100 | 0           | 0
    100   | 7      | 104 | 7           | 3
    100   | 0      | 96  | 0           | 4
    100   | none   | 104 | not known   | not known
    100   | 1      | 104 | not known   | not known
""")


@pytest.mark.parametrize("case", SINCE, ids=lambda case: f"{case['gained']} {case['now']}")
def test_what_a_month_gained_and_lost_since(case: Row) -> None:
    """Lost is what the first publication and the gains do not account for; more than both together was not counted."""
    gained = None if case["gained"] == "none" else int(str(case["gained"]))
    first = Figure(
        "first_publication", "month", "all", "match_rate", int(str(case["first"])), 200, 0.5, MONTH
    )
    since = (SinceFirst(MONTH, int(str(case["now"])), gained),)
    found = since_first_tables(Figures(MONTH, (first,)), facts(since_first=since))

    assert [str(cell) for cell in found[0].rows[0]] == [
        MONTH, case["first"], case["gained told"], case["lost told"], case["now"]
    ]  # fmt: skip
    assert since_first_tables(Figures(MONTH, (first,)), facts(since_first=since, disclosure=HES_2018)) == []
    assert since_first_tables(Figures(MONTH, ()), facts(since_first=since)) == []


def test_the_months_that_were_linked_again_are_told_since() -> None:
    """The month of the release and those beside it; not a month that is new."""
    counts = Counts(events=9, linked=8, review=0, unlinked=1, other_month=0, superseded=0, opted_out=0)
    context = MonthContext(release="0002", index="", people=1, crowded_postcodes=0, links_gained=5)
    found = since_first_of(made(made_again={"2018-08": counts}, contexts={"2018-08": context}))

    assert found == (SinceFirst("2018-08", 8, 5), SinceFirst(MONTH, 1, None))
    assert since_first_of(made(delivery=None)) == ()
