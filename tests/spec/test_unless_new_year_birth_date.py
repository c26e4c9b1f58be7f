"""Ranks 6 and 7: a birth date on 1 January is often a default and settles nothing by itself."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked
from tests.tables import rows

PEOPLE = """
    person | nhs_number | birth_date | sex | postcode
    -------+------------+------------+-----+---------
    H1     | 9990000018 | 1950-01-01 | 2   | AB12CD
    H2     | 9990000026 | 1900-01-01 | 1   | AB12CD
    H3     | 9990000034 | 1950-01-02 | 2   | AB12CD
    H4     | 9990000042 | 1950-02-01 | 2   | AB12CD
"""

EVENTS_WITHOUT_NUMBER = """
    event | nhs_number | birth_date | sex | postcode
    ------+------------+------------+-----+---------
    1     |            | 1950-01-01 | 2   | AB12CD
    2     |            | 1900-01-01 | 1   | AB12CD
    3     |            | 1950-01-02 | 2   | AB12CD
    4     |            | 1950-02-01 | 2   | AB12CD
"""


def test_no_link_without_a_number_on_1_january(engine: DuckDBEngine, published: Rules) -> None:
    """1 January of any year is refused at rank 6; the days and months beside it are not."""
    assert ranked(engine, published, rows(EVENTS_WITHOUT_NUMBER), rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        3     | 6    | H3
        4     | 6    | H4
    """)


def test_no_link_at_rank_7_either(engine: DuckDBEngine, published: Rules) -> None:
    """The same holds where the postcode is on the ignore list."""
    found = ranked(
        engine, published, rows(EVENTS_WITHOUT_NUMBER), rows(PEOPLE), supplied_postcodes=["AB12CD"]
    )

    assert found == rows("""
        event | rank | person
        ------+------+-------
        3     | 7    | H3
        4     | 7    | H4
    """)


def test_with_a_number_1_january_is_a_day_like_any_other(engine: DuckDBEngine, rules: Rules) -> None:
    """Ranks that have the NHS number do not mind."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-01-01 | 2   | AB12CD
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 1A   | H1
    """)
