"""Two birth dates that do not agree even in part keep number and postcode from rank 5, in the default profile."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import ranked
from tests.tables import rows


def test_a_conflict_is_none_where_a_date_is_missing(
    engine: DuckDBEngine, default: Rules, published: Rules
) -> None:
    """One that agrees in part, or that a side lacks, is no conflict; the published rank 5 does not ask."""
    people = rows("""
        person | nhs_number | birth_date | sex | postcode
        -------+------------+------------+-----+---------
        H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
        H2     | 9990000026 |            | 2   | EF34GH
    """)
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1981-07-21 | 1   | AB12CD
        2     | 9990000018 | 1950-03-15 | 1   | AB12CD
        3     | 9990000018 |            | 1   | AB12CD
        4     | 9990000026 | 1981-07-21 | 2   | EF34GH
    """)
    settled = """
        event | rank | person
        ------+------+-------
        1     | {first}    | H1
        2     | 5    | H1
        3     | 5    | H1
        4     | 5    | H2
    """

    assert ranked(engine, default, events, people) == rows(settled.format(first=8))
    assert ranked(DuckDBEngine(), published, events, people) == rows(settled.format(first=5))
