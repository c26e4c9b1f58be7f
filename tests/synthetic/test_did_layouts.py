"""The same world in every layout of imaging files: the same rows, value by value, and as many set aside."""

from pathlib import Path

import pytest

from linkage.config.load import load_job
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import ConfigError
from linkage.session.sources import sources
from linkage.steps.inputs.read import read_inputs
from linkage.tables import contract
from linkage.words.names import TIMES
from synthetic.settings import DID_LAYOUTS, WorldSettings
from synthetic.world import make_world

SETTINGS = {"people": 600, "seed": 5, "months": 2, "events_per_person_month": 0.5}


def read(folder: Path, layout: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The accepted rows in the order of files and lines, without times of day, and the files with their counts."""
    settings = WorldSettings(**SETTINGS, did_layout=layout)  # type: ignore[arg-type]
    make_world(folder, settings)
    engine = DuckDBEngine()
    try:
        did = [source for source in sources(load_job(folder / "job.toml")) if source.dataset == "did"]
        read_inputs(engine, did)
        code = "coalesce(imaging_code_nicip, imaging_code_snomed) as imaging_code"
        left_out = ("row_number", "imaging_code_snomed", *TIMES)
        columns = [name for name in contract("did_raw").types if name not in left_out]
        rows = engine.rows(f"select {', '.join(columns)}, {code} from did_raw order by file_id, row_number")
        files = engine.rows(
            "select rows_read, rows_accepted, rows_quarantined from input_file order by file_id"
        )
    finally:
        engine.close()
    return rows, files


@pytest.fixture(scope="module")
def usual(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The world as version 1 writes it."""
    return read(tmp_path_factory.mktemp("usual"), "did_v1_csv")


RELEASED = pytest.mark.night("tests/acceptance/test_other_layouts.py")
"""Whole releases of all layouts are held against one another by day: rows that differ would be seen there."""


@pytest.mark.parametrize(
    "layout", [DID_LAYOUTS[-1], *(pytest.param(one, marks=RELEASED) for one in DID_LAYOUTS[1:-1])]
)
def test_every_layout_says_the_same(
    usual: tuple[list[tuple[object, ...]], list[tuple[object, ...]]], tmp_path: Path, layout: str
) -> None:
    """Dates, people, places and codes; and every file gives as many rows, and sets as many aside."""
    rows, files = read(tmp_path, layout)

    assert len(rows) > 500
    assert rows == usual[0]
    assert files == usual[1]


@pytest.fixture(scope="module")
def timed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The rows of a world in version 2, those with a field too many left out."""
    folder = tmp_path_factory.mktemp("timed")
    make_world(folder, WorldSettings(**SETTINGS, did_layout="did_v2_csv"))  # type: ignore[arg-type]
    rows = [
        line.split(",")
        for path in sorted((folder / "did").glob("*.csv"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return [
        dict(zip(rows[0], row, strict=True)) for row in rows if len(row) == len(rows[0]) and row != rows[0]
    ]


def test_times_of_day_come_one_after_another(timed: list[dict[str, str]]) -> None:
    """Request, receipt, test, report; and tests in A&E are made at any hour."""
    items = (
        "DIAGNOSTIC TEST REQUEST TIMESTAMP",
        "DIAGNOSTIC TEST REQUEST RECEIVED TIMESTAMP",
        "CODED PROCEDURE END TIMESTAMP",
        "SERVICE REPORT ISSUE TIMESTAMP",
    )
    for row in timed:
        times = [row[item][:19] for item in items if row[item]]
        assert times == sorted(times)
    hours = {
        setting: {
            row[items[2]][11:13]
            for row in timed
            if row["PATIENT SOURCE SETTING TYPE (DIAGNOSTIC IMAGING)"] == setting
        }
        for setting in ("04", "05")
    }
    assert hours["04"] == {"10"}
    assert len(hours["05"]) > 15


def test_a_layout_that_nobody_writes_is_refused() -> None:
    """With those there are."""
    with pytest.raises(ConfigError, match="did_layout: choose one of did_v1_csv, did_v1_xml"):
        WorldSettings(people=600, seed=5, did_layout="did_v3_csv")
