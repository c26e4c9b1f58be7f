"""Rank 4: NHS number and sex agree; the birth date agrees in part."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked
from tests.tables import rows

PEOPLE = """
    person | nhs_number | birth_date | sex | postcode
    -------+------------+------------+-----+---------
    H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
"""


def test_the_postcode_does_not_matter(engine: DuckDBEngine, rules: Rules) -> None:
    """A postcode that differs or is missing, and a birth date in part, is rank 4."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-15 | 2   | EF34GH
        2     | 9990000018 | 1950-04-14 | 2   |
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 4    | H1
        2     | 4    | H1
    """)


def test_sex_must_agree(engine: DuckDBEngine, rules: Rules) -> None:
    """With neither sex nor postcode to support a birth date in part, only the number is left: rank 8."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-15 | 1   | EF34GH
        2     | 9990000018 | 1950-03-15 |     | EF34GH
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 8    | H1
        2     | 8    | H1
    """)
