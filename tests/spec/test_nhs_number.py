"""NHS numbers: ten ASCII digits with the right check digit, neither a palindrome nor a sentinel."""

from linkage.config import codes
from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import numbered, seen, standardise_did, standardise_hes
from tests.tables import rows


def test_spaces_and_hyphens_go(engine: DuckDBEngine) -> None:
    """A number is the same however it is spaced."""
    expected = rows("""
        accession_number | nhs_number | nhs_number_state
        -----------------+------------+-----------------
        A1               | 9990000018 | test_number
        A2               | 9990000018 | test_number
        A3               | 9990000018 | test_number
        A4               | 9990000018 | test_number
    """)
    written = ("9990000018", "999 000 0018", "999-000-0018", "99 90-00 00-18")
    standardise_did(engine, [{"nhs_number": number} for number in written])

    assert seen(engine, "event", expected[0]) == expected


def test_what_is_no_number(engine: DuckDBEngine) -> None:
    """Too short, too long, with a letter, or in digits of another script: malformed."""
    expected = rows("""
        accession_number | nhs_number | nhs_number_state
        -----------------+------------+-----------------
        A1               |            | missing
        A2               |            | malformed
        A3               |            | malformed
        A4               |            | malformed
        A5               |            | malformed
        A6               |            | malformed
    """)
    arabic = "٩٩٩٠٠٠٠٠١٨"
    written = (None, "999000001", "99900000180", "999000001X", "999OOO0018", arabic)
    standardise_did(engine, [{"nhs_number": number} for number in written])

    assert seen(engine, "event", expected[0]) == expected


def test_the_check_digit(engine: DuckDBEngine) -> None:
    """Each wrong last digit fails; so does a number whose nine digits can have no check digit at all."""
    right = "9990000018"
    written = [right[:9] + last for last in "0123456789"] + ["999000014" + last for last in "0123456789"]
    standardise_did(engine, numbered([{"nhs_number": number} for number in written], "accession_number", "A"))

    passed = engine.rows("select nhs_number from event where nhs_number is not null")
    states = engine.rows("select nhs_number_state, count(*) from event group by 1 order by 1")

    assert passed == [(right,)]
    assert states == [("check_digit", 19), ("test_number", 1)]


def test_palindromes(engine: DuckDBEngine) -> None:
    """Every palindrome passes the check digit, so each is refused by name."""
    expected = rows("""
        accession_number | nhs_number | nhs_number_state
        -----------------+------------+-----------------
        A1               |            | palindrome
        A2               |            | palindrome
        A3               | 9990000018 | test_number
    """)
    standardise_did(engine, [{"nhs_number": number} for number in ("9990000999", "9991221999", "9990000018")])

    assert seen(engine, "event", expected[0]) == expected


def test_sentinels(engine: DuckDBEngine) -> None:
    """Every number of the list of sentinels is refused, also where its check digit is right."""
    listed = [row["code"] for row in codes.read("sentinel_nhs_numbers")]
    standardise_did(engine, [{"nhs_number": number} for number in listed])

    assert len(listed) > 0
    states = engine.rows("select nhs_number, nhs_number_state, count(*) from event group by 1, 2")
    assert states == [(None, "sentinel", len(listed))]


def test_numbers_of_the_test_range_are_counted_as_such(engine: DuckDBEngine) -> None:
    """A good number of the 999 range is usable and its state says where it comes from."""
    standardise_did(engine, [{"nhs_number": "9990000018"}])

    assert engine.rows("select nhs_number, nhs_number_state from event") == [("9990000018", "test_number")]


def test_hospital_records_are_held_to_the_same_rules(engine: DuckDBEngine) -> None:
    """The index holds no number that an event could not have."""
    standardise_hes(
        engine,
        apc=rows("""
            person_key | nhs_number   | start_date
            -----------+--------------+-----------
            H1         | 999 000 0018 | 2026-02-10
            H2         | 9990000019   | 2026-02-10
            H3         | 9990000999   | 2026-02-10
            H4         | 999000001    | 2026-02-10
        """),
    )
    expected = rows("""
        person_id | nhs_number
        ----------+-----------
        H1        | 9990000018
        H2        |
        H3        |
        H4        |
    """)

    assert seen(engine, "hospital_identity", expected[0]) == expected
