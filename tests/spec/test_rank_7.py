"""Rank 7: as rank 6, where the postcode is on the ignore list."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked
from tests.tables import rows

PEOPLE = """
    person | nhs_number | birth_date | sex | postcode
    -------+------------+------------+-----+---------
    H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
    H2     | 9990000026 | 1981-07-21 | 1   | EF34GH
"""


def test_only_postcodes_of_the_ignore_list_come_this_far(engine: DuckDBEngine, published: Rules) -> None:
    """In a crowded postcode the same agreement is rank 7; elsewhere it is rank 6."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     |            | 1950-03-14 | 2   | AB12CD
        2     |            | 1981-07-21 | 1   | EF34GH
    """)

    found = ranked(engine, published, events, rows(PEOPLE), supplied_postcodes=["AB12CD"])

    assert found == rows("""
        event | rank | person
        ------+------+-------
        1     | 7    | H1
        2     | 6    | H2
    """)


def test_a_number_that_contradicts_stops_it_here_too(engine: DuckDBEngine, published: Rules) -> None:
    """The event's number is not the person's."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000034 | 1950-03-14 | 2   | AB12CD
    """)

    assert ranked(engine, published, events, rows(PEOPLE), supplied_postcodes=["AB12CD"]) == []
