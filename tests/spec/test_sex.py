"""Sex: 1 and 2 can agree; not known, not specified and blank never do."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import rank_loaded, seen, standardise_did, standardise_hes
from tests.tables import rows


def test_what_becomes_of_each_code(engine: DuckDBEngine) -> None:
    """1 and 2 are kept; 0 and 9 are not known; blank is missing; anything else is malformed."""
    expected = rows("""
        accession_number | sex | sex_state
        -----------------+-----+----------
        A1               | 1   | valid
        A2               | 2   | valid
        A3               |     | not_known
        A4               |     | not_known
        A5               |     | missing
        A6               |     | malformed
        A7               |     | malformed
    """)
    standardise_did(engine, [{"sex": code} for code in ("1", "2", "0", "9", None, "F", "3")])

    assert seen(engine, "event", expected[0]) == expected


def test_the_same_unknown_code_on_both_sides_does_not_agree(engine: DuckDBEngine, rules: Rules) -> None:
    """Sex 0, 9 or blank on both sides leaves NHS number and postcode: rank 5, not 1A."""
    identity = "nhs_number | birth_date | sex | postcode | person_key | start_date\n---+---+---+---+---+---\n"
    drawn = rows(
        identity
        + """
        9990000018 | 1950-03-14 | 9 | AB1 2CD | H1 | 2025-06-01
        9990000026 | 1981-07-21 | 0 | EF3 4GH | H2 | 2025-06-01
        9990000034 | 2003-10-30 |   | JK5 6LM | H3 | 2025-06-01
        9990000042 | 1962-11-02 | 2 | NP7 8QR | H4 | 2025-06-01
        """
    )
    fields = ("nhs_number", "birth_date", "sex", "postcode")
    standardise_did(engine, [{field: row[field] for field in fields} for row in drawn])
    standardise_hes(engine, apc=drawn)

    assert rank_loaded(engine, rules) == rows("""
        event | rank | person
        ------+------+-------
        1     | 5    | H1
        2     | 5    | H2
        3     | 5    | H3
        4     | 1A   | H4
    """)
