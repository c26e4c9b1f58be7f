"""Rank 6: birth date, sex and postcode agree and the NHS number does not contradict."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked
from tests.tables import rows

PEOPLE = """
    person | nhs_number | birth_date | sex | postcode
    -------+------------+------------+-----+---------
    H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
    H2     |            | 1981-07-21 | 1   | EF34GH
"""


def test_a_number_missing_on_either_side(engine: DuckDBEngine, published: Rules) -> None:
    """A number that the event lacks, or that the person has never had, cannot contradict."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     |            | 1950-03-14 | 2   | AB12CD
        2     | 9990000034 | 1981-07-21 | 1   | EF34GH
        3     |            | 1981-07-21 | 1   | EF34GH
    """)

    assert ranked(engine, published, events, rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 6    | H1
        2     | 6    | H2
        3     | 6    | H2
    """)


def test_all_three_must_agree(engine: DuckDBEngine, published: Rules) -> None:
    """Without a number nothing may differ or be missing, not even one digit of the birth date."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     |            | 1950-03-15 | 2   | AB12CD
        2     |            | 1950-03-14 | 1   | AB12CD
        3     |            | 1950-03-14 | 2   | AB12CE
        4     |            |            | 2   | AB12CD
        5     |            | 1950-03-14 |     | AB12CD
        6     |            | 1950-03-14 | 2   |
    """)

    assert ranked(engine, published, events, rows(PEOPLE)) == []


def test_what_both_sides_lack_does_not_agree(engine: DuckDBEngine, published: Rules) -> None:
    """Two missing values are not equal values."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     |            | 1950-03-14 | 2   |
        2     |            |            |     |
    """)
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     |            | 1950-03-14 | 2   |
        H2     |            |            |     |
    """)

    assert ranked(engine, published, events, people) == []


def test_the_default_profile_leaves_these_to_rank_p(engine: DuckDBEngine, default: Rules) -> None:
    """In the default profile no deterministic rank links without a number."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     |            | 1950-03-14 | 2   | AB12CD
    """)

    assert ranked(engine, default, events, rows(PEOPLE)) == []
