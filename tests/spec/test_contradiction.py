"""Contradiction: the event's valid number is none of the person's numbers, and they have at least one."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked, seen
from tests.tables import rows

EVENTS = """
    event | nhs_number | birth_date | sex | postcode
    ------+------------+------------+-----+---------
    1     | 9990000034 | 1950-03-14 | 2   | AB12CD
"""


def test_another_number(engine: DuckDBEngine, published: Rules) -> None:
    """Birth date, sex and postcode agree, but each side has a valid number and they differ."""
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
    """)

    assert ranked(engine, published, rows(EVENTS), people) == []
    assert seen(engine, "contradicted_identity", ["identity_key"]) == [{"identity_key": "1"}]


def test_it_is_judged_on_the_person_not_on_the_identity(engine: DuckDBEngine, published: Rules) -> None:
    """The identity that agrees bears no number, but the same person has one elsewhere, and it is another."""
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     |            | 1950-03-14 | 2   | AB12CD
        H1     | 9990000018 | 1950-03-14 | 2   | EF34GH
    """)

    assert ranked(engine, published, rows(EVENTS), people) == []


def test_any_number_the_person_has_had_will_do(engine: DuckDBEngine, published: Rules) -> None:
    """A person with two numbers, one of them the event's, is not contradicted by the other."""
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
        H1     | 9990000034 | 1962-11-02 | 1   | EF34GH
    """)

    assert ranked(engine, published, rows(EVENTS), people) == rows("""
        event | rank | person
        ------+------+-------
        1     | 6    | H1
    """)
    assert seen(engine, "contradicted_identity", ["identity_key"]) == []


def test_none_of_several_numbers(engine: DuckDBEngine, published: Rules) -> None:
    """A person with two numbers, neither the event's, is contradicted."""
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
        H1     | 9990000026 | 1950-03-14 | 2   | AB12CD
    """)

    assert ranked(engine, published, rows(EVENTS), people) == []


def test_one_person_contradicted_leaves_the_other(engine: DuckDBEngine, published: Rules) -> None:
    """Of two people who agree, the one whose number differs drops out and the other is linked."""
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
        H2     |            | 1950-03-14 | 2   | AB12CD
    """)

    assert ranked(engine, published, rows(EVENTS), people) == rows("""
        event | rank | person
        ------+------+-------
        1     | 6    | H2
    """)
