"""Rank 1B: NHS number, birth date and sex agree; the postcode is missing or invalid on either side."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked
from tests.tables import rows


def test_postcode_missing_on_either_side(engine: DuckDBEngine, rules: Rules) -> None:
    """A postcode that the event lacks, the person lacks or both lack cannot speak against the person."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-14 | 2   |
        2     | 9990000026 | 1981-07-21 | 1   | EF34GH
        3     | 9990000034 | 2003-10-30 | 1   |
    """)
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
        H2     | 9990000026 | 1981-07-21 | 1   |
        H3     | 9990000034 | 2003-10-30 | 1   |
    """)

    assert ranked(engine, rules, events, people) == rows("""
        event | rank | person
        ------+------+-------
        1     | 1B   | H1
        2     | 1B   | H2
        3     | 1B   | H3
    """)


def test_the_other_three_must_agree(engine: DuckDBEngine, rules: Rules) -> None:
    """With the postcode missing, a birth date in part is rank 4, and a sex that differs only rank 8."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-15 | 2   |
        2     | 9990000018 | 1950-03-14 | 1   |
    """)
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
    """)

    assert ranked(engine, rules, events, people) == rows("""
        event | rank | person
        ------+------+-------
        1     | 4    | H1
        2     | 8    | H1
    """)


def test_an_identity_without_postcode_beats_one_whose_postcode_differs(
    engine: DuckDBEngine, rules: Rules
) -> None:
    """A person seen once with no address and once at another is found at 1B, their better identity."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-14 | 2   | AB12CD
    """)
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     | 9990000018 | 1950-03-14 | 2   | EF34GH
        H1     | 9990000018 | 1950-03-14 | 2   |
    """)

    assert ranked(engine, rules, events, people) == rows("""
        event | rank | person
        ------+------+-------
        1     | 1B   | H1
    """)
