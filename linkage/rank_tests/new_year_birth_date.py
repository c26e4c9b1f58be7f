"""new_year_birth_date: the event's birth date is a 1 January, which is often a default."""

from linkage.engine.dialect import Dialect
from linkage.rank_tests.rank_test import PairColumn, RankTest


def is_new_year_birth_date_sql(_dialect: Dialect) -> str:
    """Judged on the event alone; one without a birth date has none on 1 January."""
    return (
        "coalesce(extract(month from event.birth_date) = 1 and extract(day from event.birth_date) = 1, false)"
    )


TEST = RankTest(
    name="new_year_birth_date",
    place=500,
    meaning="The event's birth date is a 1 January.",
    condition="is_new_year_birth_date",
    column=PairColumn("is_new_year_birth_date", is_new_year_birth_date_sql),
)
