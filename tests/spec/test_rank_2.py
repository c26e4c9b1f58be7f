"""Rank 2: NHS number, birth date and sex agree; the postcode differs."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked
from tests.tables import rows

PEOPLE = """
    person | nhs_number | birth_date | sex | postcode
    -------+------------+------------+-----+---------
    H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
"""


def test_a_moved_patient_is_found(engine: DuckDBEngine, rules: Rules) -> None:
    """Everything but the postcode agrees."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-14 | 2   | EF34GH
        2     | 9990000018 | 1950-03-14 | 2   | AB12CE
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 2    | H1
        2     | 2    | H1
    """)


def test_without_the_number_a_moved_patient_is_not_found(engine: DuckDBEngine, rules: Rules) -> None:
    """Birth date and sex alone are shared by hundreds of people, and no rank reaches them."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     |            | 1950-03-14 | 2   | EF34GH
        2     | 9990000026 | 1950-03-14 | 2   | EF34GH
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == []
