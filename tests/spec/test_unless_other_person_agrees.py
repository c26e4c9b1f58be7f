"""Another person holds the event's birth date, sex and postcode: in the default profile, not for a rank to decide."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked
from tests.tables import rows


def test_number_against_everything_else(engine: DuckDBEngine, default: Rules, published: Rules) -> None:
    """
    Where another person holds birth date, sex and postcode, all three, the number alone decides no rank after 1A.

    In the default profile alone: the posterior weighs the two. Somebody who holds them in two identities, none of
    which has all three, is no such person; nor is one with the same number.
    """
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
        H1     | 9990000018 | 1950-03-14 | 2   | EF34GH
        H2     | 9990000026 | 1950-03-15 | 2   | AB12CD
        H3     | 9990000034 | 1950-03-16 | 2   | XY98ZZ
        H3     | 9990000034 |            | 2   | AB12CD
    """)
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-14 | 2   | AB12CD
        2     | 9990000018 | 1950-03-15 | 2   | AB12CD
        3     | 9990000018 | 1950-03-16 | 2   | AB12CD
    """)
    settled = """
        event | rank | person
        ------+------+-------
        1     | 1A   | H1
        {second}3     | 3    | H1
    """

    assert ranked(engine, default, events, people) == rows(settled.format(second=""))
    by_number = "2     | 3    | H1\n        "
    assert ranked(DuckDBEngine(), published, events, people) == rows(settled.format(second=by_number))
