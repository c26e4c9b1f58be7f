"""Rank 8: the NHS number agrees."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked, seen
from tests.tables import rows

PEOPLE = """
    person | nhs_number | birth_date | sex | postcode
    -------+------------+------------+-----+---------
    H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
    H2     | 9990000026 | 1981-07-21 | 1   | EF34GH
"""


def test_the_number_alone(engine: DuckDBEngine, rules: Rules) -> None:
    """The number is enough, whether the rest differs or is missing."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 |            |     |
        2     | 9990000018 | 1962-11-02 | 1   | JK56LM
        3     | 9990000018 | 1950-03-14 |     |
        4     | 9990000018 | 1950-03-14 | 1   | JK56LM
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 8    | H1
        2     | 8    | H1
        3     | 8    | H1
        4     | 8    | H1
    """)


def test_a_number_nobody_holds(engine: DuckDBEngine, rules: Rules) -> None:
    """A number that nobody in the index holds, and no number at all, find nobody."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000034 |            |     |
        2     |            |            |     |
    """)

    assert ranked(engine, rules, events, rows(PEOPLE)) == []


def test_whose_demographics_win_when_the_number_is_anothers(engine: DuckDBEngine, published: Rules) -> None:
    """An event with one person's number and another's demographics goes with the number: those contradict."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1981-07-21 | 1   | EF34GH
    """)

    assert ranked(engine, published, events, rows(PEOPLE)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 8    | H1
    """)


def test_it_waits_for_rank_p_in_the_default_profile(engine: DuckDBEngine, default: Rules) -> None:
    """In the default profile rank 8 is marked as offered only to what rank P leaves; the others are not."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1962-11-02 | 1   | JK56LM
        2     | 9990000018 |            | 1   | AB12CD
    """)
    ranked(engine, default, events, rows(PEOPLE))
    expected = rows("""
        identity_key | match_rank | after_p
        -------------+------------+--------
        1            | 8          | true
        2            | 5          | false
    """)

    assert seen(engine, "rank_decision", expected[0]) == expected
