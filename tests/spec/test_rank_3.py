"""Rank 3: NHS number, sex and postcode agree; the birth date agrees in part."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked
from tests.tables import rows

PEOPLE = """
    person | nhs_number | birth_date | sex | postcode
    -------+------------+------------+-----+---------
    H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
    H2     | 9990000026 | 1950-03-04 | 1   | EF34GH
"""


def test_birth_date_in_part(engine: DuckDBEngine, rules: Rules) -> None:
    """A wrong day, month or year, or day and month switched, does not lose the patient."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-15 | 2   | AB12CD
        2     | 9990000018 | 1950-08-14 | 2   | AB12CD
        3     | 9990000018 | 1905-03-14 | 2   | AB12CD
        4     | 9990000026 | 1950-04-03 | 1   | EF34GH
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 3    | H1
        2     | 3    | H1
        3     | 3    | H1
        4     | 3    | H2
    """)


def test_a_birth_date_that_disagrees_or_is_missing_is_no_rank_3(engine: DuckDBEngine, rules: Rules) -> None:
    """Two parts wrong is no agreement in part: rank 5, but with rank P a conflict, rank 8. Nor is a date not there."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-08-15 | 2   | AB12CD
        2     | 9990000018 |            | 2   | AB12CD
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == rows(f"""
        event | rank | person
        ------+------+-------
        1     | {5 if rules.p is None else 8}    | H1
        2     | 5    | H1
    """)


def test_sex_must_agree(engine: DuckDBEngine, rules: Rules) -> None:
    """With a birth date in part, a sex that differs or is missing leaves number and postcode: rank 5."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-15 | 1   | AB12CD
        2     | 9990000018 | 1950-03-15 |     | AB12CD
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 5    | H1
        2     | 5    | H1
    """)
