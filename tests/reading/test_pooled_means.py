"""Means over draws: by hand, beside a twin in plain Python, what has no interval, and what is refused."""

from collections.abc import Iterator, Sequence
from math import isclose, log
from statistics import fmean, variance

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.errors import ConfigError
from linkage.reading.drawn_mean import DrawnMean, drawn_means
from linkage.reading.draws import Draws
from linkage.reading.pooled_means import pooled_means
from linkage.reading.rubin import rubin

MONTH = "2026-04"
UNITS = "select person_id as person, is_seen as value from events"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Two draws of three events, with the tables that a release under draws has: in the second e2 is B's."""
    opened = duckdb.connect(config={"threads": 1})
    opened.execute(f"""
        create table drawn_events as
        select *, '{MONTH}' as test_month from (values
            (1, 'e1', 'A', true), (1, 'e2', 'A', true), (1, 'e3', 'C', false),
            (2, 'e1', 'A', true), (2, 'e2', 'B', false), (2, 'e3', 'C', false)
        ) as event (draw, event_id, person_id, is_seen)""")
    opened.execute(
        f"create table events as select 'e0' as event_id, 'Z' as person_id, true as is_seen, '{MONTH}' as m"
    )
    for name in ("links", "pathways"):
        opened.execute(f"create table drawn_{name} as select * from drawn_events")
    for name in ("spells", "cips"):
        opened.execute(f"create table drawn_{name} as select 'B' as person_id, 's1' as {name}_id")
    yield opened
    opened.close()


WHOLE = {
    "plain": ("select event_id, person_id from events order by 1", [("e1", "A"), ("e2", "B"), ("e3", "C")]),
    "with": (
        "-- B's\nwith b as (from events where person_id = 'B') select event_id from b;\n-- so",
        [("e2",)],
    ),
    "recursive": (
        "/* it */ WITH RECURSIVE n as (select 1 as k union all select k + 1 from n where k < 3) select max(k) from n",
        [(3,)],
    ),
    "beside a table of all draws": ("select event_id from events join spells using (person_id)", [("e2",)]),
    "from first": ("from events select count(*)", [(3,)]),
}
"""Queries that a release answers, and what the second draw says."""


@pytest.mark.parametrize(("query", "expected"), WHOLE.values(), ids=WHOLE)
def test_a_query_of_the_release_is_one_of_a_draw(
    connection: duckdb.DuckDBPyConnection, query: str, expected: Sequence[tuple[object, ...]]
) -> None:
    """As it stands, whatever stands before or after it; the tables are those of the second draw."""
    assert Draws(2, (MONTH,), connection).sql(query).fetchall() == expected


def test_all_draws_are_asked_at_once(connection: duckdb.DuckDBPyConnection) -> None:
    """With `draw` as a column; other months than those asked for are left out."""
    asked = "select draw, count(distinct person_id) from events group by draw order by draw"

    assert Draws(None, (MONTH,), connection).sql(asked).fetchall() == [(1, 2), (2, 3)]
    assert Draws(None, ("2026-05",), connection).sql(asked).fetchall() == []


@pytest.mark.parametrize("query", ["drop table events", "select 1; select 2", "explain select 1", ""])
def test_a_draw_is_only_read(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    """One select, and nothing else."""
    with pytest.raises(ConfigError, match="give one select"):
        Draws(1, (MONTH,), connection).sql(query)


def test_the_mean_of_a_draw_by_hand(connection: duckdb.DuckDBPyConnection) -> None:
    """A is one cluster of two events: they are off by 1/3 each, C by 2/3, in thirds: 8/81."""
    first, second = (drawn_means(Draws(draw, (MONTH,), connection), UNITS) for draw in (1, 2))

    assert [(row.part, row.units, row.people, row.is_share) for row in (*first, *second)] == [
        ("all", 3, 2, True),
        ("all", 3, 3, True),
    ]
    assert isclose(first[0].mean, 2 / 3)
    assert isclose(first[0].variance, 8 / 81)
    assert isclose(second[0].variance, (4 / 9 + 1 / 9 + 1 / 9) / 9)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("select person_id as person from events", "no column value"),
        ("select 1 as one from events", "no column person and no value"),
        ("select nullif(person_id, 'A') as person, 1 as value from events", "1 unit.* no person"),
        ("select person_id as person, nullif(person_id = 'C', true) as value from events", "1 no value"),
        ("select person_id as person, 'abc' as value from events", "of part all the value of 3 unit.* is no number"),
        (
            "select event_id as part, person_id as person, if(event_id = 'e2', 'abc', '1') as value from events",
            "of part e2 the value of 1 unit.* is no number",
        ),
        ("select person_id as person, 'nan'::double as value from events", "all .* not a number .NaN. or .* in 3"),
        (
            "select person_id as person, if(event_id = 'e1', -'inf'::double, 0) as value from events",
            "infinite in 1",
        ),
        ("select person_id as person, date '2026-04-01' as value from events", "value is of type DATE"),
        ("select person_id as person, [1] as value from events", "value is of type INTEGER"),
        ("select person_id as person, person_id::int as value from events", "try_cast"),
    ],
)  # fmt: skip
def test_what_is_no_unit_is_refused(connection: duckdb.DuckDBPyConnection, query: str, told: str) -> None:
    """With what a query has to give; nothing of it is left behind."""
    with pytest.raises(ConfigError, match=told):
        drawn_means(Draws(2, (MONTH,), connection), query)
    assert drawn_means(Draws(2, (MONTH,), connection), UNITS)


Unit = tuple[int, float]


DATABASE = duckdb.connect(config={"threads": 1})
"""One for all examples: to open one takes longer than an example."""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-9, 9).map(float)), min_size=1, max_size=20))
def test_a_twin_in_plain_python(units: list[Unit]) -> None:
    """Mean and variance by persons, of any units in any order."""
    rows = ", ".join(f"({person}, {value})" for person, value in units)
    for name in ("links", "events", "pathways", "spells", "cips"):
        DATABASE.execute(f"create or replace table drawn_{name} as select 1 as draw, '{MONTH}' as test_month")
    (found,) = drawn_means(
        Draws(1, (MONTH,), DATABASE), f"select * from (values {rows}) as unit (person, value)"
    )

    mean = fmean(value for _, value in units)
    off = [
        sum(value - mean for one, value in units if one == person) / len(units)
        for person in {person for person, _ in units}
    ]
    assert isclose(found.mean, mean, abs_tol=1e-12)
    assert isclose(found.variance, sum(one**2 for one in off), abs_tol=1e-12)
    assert found.is_share is all(value in (0, 1) for _, value in units)


def drawn(
    mean: float, variance: float = 0.01, *, people: int = 100, part: str = "all", share: bool = True
) -> DrawnMean:
    """Of one draw."""
    return DrawnMean(part, people, people, mean, variance, share)


def test_a_mean_is_pooled_as_it_stands_and_a_share_as_its_logit() -> None:
    """Against Rubin's rules of the same numbers; of a share neither end leaves 0 to 1."""
    (mean,) = pooled_means([[drawn(one, 0.4, share=False)] for one in (1, 2, 4)])
    (share,) = pooled_means([[drawn(one, 0.0004)] for one in (0.01, 0.02, 0.04)])

    of_mean = rubin([1, 2, 4], [0.4] * 3, data_degrees=99)
    assert (mean.mean, mean.low, mean.high) == (of_mean.estimate, of_mean.low, of_mean.high)
    assert mean.missing_information is not None
    assert isclose(mean.missing_information, 4 / 3 * variance([1, 2, 4]) / of_mean.variance)
    logits = [log(one / (1 - one)) for one in (0.01, 0.02, 0.04)]
    assert share.low is not None
    assert share.high is not None
    assert isclose(log(share.mean / (1 - share.mean)), fmean(logits))
    assert 0 < share.low < 0.01
    assert 0.04 < share.high < 1


@pytest.mark.parametrize(
    ("draws", "refused"),
    [
        ([[drawn(0.5)], []], "in 1 of 2 draws alone"),
        ([[drawn(0.5)], [drawn(0.5, people=29)]], "fewer than 30 people"),
        ([[drawn(0.5)], [drawn(0)]], "none or all, in some draw"),
        ([[drawn(0.5)], [drawn(1)]], "none or all, in some draw"),
        ([[drawn(one, 0.01, share=False)] for one in (1, 2, 4)], "hardly known but from draw to draw"),
        ([[drawn(one, 0.0, share=False)] for one in (1, 2, 4)], "hardly known but from draw to draw"),
    ],
)
def test_what_has_no_interval_says_why(draws: list[list[DrawnMean]], refused: str) -> None:
    """Its mean is told; a table shows the reason in the place of the ends."""
    found = pooled_means(draws)
    (row,) = found

    assert (row.refused, row.low, row.high, row.missing_information) == (refused, None, None, None)
    assert refused in str(found)


def test_what_is_no_number_is_not_told(connection: duckdb.DuckDBPyConnection) -> None:
    """A value may be somebody's number: no message has it."""
    for value in ("'9990009989x'", "'9990009989x'::int", "'9990009989x'::date"):
        with pytest.raises(ConfigError) as told:
            drawn_means(
                Draws(1, (MONTH,), connection), f"select person_id as person, {value} as value from events"
            )
        assert "9990" not in str(told.value)
        assert told.value.__suppress_context__ or told.value.__context__ is None


def test_numbers_of_any_type(connection: duckdb.DuckDBPyConnection) -> None:
    """Whole, decimal, true or false, or a number written as text: the mean is the same."""
    for value in (
        "is_seen",
        "is_seen::int",
        "is_seen::hugeint",
        "is_seen::int::decimal(9, 2)",
        "is_seen::int::varchar",
    ):
        query = f"select person_id as person, {value} as value from events"
        (found,) = drawn_means(Draws(1, (MONTH,), connection), query)
        assert isclose(found.mean, 2 / 3)
        assert found.is_share


def test_no_unit_in_any_draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Told in words; a frame has its columns and no row."""
    none = f"{UNITS} where false"
    found = pooled_means([drawn_means(Draws(draw, (MONTH,), connection), none) for draw in (1, 2)])

    assert str(found) == "no unit was found: the query gives no row in any draw"
    assert found.frame().empty
    whole = pooled_means([[drawn(0.5)], [drawn(0.25)]]).frame()
    assert list(found.frame().columns) == list(whole.columns)
    assert whole["mean"].dtype == found.frame()["mean"].dtype


def test_one_draw_is_refused() -> None:
    """Nobody can say from one what another would have given."""
    with pytest.raises(ConfigError, match="at least two draws"):
        pooled_means([[drawn(0.5)]])


def test_a_table_and_a_frame() -> None:
    """Parts in the order of their names, as text or for pandas."""
    found = pooled_means([[drawn(0.25, part="b"), drawn(0.5, part="a")]] * 2)

    assert [line.split()[0] for line in str(found).splitlines()] == ["part", "a", "b"]
    assert "50.00%" in str(found)
    assert list(found.frame()["part"]) == ["a", "b"]
