"""even_day_birth_date: the event's birth date is on an even day that somebody is known by. Made up for a test."""

from linkage.engine.dialect import Dialect
from linkage.rank_tests.rank_test import PairColumn, RankTest

EVEN = """
        left join (
            select distinct birth_date
            from identity
            where extract(day from birth_date) % 2 = 0
        ) as even on even.birth_date = event.birth_date"""
"""Birth dates on even days."""


def is_even_day_sql(_dialect: Dialect) -> str:
    """Whether it is one of them."""
    return "even.birth_date is not null"


TEST = RankTest(
    name="even_day_birth_date",
    place=900,
    meaning="The event's birth date is on an even day.",
    condition="is_even_day",
    column=PairColumn("is_even_day", is_even_day_sql, joins=EVEN),
)
