"""The index holds every identity a person has ever had, so a patient is found at an address of years ago."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import rank_loaded, seen, standardise_did, standardise_hes
from tests.tables import rows


def test_an_identity_of_five_years_ago_links(engine: DuckDBEngine, rules: Rules) -> None:
    """An event that still bears the address of an admission five years back agrees on all four fields."""
    standardise_did(
        engine,
        rows("""
            nhs_number | birth_date | sex | postcode
            -----------+------------+-----+---------
            9990000018 | 1950-03-14 | 2   | AB1 2CD
            9990000018 | 1950-03-14 | 2   | EF3 4GH
            9990000018 | 1950-03-14 | 2   | JK5 6LM
        """),
    )
    standardise_hes(
        engine,
        apc=rows("""
            person_key | nhs_number | birth_date | sex | postcode | start_date
            -----------+------------+------------+-----+----------+-----------
            H1         | 9990000018 | 1950-03-14 | 2   | AB1  2CD | 2021-02-10
            H1         | 9990000018 | 1950-03-14 | 2   | EF3  4GH | 2026-03-01
        """),
    )

    assert rank_loaded(engine, rules) == rows("""
        event | rank | person
        ------+------+-------
        1     | 1A   | H1
        2     | 1A   | H1
        3     | 2    | H1
    """)


def test_identities_come_from_every_data_set(engine: DuckDBEngine, rules: Rules) -> None:
    """Admissions, appointments and attendances all tell who a person is; equal identities are one."""
    one = "nhs_number | birth_date | sex | postcode | person_key | start_date\n---+---+---+---+---+---\n"
    standardise_hes(
        engine,
        apc=rows(one + "9990000018 | 1950-03-14 | 2 | AB1 2CD | H1 | 2025-06-01"),
        op=rows(one + "9990000018 | 1950-03-14 | 2 | EF3 4GH | H1 | 2025-07-01"),
        ae=rows(one + "9990000018 | 1950-03-14 | 2 | AB12CD  | H1 | 2025-08-01"),
    )
    standardise_did(engine, [])
    rank_loaded(engine, rules)
    expected = rows("""
        postcode | person_id | nhs_number
        ---------+-----------+-----------
        AB12CD   | H1        | 9990000018
        EF34GH   | H1        | 9990000018
    """)

    assert seen(engine, "identity", expected[0]) == expected


def test_a_record_without_a_person_key_tells_of_nobody(engine: DuckDBEngine) -> None:
    """Without the person key a record's identifiers belong to nobody in the index."""
    standardise_hes(
        engine,
        apc=rows("""
            person_key | nhs_number | birth_date | sex | postcode | start_date
            -----------+------------+------------+-----+----------+-----------
                       | 9990000018 | 1950-03-14 | 2   | AB1  2CD | 2021-02-10
        """),
    )

    assert seen(engine, "hospital_identity", ["person_id"]) == []
