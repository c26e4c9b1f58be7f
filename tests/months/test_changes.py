"""The events of published months against the DID files of a later run: what has become of each."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.months.changes import find_changes
from linkage.months.rows import (
    FORM,
    PLACE,
    columns_of,
    event_rows_sql,
    form_of,
    kept_rows_sql,
    load_row_pad,
)
from linkage.session.keys import Key
from linkage.tables import contract
from tests.spec.steps import Row, load, seen, standardise_did
from tests.tables import rows

KEY = Key(b"k" * 32)
SHARE = 0.5

PUBLISHED = rows("""
    file_id | accession_number | test_date  | nhs_number | postcode
    --------+------------------+------------+------------+---------
    1       | A1               | 2026-04-01 | 9990000018 | AB1 2CD
    1       | A2               | 2026-04-02 | 9990000026 | AB1 2CD
    1       | A3               | 2026-04-30 | 9990000034 |
    1       | A4               | 2026-04-04 |            |
    2       | B1               | 2026-04-05 |            |
    2       | B2               | 2026-05-06 |            |
""")
"""File 1 is did_1.csv, file 2 is did_2.csv."""


def deliver(
    engine: DuckDBEngine, drawn: Sequence[Row], paths: Sequence[str] = ("did_1.csv", "did_2.csv")
) -> None:
    """The rows as the files of a run; `paths` are those of files 1, 2 and so on."""
    files = [
        {
            "file_id": number,
            "dataset": "did",
            "path": path,
            "sha256": "0" * 64,
            "rows_read": 1,
            "rows_accepted": 1,
            "rows_quarantined": 0,
        }
        for number, path in enumerate(paths, start=1)
    ]
    load(engine, "input_file", files)
    standardise_did(engine, drawn, month="2026-04")


def keep(
    engine: DuckDBEngine, folder: Path, months: Sequence[str] = ("2026-04", "2026-05")
) -> dict[str, Path]:
    """What a publication of each month keeps of its rows."""
    load_row_pad(engine, KEY)
    kept = {}
    for month in months:
        kept[month] = folder / f"test_month={month}"
        kept[month].mkdir()
        engine.write_parquet(kept_rows_sql(engine.dialect, month), kept[month] / "row.parquet")
    return kept


def changes(engine: DuckDBEngine, kept: dict[str, Path], share: float = SHARE) -> list[dict[str, str | None]]:
    """Every change, with the accession number in place of the event's id where a row of it is there."""
    find_changes(engine, KEY, kept, share)
    return seen(engine, "event_change", ("test_month", "what"))


@pytest.mark.parametrize(
    ("delivered", "expected"),
    [
        pytest.param(
            """
            file_id | accession_number | test_date  | nhs_number | postcode
            --------+------------------+------------+------------+---------
            1       | A1               | 2026-04-01 | 9990000018 | AB1 2CD
            1       | A2               | 2026-04-02 | 9990000026 | AB1 2CD
            1       | A3               | 2026-04-30 | 9990000034 |
            1       | A4               | 2026-04-04 |            |
            2       | B1               | 2026-04-05 |            |
            2       | B2               | 2026-05-06 |            |
            """,
            "",
            id="the same files",
        ),
        pytest.param(
            """
            file_id | accession_number | test_date  | nhs_number | postcode
            --------+------------------+------------+------------+---------
            2       | A4               | 2026-04-04 |            |
            2       | B2               | 2026-05-06 |            |
            2       | A3               | 2026-04-30 | 9990000034 |
            1       | B1               | 2026-04-05 |            |
            1       | A2               | 2026-04-02 | 9990000026 | AB1 2CD
            1       | A1               | 2026-04-01 | 9990000018 | AB1 2CD
            """,
            "",
            id="the same rows in another order and other files",
        ),
        pytest.param(
            """
            file_id | accession_number | test_date  | nhs_number | postcode
            --------+------------------+------------+------------+---------
            1       | A1               | 2026-04-01 | 9990000018 | AB1 2CD
            1       | A2               | 2026-04-02 |            | AB1 2CD
            1       | A3               | 2026-05-01 | 9990000034 |
            2       | B1               | 2026-04-05 |            |
            2       | B2               | 2026-05-06 |            |
            2       | C1               | 2026-04-07 |            |
            2       | C2               | 2026-06-07 |            |
            """,
            """
            test_month | what
            -----------+----------
            2026-04    | corrected
            2026-04    | moved
            2026-04    | new
            2026-04    | withdrawn
            2026-05    | new
            """,
            id="a number gone, a date in the next month, a row gone, a new row, and one of a month not published",
        ),
        pytest.param(
            """
            file_id | accession_number | test_date  | nhs_number | postcode
            --------+------------------+------------+------------+---------
            1       | A1               | 2026-04-01 | 9990000018 | AB1 2CD
            2       | B1               | 2026-04-05 |            |
            2       | B2               | 2026-05-06 |            |
            """,
            """
            test_month | what
            -----------+----------
            2026-04    | held_back
            2026-04    | held_back
            2026-04    | held_back
            """,
            id="three of four rows of a file gone: half a delivery",
        ),
        pytest.param(
            """
            file_id | accession_number | test_date  | nhs_number | postcode
            --------+------------------+------------+------------+---------
            1       | A1               | 2026-04-01 | 9990000018 | AB1 2CD
            1       | A2               | 2026-04-02 | 9990000026 | AB1 2CD
            1       | A3               | 2026-04-30 | 9990000034 |
            1       | A4               | 2026-04-04 |            |
            2       | B9               | 2026-06-05 |            |
            """,
            """
            test_month | what
            -----------+-------------
            2026-04    | not_supplied
            2026-05    | not_supplied
            """,
            id="a file that speaks of another month now: what it held is not supplied any more",
        ),
    ],
)
def test_what_becomes_of_published_events(
    engine: DuckDBEngine, tmp_path: Path, delivered: str, expected: str
) -> None:
    """One row per change; what stays as it was has none."""
    deliver(engine, PUBLISHED)
    kept = keep(engine, tmp_path)
    deliver(engine, rows(delivered))

    assert changes(engine, kept) == (rows(expected) if expected else [])


def test_a_file_that_is_gone_withdraws_nothing(engine: DuckDBEngine, tmp_path: Path) -> None:
    """A month taken out of the job is not supplied, which says nothing of its events."""
    deliver(engine, PUBLISHED)
    kept = keep(engine, tmp_path)
    deliver(engine, [row for row in PUBLISHED if row["file_id"] == "1"], paths=("did_1.csv",))

    assert changes(engine, kept) == rows("""
        test_month | what
        -----------+-------------
        2026-04    | not_supplied
        2026-05    | not_supplied
    """)


def test_a_blank_value_is_not_an_absent_row(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Values that trade places between columns, or that come and go, are another row."""
    deliver(
        engine,
        rows("""
        accession_number | referrer | referring_organisation
        -----------------+----------+-----------------------
        A1               | R1       |
    """),
    )
    kept = keep(engine, tmp_path, ("2026-04",))
    deliver(
        engine,
        rows("""
        accession_number | referrer | referring_organisation
        -----------------+----------+-----------------------
        A1               |          | R1
    """),
    )

    assert [row["what"] for row in changes(engine, kept)] == ["corrected"]


def test_without_the_key_nobody_can_make_the_digest(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Another key makes other digests of the same row: a short value cannot be tried on what is kept."""
    deliver(engine, PUBLISHED)
    kept = keep(engine, tmp_path)
    find_changes(engine, Key(b"l" * 32), kept, SHARE)

    assert {row["what"] for row in seen(engine, "event_change", ("what",))} == {"corrected"}


@pytest.mark.parametrize("form", [1, FORM])
def test_a_month_is_looked_at_in_the_form_of_its_digests(
    engine: DuckDBEngine, tmp_path: Path, form: int
) -> None:
    """What the program read of a row when a month was published: the same rows are the same, whatever it reads now."""
    timed = [{**row, "test_time": "10:15"} for row in PUBLISHED]
    deliver(engine, timed)
    kept = keep(engine, tmp_path, ("2026-04",))
    earlier = event_rows_sql(engine.dialect, ("2026-05",), form)
    load_row_pad(engine, KEY)
    kept["2026-05"] = tmp_path / "test_month=2026-05"
    kept["2026-05"].mkdir()
    engine.write_parquet(
        f"select event_id, row_digest, path from ({earlier})", kept["2026-05"] / "row.parquet"
    )

    deliver(engine, timed)
    assert changes(engine, kept) == []
    deliver(engine, [{**row, "test_time": "11:45"} for row in PUBLISHED])
    known = rows("""
        test_month | what
        -----------+----------
        2026-04    | corrected
        2026-04    | corrected
        2026-04    | corrected
        2026-04    | corrected
        2026-04    | corrected
        2026-05    | corrected
    """)
    assert changes(engine, kept) == known[: len(known) - (form == 1)]


def test_a_column_that_is_read_is_of_a_form() -> None:
    """The first form has the columns of then and no others: whoever adds one to did_raw puts it under the next."""
    first = {
        *(
            "nhs_number",
            "nhs_number_status",
            "birth_date",
            "ethnic_category",
            "sex",
            "postcode",
            "gp_practice",
        ),
        *(
            "source_setting",
            "referrer",
            "referring_organisation",
            "request_date",
            "received_date",
            "test_date",
        ),
        *("imaging_code_nicip", "imaging_code_snomed", "report_date", "provider_code", "site_code"),
        "accession_number",
    }
    assert set(columns_of(1)) == first
    second = {"request_time", "received_time", "test_time", "report_time"}
    assert set(columns_of(2)) == first | second
    assert set(columns_of(FORM)) == {one.name for one in contract("did_raw").columns} - set(PLACE)
    assert form_of("0" * 32) == 1
    assert form_of(f"{FORM}.{'0' * 32}") == FORM
