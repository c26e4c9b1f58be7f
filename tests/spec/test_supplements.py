"""What the user supplies besides: deaths, areas of postcodes, and what imaging codes examine."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.standardise.run import standardise_supplements
from tests.spec.steps import Row, load, numbered, seen
from tests.tables import rows


def supplement(
    engine: DuckDBEngine, *, deaths: list[Row] | None = None, areas: list[Row] | None = None,
    codes: list[Row] | None = None, scales: list[Row] | None = None, deprivation_areas: int | None = 100,
) -> None:  # fmt: skip
    """Standardise rows of the three files."""
    supplied = {"deaths_raw": deaths, "postcode_directory_raw": areas, "modality_raw": codes}
    for table, given in supplied.items():
        load(engine, table, numbered(given or [], "row_number"), file_id=1)
    load(engine, "deprivation_scale", scales or [])
    standardise_supplements(engine, deprivation_areas)


def test_deaths(engine: DuckDBEngine) -> None:
    """One date for each person, the earliest; a null date is none."""
    supplement(
        engine,
        deaths=rows("""
            person_key | death_date
            -----------+-----------
            H1         | 2026-04-10
            H2         | 2026-04-10
            H2         | 09/04/2026
            H3         | 1800-01-01
            H4         |
            H5         | then
        """),
    )

    assert seen(engine, "death", ("person_id", "death_date")) == rows("""
        person_id | death_date
        ----------+-----------
        H1        | 2026-04-10
        H2        | 2026-04-09
    """)


def test_postcodes_are_keyed_as_they_are_compared(engine: DuckDBEngine) -> None:
    """Upper case, no spaces, every 0 read as O; of two spellings of one postcode the later counts."""
    supplement(
        engine,
        areas=rows("""
            record_key | lsoa | icb | region
            -----------+------+-----+-------
            ab1 0cd    | L1   | I1  | R1
            AB1  0CD   | L2   |     | R1
            AE10 1AB   | L3   | I3  |
        """),
    )

    assert seen(engine, "postcode_area", ("postcode", "lsoa", "icb", "region")) == rows("""
        postcode | lsoa | icb | region
        ---------+------+-----+-------
        AB1OCD   | L2   |     | R1
        AE1O1AB  | L3   | I3  |
    """)


@pytest.mark.parametrize(
    ("rank", "country", "areas", "decile"),
    [
        ("1", "E92000001", 100, 1),
        ("10", "E92000001", 100, 1),
        ("11", "E92000001", 100, 2),
        ("100", "E92000001", 100, 10),
        ("101", "E92000001", 100, None),
        ("0", "E92000001", 100, None),
        ("1", "W92000004", 100, None),
        ("1", None, 100, None),
        (None, "E92000001", 100, None),
        ("1.5", "E92000001", 100, None),
        ("3284", "E92000001", 32_844, 1),
        ("3285", "E92000001", 32_844, 2),
        ("6568", "E92000001", 32_844, 2),
        ("6569", "E92000001", 32_844, 3),
        ("32844", "E92000001", 32_844, 10),
    ],
)
def test_deprivation_deciles(
    engine: DuckDBEngine, rank: str | None, country: str | None, areas: int, decile: int | None
) -> None:
    """Tenths of the ranks, 1 the most deprived; of England alone."""
    row = {"record_key": "AB1 1CD", "deprivation_rank": rank, "country": country}
    supplement(engine, areas=[row], deprivation_areas=areas)

    assert engine.rows("select deprivation_decile from postcode_area") == [(decile,)]


def test_imaging_codes(engine: DuckDBEngine) -> None:
    """Upper case, the last row of a code counts, and only 1 and 2 are a sex."""
    supplement(
        engine,
        codes=rows("""
            record_key | modality   | body_region | sex
            -----------+------------+-------------+----
            xches      | X-ray      | Thorax      | 1
            XCHES      | Plain film | Chest       |
            UOBST      | ultrasound | Pelvis      | 2
            168537006  | X-ray      |             | M
            XBONE      | DEXA       | Hip         |
        """),
    )

    assert seen(engine, "examination", ("imaging_code", "modality", "body_region", "sex")) == rows("""
        imaging_code | modality   | body_region | sex
        -------------+------------+-------------+----
        168537006    | X-ray      |             |
        UOBST        | Ultrasound | Pelvis      | 2
        XBONE        | DEXA       | Hip         |
        XCHES        | X-ray      | Chest       |
    """)
