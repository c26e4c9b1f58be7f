"""Control as statistics say it: what none of them speaks of is not shared, and a new one is judged as it asks."""

from collections.abc import Iterator

import pytest

from linkage.disclosure import listed
from linkage.disclosure.listed import control_of, tables_with
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import HES_2018, NHSE_SDE, Profile
from linkage.steps.statistics.every import every
from linkage.words.control import Control, OfAll, OfLinked
from linkage.words.figure import Figure
from linkage.words.statistic import CountedFrom, Statistic

MONTH = "2019-11"
UNROUNDED = Profile("custom", smallest=10, base=1, national_exact=False)


def weekday(control: Control | None) -> Statistic:
    """A statistic of one table, with such a control."""
    return Statistic(
        table="weekday",
        meaning="Events by day of the week.",
        source=CountedFrom.EVENTS,
        sql=lambda _: "",
        control=control,
        chapter="",
    )


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """With a table that is shared as counts of all events."""
    with_it = (*every(), weekday(OfAll(("events",))))
    monkeypatch.setattr(listed, "every", lambda: with_it)
    control_of.cache_clear()
    yield
    control_of.cache_clear()


def counted(
    table: str, breakdown: str, category: str, measure: str, events: int, whole: int | None
) -> Figure:
    """A number of as many people as events."""
    value = float(events) if whole is None else events / whole
    return Figure(
        table=table,
        breakdown=breakdown,
        category=category,
        measure=measure,
        numerator=events,
        denominator=whole,
        value=value,
        period=MONTH,
        numerator_people=events,
        complement_people=None if whole is None else whole - events,
    )


def month(*days: int) -> list[Figure]:
    """A month of events by day, all of them linked."""
    whole = sum(days)
    measures = {"match_rate": whole, "review_rate": 0, "unlinked_rate": 0}
    return [
        *(counted("match_rate_by", "month", MONTH, name, events, whole) for name, events in measures.items()),
        *(counted("weekday", "weekday", str(day), "events", events, None) for day, events in enumerate(days)),
    ]


def told(*days: int, rule: Profile = NHSE_SDE) -> dict[str, int | None]:
    """What is shared of the days, where every number is controlled."""
    found = controlled_month(month(*days), rule)
    return {figure.category: figure.numerator for figure in found if figure.table == "weekday"}


def test_what_no_statistic_speaks_of_is_not_shared() -> None:
    """Even where national numbers are left alone."""
    assert control_of("weekday", "weekday") is None
    assert {figure.table for figure in controlled_month(month(80, 90), HES_2018)} == {"match_rate_by"}


def test_an_internal_breakdown_of_a_shared_table() -> None:
    """Is internal; the table's others are not."""
    assert control_of("data_quality", "over_merged_person") is None
    assert control_of("data_quality", "field") is not None


def test_shares_of_linked_events() -> None:
    """The two tables, and the one measure of each."""
    assert {table: one.measure for table, one in tables_with(OfLinked).items()} == {
        "concordance": "concordant",
        "implausible": "any",
    }


@pytest.mark.usefixtures("shared")
def test_a_table_of_all_events_is_rounded() -> None:
    """Where every category is of enough people; exact where national numbers are left alone."""
    exact = controlled_month(month(81, 93, 47), HES_2018)

    assert told(81, 93, 47) == {"0": 80, "1": 95, "2": 45}
    assert [figure.numerator for figure in exact if figure.table == "weekday"] == [81, 93, 47]


@pytest.mark.usefixtures("shared")
def test_few_people_are_hidden_with_company() -> None:
    """A second category goes too where nothing is rounded, or the total would tell."""
    assert told(81, 93, 4, 47) == {"0": 80, "1": 95, "2": None, "3": 45}
    assert told(81, 93, 4, 47, rule=UNROUNDED) == {"0": 81, "1": 93, "2": None, "3": None}


@pytest.mark.usefixtures("shared")
def test_a_hidden_total_hides_the_table() -> None:
    """Else the categories would add up to it."""
    assert told(3, 2) == {}
