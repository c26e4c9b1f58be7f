"""other_person_agrees: the event's birth date, sex and postcode are, in one identity, those of somebody else."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.ranks.candidate import pair_sql
from tests.spec.steps import ranked, renamed, seen
from tests.tables import rows

PEOPLE = """
    person | nhs_number | birth_date | sex | postcode
    -------+------------+------------+-----+---------
    H1     | 9990000018 | 1950-03-14 | 2   | AB12CD
    H1     | 9990000018 | 1950-03-14 | 2   | JK56LM
    H2     | 9990000026 | 1981-07-21 | 1   | EF34GH
    H3     | 9990000034 | 1981-07-21 | 1   | EF34GH
    H4     | 9990000042 | 1962-11-02 | 1   | NP78QR
    H4     |            | 1962-11-02 | 1   | XY12ZA
    H5     | 9990000050 | 1970-01-31 | 1   | NP78QR
"""


def test_who_else_holds_what_the_event_bears(engine: DuckDBEngine, default: Rules) -> None:
    """Two people hold it, or one who does not hold the number; not in two identities, and nobody with a gap."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000018 | 1950-03-14 | 2   | AB12CD
        2     | 9990000026 | 1981-07-21 | 1   | EF34GH
        3     | 9990000018 | 1962-11-02 | 1   | XY12ZA
        4     | 9990000018 | 1962-11-02 | 1   | AB12CD
        5     | 9990000018 | 1962-11-02 |     | XY12ZA
        6     | 9990000042 | 1962-11-02 | 1   | XY12ZA
        7     |            | 1970-01-31 | 1   | NP78QR
    """)
    ranked(engine, default, events, rows(PEOPLE))
    pairs = pair_sql(engine.dialect, default)
    engine.create(
        "told", f"select distinct identity_key, person_id, other_person_agrees from ({pairs}) as pair"
    )

    found = seen(engine, "told", ("identity_key", "person_id", "other_person_agrees"))

    assert renamed(found, identity_key="event", person_id="person", other_person_agrees="another") == rows("""
        event | person | another
        ------+--------+--------
        1     | H1     | false
        2     | H2     | true
        3     | H1     | true
        4     | H1     | false
        5     | H1     | false
        6     | H4     | false
    """)


def test_who_is_found_by_the_number_is_asked_for_no_other_number(
    engine: DuckDBEngine, default: Rules
) -> None:
    """Rules whose every rank asks for the number read the identities of the index, and neither people nor numbers."""
    events = rows("""
        event | nhs_number | birth_date | sex | postcode
        ------+------------+------------+-----+---------
        1     | 9990000026 | 1981-07-21 | 1   | EF34GH
    """)
    ranked(engine, default, events, rows(PEOPLE))
    for table in ("person", "person_number"):
        engine.drop(table)

    assert engine.create("rank_pair", pair_sql(engine.dialect, default)) == 1
