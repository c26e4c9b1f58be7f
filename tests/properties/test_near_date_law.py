"""Pairs of birth dates that nearly agree are counted as if every date had been held against every other."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.levels.near_date import near_date_sql, stepped_date_sql
from tests.properties.worlds import several, shared
from tests.reference.levels import BIRTH_DATE_LEVELS, birth_date

DATES = st.builds(
    date,
    st.sampled_from((1945, 1946, 1947, 1948, 1954, 2045)),
    st.sampled_from((1, 2, 3, 4, 10)),
    st.sampled_from((1, 2, 3, 4, 10, 12, 21)),
)
COUNTED = tuple(level for level in BIRTH_DATE_LEVELS if level not in ("one_equal", "none"))


SOME = st.sets(DATES, max_size=12)


@shared
@given(several(st.tuples(SOME, SOME)))
def test_every_pair_is_counted_once(engine: DuckDBEngine, drawn: list[tuple[set[date], set[date]]]) -> None:
    """Each date stands for two events, or for three people."""
    own, held = (set[date]().union(*(pair[side] for pair in drawn)) for side in (0, 1))
    expected = Counter(birth_date(one, [other]) for one in own for other in held)
    for side, dates, n in (("event", own, 2), ("person", held, 3)):
        engine.load(
            f"{side}_value",
            {"value": "date", "n": "integer", "day": "integer", "month": "integer", "year": "integer"}
            | {"is_default": "boolean"},
            [(one, n, one.day, one.month, one.year, False) for one in sorted(dates)],
        )
    engine.create("event_stepped", stepped_date_sql())
    found = engine.rows(
        f"select code, sum(pairs) from ({' union all '.join(near_date_sql())}) as near group by code"
    )

    names = {BIRTH_DATE_LEVELS[int(str(code)) - 1]: int(str(pairs)) for code, pairs in found}
    assert names == {level: 6 * expected[level] for level in COUNTED if expected[level]}
