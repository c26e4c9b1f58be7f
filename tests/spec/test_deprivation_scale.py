"""How many areas ranks of deprivation run over: as the job says, else as the column's name does, else as in 2019."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.layouts.postcode_directory import dated, deprivation_areas
from tests.spec.test_supplements import supplement
from tests.tables import rows

NAMED = rows("""
    column   | areas
    ---------+------
    IMD      |
    IMD04    | 32482
    IMD10    | 32482
    IMD15    | 32844
    IMD19    | 32844
    IMD20    | 32844
    IMD20IND | 32844
    IMD20CD  | 32844
    IMD25    | 33755
    IMD25IND | 33755
    IMD26IND | 33755
    IMD30IND |
    MY_RANK  |
""")

SCALED = rows("""
    said  | column's | rank  | decile
    ------+----------+-------+-------
          |          | 3284  | 1
          |          | 3285  | 2
          |          | 32844 | 10
          |          | 32845 |
          | 32844    | 3285  | 2
          | 33755    | 3285  | 1
          | 33755    | 3375  | 1
          | 33755    | 3376  | 2
          | 33755    | 33755 | 10
    100   | 33755    | 11    | 2
    100   | 33755    | 101   |
""")


@pytest.mark.parametrize(("column", "areas"), [tuple(row.values()) for row in NAMED])
def test_what_a_column_says(column: str, areas: str | None) -> None:
    """By the two digits after IMD."""
    assert deprivation_areas(column) == (int(areas) if areas else None)


@pytest.mark.parametrize(("said", "of_column", "rank", "decile"), [tuple(row.values()) for row in SCALED])
def test_the_scale_of_a_rank(
    engine: DuckDBEngine, said: str | None, of_column: str | None, rank: str, decile: str | None
) -> None:
    """The job's word goes first; a rank beyond the last area has no tenth."""
    supplement(
        engine,
        areas=[{"record_key": "AB1 2CD", "country": "E92000001", "deprivation_rank": rank}],
        scales=[{"file_id": 1, "areas": of_column}] if of_column else [],
        deprivation_areas=int(said) if said else None,
    )

    assert engine.rows("select deprivation_decile from postcode_area") == [(int(decile) if decile else None,)]


def test_the_newest_name_comes_first() -> None:
    """And of one year the one that the ONS writes now."""
    names = dated("LSOA")

    assert names.index("LSOA21CD") < names.index("LSOA21") < names.index("LSOA11CD") < names.index("LSOA")
    assert len(set(names)) == len(names)
