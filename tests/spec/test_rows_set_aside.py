"""Rows set aside: of which month and provider each is, as far as it says, and whose the rest of its file is."""

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make
from linkage.steps.standardise.run import set_aside_made
from tests.spec.steps import Row, load, seen, standardise_did
from tests.tables import rows


def placed(engine: DuckDBEngine, quarantine: list[Row], accepted: list[Row], sites: list[Row]) -> list[Row]:
    """What the table set_aside holds of drawn rows, beside accepted ones."""
    standardise_did(engine, accepted, month=None)
    load(engine, "quarantine", quarantine, dataset="did", file_id=1, reason="accession_missing")
    load(engine, "site_provider", sites)
    make(engine, set_aside_made(engine.dialect))
    columns = (
        "file_id",
        "row_number",
        "dataset",
        "reason",
        "test_month",
        "provider_code",
        "file_provider_code",
    )
    return list(seen(engine, "set_aside", columns))


def told(found: list[Row], *columns: str) -> list[Row]:
    """Some of their columns."""
    return [{name: row[name] for name in columns} for row in found]


def test_month_and_provider_are_what_the_row_says(engine: DuckDBEngine) -> None:
    """The file's own provider, else the lookup on the day of the test, else the code of the site, else nobody."""
    found = placed(
        engine,
        rows("""
            row_number | test_date  | site_code | provider_code
            -----------+------------+-----------+--------------
            1          | 2026-04-15 | RXA01     |
            2          | 2026-03-31 | RXA01     | RQ3
            3          | 2026-04-15 | X1Y2Z     |
            4          | 2026-01-15 | X1Y2Z     |
            5          |            | RXA01     |
            6          | 2026-04-15 |           |
            7          | 2026-04-15 | RXA01     | NULL
        """),
        [],
        rows("""
            site_code | provider_code | valid_from
            ----------+---------------+-----------
            X1Y2Z     | RZ9           | 2026-02-01
        """),
    )

    expected = rows("""
        row_number | test_month | provider_code
        -----------+------------+--------------
        1          | 2026-04    | RXA
        2          | 2026-03    | RQ3
        3          | 2026-04    | RZ9
        4          | 2026-01    |
        5          |            | RXA
        6          | 2026-04    |
        7          | 2026-04    | RXA
    """)
    assert told(found, *expected[0]) == expected


def test_whose_the_rest_of_a_file_is(engine: DuckDBEngine) -> None:
    """Only where every row that says so, accepted or not, is of one provider, and every accepted one says so."""
    accepted = rows("""
        file_id | row_number | site_code
        --------+------------+----------
        1       | 11         | RXA01
        1       | 12         | RXA02
        2       | 11         | RXA01
        2       | 12         | RQ301
        3       | 11         | RXA01
        3       | 12         | X1Y2Z
        4       | 11         | RXA01
    """)
    quarantine = rows("""
        file_id | row_number | reason            | site_code
        --------+------------+-------------------+----------
        1       | 1          | field_count       |
        2       | 1          | field_count       |
        3       | 1          | field_count       |
        4       | 1          | field_count       |
        4       | 2          | accession_missing | RQ301
        5       | 1          | field_count       |
    """)
    found = placed(engine, quarantine, accepted, [])

    expected = rows("""
        file_id | row_number | file_provider_code
        --------+------------+-------------------
        1       | 1          | RXA
        2       | 1          |
        3       | 1          |
        4       | 1          |
        4       | 2          |
        5       | 1          |
    """)
    assert told(found, *expected[0]) == expected


def test_rows_that_conflict_are_among_them(engine: DuckDBEngine) -> None:
    """They were accepted, and count for nobody."""
    accepted = rows("""
        row_number | accession_number | nhs_number | birth_date | postcode
        -----------+------------------+------------+------------+---------
        1          | A1               | 9990000018 | 1950-03-04 | LF1 1EY
        2          | A1               | 9990000026 | 1961-05-06 | LF2 1EY
        3          | A2               | 9990000034 | 1972-07-08 | LF3 1EY
    """)
    found = placed(engine, [], accepted, [])

    expected = rows("""
        row_number | reason       | test_month | provider_code
        -----------+--------------+------------+--------------
        1          | key_conflict | 2026-04    | RXA
        2          | key_conflict | 2026-04    | RXA
    """)
    assert told(found, *expected[0]) == expected


def test_rows_of_other_data_sets_have_neither(engine: DuckDBEngine) -> None:
    """Whoever supplied the file has them, whatever hospital a row is of."""
    quarantine = rows("""
        row_number | dataset | reason             | test_date  | site_code
        -----------+---------+--------------------+------------+----------
        1          | apc     | person_key_missing | 2026-04-15 | RXA01
    """)
    found = placed(engine, quarantine, [], [])

    assert told(found, "dataset", "test_month", "provider_code") == [
        {"dataset": "apc", "test_month": None, "provider_code": None}
    ]
