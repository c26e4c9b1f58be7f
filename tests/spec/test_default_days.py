"""Default days: days of the year that stand for "not known" in a birth date, on which only the year is evidence."""

from datetime import date, timedelta

import pytest

from linkage.cli.pages.model_table import model_text
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.levels.default_day import DefaultDays, default_days, learnt_days, of_sides
from linkage.steps.probabilistic.training.birth_date_chance import BIRTH_DATE
from tests.probabilistic.fixed_model import fixed_model
from tests.spec.steps import load, profile, seen, standardise_hes
from tests.tables import Row, rows

DEFAULTS = DefaultDays(
    event=(101, 301, 715), person=(101, 1111), event_whole=(101, 715), person_whole=(101, 1111)
)
"""1 January on both sides, 15 July of events, 11 November of people; on 1 March of events the day alone is made up."""


def test_levels_of_default_days(engine: DuckDBEngine) -> None:
    """On a default day of either side nothing but the year tells, and the month where it is equal."""
    drawn = rows("""
        own        | held       | level
        -----------+------------+--------------
        1950-03-14 | 1950-03-14 | exact
        1950-01-01 | 1950-01-01 | default_exact
        1950-07-15 | 1950-07-15 | default_exact
        1950-11-11 | 1950-11-11 | default_exact
        1950-01-01 | 1962-01-01 | default_other
        1950-01-01 | 1951-01-01 | default_other
        1950-01-01 | 1950-01-02 | default_month
        1950-01-01 | 1950-01-30 | default_month
        1950-01-01 | 1950-08-30 | default_year
        1950-08-30 | 1950-01-01 | default_year
        1950-08-30 | 1951-01-01 | default_other
        1950-07-15 | 1950-07-16 | default_month
        1950-07-16 | 1950-07-15 | day_slip
        1950-11-11 | 1950-11-10 | day_slip
        1950-03-01 | 1950-03-01 | default_exact
        1950-03-01 | 1950-03-20 | default_month
        1950-03-01 | 1950-04-20 | default_other
        1950-03-01 | 1950-01-01 | default_year
        1950-03-20 | 1950-03-01 | day_differs
        1950-11-10 | 1950-11-11 | default_month
        1950-03-14 | 1951-03-15 | two_slips
        1950-01-02 | 1950-01-03 | day_slip
        1950-01-02 | 1962-01-02 | year_differs
    """)
    expected = [row["level"] for row in drawn]
    load_dates(engine, drawn)

    assert levels(engine) == expected


def load_dates(engine: DuckDBEngine, drawn: list[Row]) -> None:
    """A table of pairs of dates, in order."""
    dates = [
        (nth, *(date.fromisoformat(str(row[side])) for side in ("own", "held")))
        for nth, row in enumerate(drawn)
    ]
    engine.load("dates", {"nth": "integer", "own_date": "date", "held_date": "date"}, dates)


def levels(engine: DuckDBEngine) -> list[str]:
    """Of each pair of the table."""
    code = BIRTH_DATE.code_sql("held_date", "own_date", DEFAULTS)
    names = [level.name for level in BIRTH_DATE.levels]
    return [names[int(str(found)) - 1] for (found,) in engine.rows(f"select {code} from dates order by nth")]


@pytest.mark.parametrize(
    ("on_the_day", "on_others", "is_default"),
    [
        (100, 40, True),
        (79, 40, False),  # not twice as many
        (80, 40, True),
        (25, 10, False),  # twice, but not five standard deviations more
        (26, 10, True),
        (19, 2, False),  # too few to tell
        (20, 2, True),
        (20, 0, True),
    ],
)
def test_what_counts_as_an_excess(on_the_day: int, on_others: int, *, is_default: bool) -> None:
    """Twice the births of the days around it, five standard deviations more, and twenty at least."""
    births = {month * 100 + day: on_others for month in range(1, 13) for day in range(1, 29)}

    assert [day for day, *_ in default_days(births | {715: on_the_day})] == [715] * is_default


def test_days_are_learnt_by_data_set(engine: DuckDBEngine) -> None:
    """A day may be a default of one data set, alone or with its month; of HES, any data set makes it one."""
    born = [date(1950, 1, 1) + timedelta(days=nth) for nth in range(365)] * 10 + [date(1950, 7, 15)] * 40
    events = [
        {"identity_key": nth, "birth_date": day, "postcode": str(nth), "events": 1}
        for nth, day in enumerate(born)
    ]
    load(engine, "event_identity", events)
    load(
        engine,
        "birth_day_count",
        [
            {"dataset": dataset, "birth_day": 100 * month + day, "people": births(month, day)}
            for dataset, births in (("apc", usual), ("ae", more_on_firsts), ("op", more_on_one))
            for month in range(1, 13)
            for day in range(1, 29)
        ],
    )

    found = learnt_days(engine)

    assert [(one.dataset, one.day, one.month_is_known) for one in found] == [
        ("ae", "01-01", False),
        *(("ae", f"{month:02}-01", True) for month in range(2, 13)),
        ("did", "07-15", False),
        ("op", "11-11", False),
    ]
    assert of_sides(found) == DefaultDays(
        event=(715,),
        person=tuple(sorted([*(month * 100 + 1 for month in range(1, 13)), 1111])),
        event_whole=(715,),
        person_whole=(101, 1111),
    )


def usual(_month: int, _day: int) -> int:
    """The same births on every day."""
    return 30


def more_on_firsts(month: int, day: int) -> int:
    """Three times the births on the first of any month, and far more on 1 January."""
    return (900 if month == 1 else 90) if day == 1 else 30


def more_on_one(month: int, day: int) -> int:
    """Three times the births on 11 November."""
    return 90 if (month, day) == (11, 11) else 30


def test_people_are_counted_by_day_of_the_year(engine: DuckDBEngine) -> None:
    """Once for each data set and day, however many records say so; without a key or a valid date not at all."""
    standardise_hes(
        engine,
        apc=rows("""
            person_key | birth_date | start_date
            -----------+------------+-----------
            H1         | 1950-01-01 | 2026-02-10
            H1         | 1950-01-01 | 2026-02-11
            H2         | 1962-01-01 | 2026-02-10
            H2         | 1962-01-10 | 2026-02-10
                       | 1962-01-01 | 2026-02-10
            H3         | 1800-01-01 | 2026-02-10
        """),
        op=rows("""
            person_key | birth_date | start_date
            -----------+------------+-----------
            H1         | 1950-01-01 | 2026-02-10
        """),
    )
    expected = rows("""
        dataset | birth_day | people
        --------+-----------+-------
        apc     | 101       | 2
        apc     | 110       | 1
        op      | 101       | 1
    """)

    assert sorted(seen(engine, "birth_day_count", expected[0]), key=str) == sorted(expected, key=str)


def test_training_tells_the_days_by_data_set() -> None:
    """On the terminal, under the weights."""
    model = fixed_model(profile("hes_did").p)  # type: ignore[arg-type]

    assert model_text(model).splitlines()[-1] == (
        "default days in birth dates: apc 01-01, 02-02, 03-04, 11-11; did 01-01, 03-04, 07-15, 10-10"
    )
    assert model_text(model.model_copy(update={"default_days": ()})).endswith(
        "default days in birth dates: none"
    )
