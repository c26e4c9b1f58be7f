"""EPIORDER: the place of an episode in its spell is a number from 1 to 87, or unknown."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import renamed, seen, standardise_hes
from tests.tables import rows


def test_only_digits_are_a_place(engine: DuckDBEngine) -> None:
    """98 and 99 mean "not known"; a fraction, a sign or a power is no place, whatever a database would make of it."""
    drawn = rows("""
        episode_key | episode_order | place
        ------------+---------------+------
        E01         | 1             | 1
        E02         | 01            | 1
        E03         | 10            | 10
        E04         | 79            | 79
        E05         | 87            | 87
        E06         | 88            |
        E07         | 98            |
        E08         | 99            |
        E09         | 0             |
        E10         | 100           |
        E11         | 1.5           |
        E12         | 1e1           |
        E13         | +5            |
        E14         | -5            |
        E15         | 5_0           |
        E16         | 0x1           |
        E17         | five          |
        E18         |               |
    """)
    submitted = [{"record_key": row["episode_key"], "episode_order": row["episode_order"]} for row in drawn]
    standardise_hes(engine, apc=submitted)

    expected = [{"episode_key": row["episode_key"], "place": row["place"]} for row in drawn]
    assert (
        renamed(seen(engine, "episode", ("episode_key", "episode_order")), episode_order="place") == expected
    )
