"""Layout postcode_directory: a postcode and its areas a row, the better of several columns counting."""

from pathlib import Path

from linkage.engine.base import Engine
from tests.layouts.files import rows_of


def test_the_better_column_counts(engine: Engine, tmp_path: Path) -> None:
    """The spelling with one blank, and the newest areas, wherever they stand."""
    content = "PCD,PCDS,LSOA11CD,LSOA21CD,ICB23CD,RGN,CTRY,IMD20\nAB12CD,AB1 2CD,E1,E2,I1,R1,C1,17\n"
    columns = "record_key, lsoa, icb, region, country, deprivation_rank"

    assert rows_of(engine, tmp_path, "postcode_directory", content, columns) == [
        ("AB1 2CD", "E2", "I1", "R1", "C1", "17")
    ]


def test_one_is_enough(engine: Engine, tmp_path: Path) -> None:
    """What is not there is null."""
    content = "PCD7,LSOA11\nAB1 2CD,E1\n"

    assert rows_of(engine, tmp_path, "postcode_directory", content, "record_key, lsoa, icb") == [
        ("AB1 2CD", "E1", None)
    ]
