"""Ambiguity: two people at the best rank mean that nobody is linked, never the first who comes."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked, seen
from tests.tables import rows

TWINS = """
    person | nhs_number | birth_date | sex | postcode
    -------+------------+------------+-----+---------
    H1     | 9990000018 | 2011-06-09 | 1   | AB12CD
    H2     | 9990000026 | 2011-06-09 | 1   | AB12CD
"""

SHARED_NUMBER = """
    person | nhs_number | birth_date | sex | postcode
    -------+------------+------------+-----+---------
    H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
    H2     | 9990000018 | 1981-07-21 | 1   | EF34GH
"""


def test_twins_cannot_be_told_apart_without_a_number(engine: DuckDBEngine, published: Rules) -> None:
    """Same-sex twins at one address agree alike; the rank is known and the person is not."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     |            | 2011-06-09 | 1   | AB12CD
    """)

    assert ranked(engine, published, events, rows(TWINS)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 6    |
    """)
    assert seen(engine, "rank_decision", ["people"]) == [{"people": "2"}]


def test_row_order_does_not_choose(engine: DuckDBEngine, published: Rules) -> None:
    """The same twins in the other order are as ambiguous."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     |            | 2011-06-09 | 1   | AB12CD
    """)

    assert ranked(engine, published, events, rows(TWINS)[::-1]) == rows("""
        event | rank | person
        ------+------+-------
        1     | 6    |
    """)


def test_a_number_tells_twins_apart(engine: DuckDBEngine, rules: Rules) -> None:
    """The twin whose number it is agrees on four fields; the other is contradicted."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000026 | 2011-06-09 | 1   | AB12CD
    """)

    assert ranked(engine, rules, events, rows(TWINS)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 1A   | H2
    """)


def test_a_weaker_candidate_does_no_harm(engine: DuckDBEngine, rules: Rules) -> None:
    """Two people share a number; the one who agrees better is linked."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-14 | 2   | AB12CD
        2     | 9990000018 |            |     | EF34GH
    """)

    assert ranked(engine, rules, events, rows(SHARED_NUMBER)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 1A   | H1
        2     | 5    | H2
    """)


def test_a_shared_number_alone_is_ambiguous(engine: DuckDBEngine, rules: Rules) -> None:
    """When nothing but the shared number agrees, nobody is linked."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 |            |     |
    """)

    assert ranked(engine, rules, events, rows(SHARED_NUMBER)) == rows("""
        event | rank | person
        ------+------+-------
        1     | 8    |
    """)


def test_an_ambiguous_event_is_not_offered_to_weaker_ranks(engine: DuckDBEngine, published: Rules) -> None:
    """Two people at rank 6 and one at rank 8: the tie stands, and the weaker rank does not break it."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000034 | 2011-06-09 | 1   | AB12CD
    """)
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     |            | 2011-06-09 | 1   | AB12CD
        H2     |            | 2011-06-09 | 1   | AB12CD
        H3     | 9990000034 | 1950-03-14 | 2   | EF34GH
    """)

    assert ranked(engine, published, events, people) == rows("""
        event | rank | person
        ------+------+-------
        1     | 6    |
    """)


def test_two_identities_of_one_person_are_one_person(engine: DuckDBEngine, rules: Rules) -> None:
    """A person found twice is still one person."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-14 | 2   |
    """)
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
        H1     | 9990000018 | 1950-03-14 | 2   | EF34GH
    """)

    assert ranked(engine, rules, events, people) == rows("""
        event | rank | person
        ------+------+-------
        1     | 1B   | H1
    """)
