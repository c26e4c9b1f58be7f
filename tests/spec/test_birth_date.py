"""Birth dates: real, not before 1895, not after the test; and the dates that HES writes for "none"."""

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import seen, standardise_did, standardise_hes
from tests.tables import rows


def test_of_an_event(engine: DuckDBEngine) -> None:
    """An event's birth date is YYYY-MM-DD, from 1895-01-01 to the day of the test."""
    events = rows("""
        accession_number | test_date  | birth_date
        -----------------+------------+-----------
        A1               | 2026-04-15 | 1950-03-14
        A2               | 2026-04-15 | 1895-01-01
        A3               | 2026-04-15 | 1894-12-31
        A4               | 2026-04-15 | 2026-04-15
        A5               | 2026-04-15 | 2026-04-16
        A6               | 2026-04-15 |
        A7               | 2026-04-15 | 1950-02-30
        A8               | 2026-04-15 | 14/03/1950
        A9               | 2026-04-15 | 1950-3-14
    """)
    expected = rows("""
        accession_number | birth_date | birth_date_state
        -----------------+------------+-----------------
        A1               | 1950-03-14 | valid
        A2               | 1895-01-01 | valid
        A3               |            | too_early
        A4               | 2026-04-15 | valid
        A5               |            | after_test
        A6               |            | missing
        A7               |            | malformed
        A8               |            | malformed
        A9               |            | malformed
    """)
    standardise_did(engine, events)

    assert seen(engine, "event", expected[0]) == expected


def test_a_month_above_twelve_has_one_reading(engine: DuckDBEngine) -> None:
    """Where there is no such day, day and month are exchanged; the state says so, and other limits hold as ever."""
    events = rows("""
        accession_number | test_date  | birth_date
        -----------------+------------+-----------
        A1               | 2026-04-15 | 1970-17-04
        A2               | 2026-04-15 | 1970-31-12
        A3               | 2026-04-15 | 1970-04-12
        A4               | 2026-04-15 | 1970-31-11
        A5               | 2026-04-15 | 1970-17-13
        A6               | 2026-04-15 | 1970-81-01
        A7               | 2026-04-15 | 1894-31-12
        A8               | 2026-04-15 | 2026-16-04
        A9               | 2026-04-15 | 1582-15-10
    """)
    expected = rows("""
        accession_number | birth_date | birth_date_state
        -----------------+------------+-----------------
        A1               | 1970-04-17 | read_exchanged
        A2               | 1970-12-31 | read_exchanged
        A3               | 1970-04-12 | valid
        A4               |            | malformed
        A5               |            | malformed
        A6               |            | malformed
        A7               |            | too_early
        A8               |            | after_test
        A9               |            | null_date
    """)
    standardise_did(engine, events)

    assert seen(engine, "event", expected[0]) == expected


def test_an_impossible_date_keeps_what_it_says(engine: DuckDBEngine) -> None:
    """The year, and the month or the day; a day that its month does not have cannot be read."""
    events = rows("""
        accession_number | test_date  | birth_date
        -----------------+------------+-----------
        A1               | 2026-04-15 | 1970-81-01
        A2               | 2026-04-15 | 1970-00-31
        A3               | 2026-04-15 | 1970-04-00
        A4               | 2026-04-15 | 1970-04-81
        A5               | 2026-04-15 | 1970-02-30
        A6               | 2026-04-15 | 1970-31-11
        A7               | 2026-04-15 | 1970-81-00
        A8               | 2026-04-15 | 1894-81-01
        A9               | 2026-04-15 | 2027-81-01
        B1               | 2026-04-15 | 2026-81-01
        B2               | 2026-04-15 | 1970-17-04
        B3               | 2026-04-15 | 01/81/1970
        B4               | 2026-04-15 |
    """)
    expected = rows("""
        accession_number | birth_date | birth_date_parts
        -----------------+------------+-----------------
        A1               |            | 1970-XX-01
        A2               |            | 1970-XX-31
        A3               |            | 1970-04-XX
        A4               |            | 1970-04-XX
        A5               |            | 1970-02-XX
        A6               |            | 1970-XX-11
        A7               |            |
        A8               |            |
        A9               |            |
        B1               |            | 2026-XX-01
        B2               | 1970-04-17 |
        B3               |            |
        B4               |            |
    """)
    standardise_did(engine, events)

    assert seen(engine, "event", expected[0]) == expected


def test_a_month_above_twelve_in_the_spellings_of_hes(engine: DuckDBEngine) -> None:
    """Whichever of them it is; the counts of states tell how many."""
    standardise_hes(
        engine,
        apc=rows("""
            person_key | birth_date | start_date
            -----------+------------+-----------
            H1         | 1950-14-03 | 2026-02-10
            H2         | 03/14/1950 | 2026-02-10
            H3         | 19501403   | 2026-02-10
            H4         | 03141950   | 2026-02-10
            H5         | 12191912   | 2026-02-10
            H6         | 30/02/1950 | 2026-02-10
            H7         | 14/14/1950 | 2026-02-10
            H8         | 03/04/1950 | 2026-02-10
        """),
    )
    expected = rows("""
        person_id | birth_date
        ----------+-----------
        H1        | 1950-03-14
        H2        | 1950-03-14
        H3        | 1950-03-14
        H4        | 1950-03-14
        H5        | 1912-12-19
        H6        |
        H7        |
        H8        | 1950-04-03
    """)
    counted = rows("""
        field      | state          | records
        -----------+----------------+--------
        birth_date | malformed      | 2
        birth_date | read_exchanged | 5
        birth_date | valid          | 1
    """)

    assert seen(engine, "hospital_identity", expected[0]) == expected
    assert [
        row for row in seen(engine, "hospital_quality_count", counted[0]) if row["field"] == "birth_date"
    ] == counted


def test_an_impossible_date_of_hes_keeps_what_it_says(engine: DuckDBEngine) -> None:
    """In every spelling; eight digits that say something either way round say nothing that is sure."""
    standardise_hes(
        engine,
        apc=rows("""
            person_key | birth_date | start_date
            -----------+------------+-----------
            A1         | 1950-81-03 | 2026-02-10
            A2         | 1950-02-30 | 2026-02-10
            A3         | 1950-81-00 | 2026-02-10
            A4         | 2027-81-03 | 2026-02-10
            A5         | 2026-81-03 | 2026-02-10
            A6         | 1894-81-03 | 2026-02-10
            B1         | 03/81/1950 | 2026-02-10
            B2         | 30/02/1950 | 2026-02-10
            C1         | 19508103   | 2026-02-10
            C2         | 03811950   | 2026-02-10
            C3         | 19408003   | 2026-02-10
            C4         | 18801925   | 2026-02-10
            C5         | 19701925   | 2026-02-10
            D1         | 1950-03-14 | 2026-02-10
            D2         | 1950-14-03 | 2026-02-10
            D3         | 1800-01-01 | 2026-02-10
            D4         | 1950-3-14  | 2026-02-10
            D5         |            | 2026-02-10
        """),
    )
    expected = rows("""
        person_id | birth_date | birth_date_parts
        ----------+------------+-----------------
        A1        |            | 1950-XX-03
        A2        |            | 1950-02-XX
        A3        |            |
        A4        |            |
        A5        |            | 2026-XX-03
        A6        |            |
        B1        |            | 1950-XX-03
        B2        |            | 1950-02-XX
        C1        |            | 1950-XX-03
        C2        |            | 1950-XX-03
        C3        |            | 1940-XX-03
        C4        |            | 1925-XX-18
        C5        |            |
        D1        | 1950-03-14 |
        D2        | 1950-03-14 |
        D3        |            |
        D4        |            |
        D5        |            |
    """)

    assert seen(engine, "hospital_identity", expected[0]) == expected


def test_null_dates(engine: DuckDBEngine) -> None:
    """Dates that stand for "nothing submitted" or "invalid submitted" are no birth dates."""
    expected = rows("""
        accession_number | birth_date | birth_date_state
        -----------------+------------+-----------------
        A1               |            | null_date
        A2               |            | null_date
        A3               |            | null_date
        A4               |            | null_date
    """)
    nulls = ("1800-01-01", "1801-01-01", "1600-01-01", "1582-10-15")
    standardise_did(engine, [{"birth_date": day} for day in nulls])

    assert seen(engine, "event", expected[0]) == expected


def test_the_four_spellings_of_hes(engine: DuckDBEngine) -> None:
    """HES extracts write dates in four ways; all mean the same day, and null dates mean none."""
    standardise_hes(
        engine,
        apc=rows("""
            person_key | birth_date | start_date
            -----------+------------+-----------
            H1         | 1950-03-14 | 2026-02-10
            H2         | 14/03/1950 | 2026-02-10
            H3         | 19500314   | 2026-02-10
            H4         | 14031950   | 2026-02-10
            H5         | 01/01/1800 | 2026-02-10
            H6         | 18010101   | 2026-02-10
            H7         | 30/02/1950 | 2026-02-10
            H8         | 1894-12-31 | 2026-02-10
        """),
    )
    expected = rows("""
        person_id | birth_date
        ----------+-----------
        H1        | 1950-03-14
        H2        | 1950-03-14
        H3        | 1950-03-14
        H4        | 1950-03-14
        H5        |
        H6        |
        H7        |
        H8        |
    """)

    assert seen(engine, "hospital_identity", expected[0]) == expected


def test_not_after_the_data_year_of_the_hospital_record(engine: DuckDBEngine) -> None:
    """A HES record's birth date may be as late as the 31 March after its own start."""
    standardise_hes(
        engine,
        apc=rows("""
            person_key | birth_date | start_date
            -----------+------------+-----------
            H1         | 2026-03-31 | 2026-03-31
            H2         | 2026-04-01 | 2026-03-31
            H3         | 2027-03-31 | 2026-04-01
            H4         | 2027-04-01 | 2026-04-01
            H5         | 2026-03-31 | 2025-12-24
        """),
    )
    expected = rows("""
        person_id | birth_date
        ----------+-----------
        H1        | 2026-03-31
        H2        |
        H3        | 2027-03-31
        H4        |
        H5        | 2026-03-31
    """)

    assert seen(engine, "hospital_identity", expected[0]) == expected


def test_a_hospital_record_without_a_start_keeps_its_birth_date(engine: DuckDBEngine) -> None:
    """Without a start date there is no data year to go by; the record still tells who the person is."""
    standardise_hes(
        engine,
        apc=rows("""
            person_key | birth_date | start_date
            -----------+------------+-----------
            H1         | 1950-03-14 |
            H2         | 1950-03-14 | 1801-01-01
            H3         | 1950-03-14 | unknown
        """),
    )
    expected = rows("""
        person_id | birth_date
        ----------+-----------
        H1        | 1950-03-14
        H2        | 1950-03-14
        H3        | 1950-03-14
    """)

    assert seen(engine, "hospital_identity", expected[0]) == expected
