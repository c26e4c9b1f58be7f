"""Rank 5: NHS number and postcode agree."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked
from tests.tables import rows

PEOPLE = """
    person | nhs_number | birth_date | sex | postcode
    -------+------------+------------+-----+---------
    H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
    H2     | 9990000026 |            |     | EF34GH
"""


def test_birth_date_and_sex_do_not_matter(engine: DuckDBEngine, rules: Rules) -> None:
    """
    Whether birth date and sex differ or are missing on either side, number and postcode are enough.

    Not so in the default profile where both sides hold a birth date and these conflict: a stranger's or a relative's
    number looks so. Rank P looks first, and rank 8 gets what it leaves.
    """
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1962-11-02 | 1   | AB12CD
        2     | 9990000018 |            |     | AB12CD
        3     | 9990000018 | 1950-03-14 |     | AB12CD
        4     | 9990000026 | 1981-07-21 | 1   | EF34GH
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == rows(f"""
        event | rank | person
        ------+------+-------
        1     | {5 if rules.p is None else 8}    | H1
        2     | 5    | H1
        3     | 5    | H1
        4     | 5    | H2
    """)


def test_an_ignored_postcode_still_counts_beside_a_number(engine: DuckDBEngine, rules: Rules) -> None:
    """The ignore list guards only the ranks that have no number to go by."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 |            | 1   | AB12CD
    """)

    found = ranked(engine, rules, events, rows(PEOPLE), supplied_postcodes=["AB12CD"])

    assert found == rows("""
        event | rank | person
        ------+------+-------
        1     | 5    | H1
    """)
