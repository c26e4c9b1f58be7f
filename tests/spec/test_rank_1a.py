"""Rank 1A: NHS number, birth date, sex and postcode agree."""

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


def test_all_four_agree(engine: DuckDBEngine, rules: Rules) -> None:
    """An event that agrees with one identity of a person on all four fields is theirs, at 1A."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-14 | 2   | AB12CD
        2     | 9990000026 | 1981-07-21 | 1   | EF34GH
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 1A   | H1
        2     | 1A   | H2
    """)


def test_any_field_that_differs_is_weaker(engine: DuckDBEngine, rules: Rules) -> None:
    """Each of birth date, sex and postcode must agree; a difference in one leaves a weaker rank."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-15 | 2   | AB12CD
        2     | 9990000018 | 1950-03-14 | 1   | AB12CD
        3     | 9990000018 | 1950-03-14 | 2   | EF34GH
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 3    | H1
        2     | 5    | H1
        3     | 2    | H1
    """)


def test_all_four_must_agree_with_one_identity(engine: DuckDBEngine, rules: Rules) -> None:
    """Fields that agree with different identities of a person do not add up to 1A."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-14 | 2   | AB12CD
    """)
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     | 9990000018 | 1950-03-14 | 2   | EF34GH
        H1     | 9990000018 | 1962-11-02 | 1   | AB12CD
    """)

    assert ranked(engine, rules, events, people) == rows("""
        event | rank | person
        ------+------+-------
        1     | 2    | H1
    """)
