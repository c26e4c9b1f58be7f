"""Layout did_v2_csv: items by name under a header, timestamps, and one imaging code."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.engine.base import Engine
from linkage.layouts.every import LAYOUTS
from linkage.layouts.named.did_v2_items import items
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from tests.layouts.files import absent, rows_of
from tests.layouts.nested import SECOND, changed
from tests.layouts.second import CASES, COLUMNS, READ, expected, told

NAME = "did_v2_csv"
CERTAIN = {
    "CODED PROCEDURE END TIMESTAMP",
    "CODED PROCEDURE (NICIP)",
    "CODED PROCEDURE (SNOMED CT)",
    "SERVICE REPORT ISSUE TIMESTAMP",
}


def text_of(*records: dict[str, str]) -> str:
    """A file with a header."""
    names = list(dict.fromkeys(name for one in records for name in one))
    lines = [names, *([one.get(name, "") for name in names] for one in records)]
    return "".join(",".join(line) + "\n" for line in lines)


def test_its_rows(engine: Engine, tmp_path: Path) -> None:
    """The day is the clock's."""
    assert rows_of(engine, tmp_path, NAME, text_of(changed()), COLUMNS) == [READ]
    assert "CODED PROCEDURE (SNOMED CT)" in absent(engine)


@pytest.mark.parametrize(
    ("sent", "day", "clock"),
    [
        ("2026-05-31T23:40:12+01:00", "2026-05-31", "23:40"),
        ("2026-05-31 09:05Z", "2026-05-31", "09:05"),
        ("2026-05-31T09:05:00.25-00:00", "2026-05-31", "09:05"),
        ("2026-05-31", "2026-05-31", None),
    ],
)
def test_times_of_day(engine: Engine, tmp_path: Path, sent: str, day: str, clock: str | None) -> None:
    """As the clock in England showed them; a day alone has none."""
    text = text_of(changed(**{"CODED PROCEDURE END TIMESTAMP": sent, "SERVICE REPORT ISSUE TIMESTAMP": ""}))
    told = "cast(test_date as string), test_time, report_time"

    assert rows_of(engine, tmp_path, NAME, text, told) == [(day, clock, None)]


def test_what_becomes_of_each_record(engine: Engine, tmp_path: Path) -> None:
    """Offsets of England alone, one code alone; the header is line 1."""
    rows = rows_of(engine, tmp_path, NAME, text_of(*(record for record, _ in CASES)), COLUMNS)

    assert rows == [READ] * sum(reason is None for _, reason in CASES)
    assert told(engine) == expected(2)


@pytest.mark.parametrize(
    "spelt",
    [str.lower, lambda name: name.replace(" ", "_"), lambda name: name.title().replace(" ", "")],
    ids=["small letters", "underscores", "run together"],
)
def test_names_of_items(engine: Engine, tmp_path: Path, spelt: object) -> None:
    """With blanks, with underscores, or run together; brackets or none."""
    renamed = {spelt(name.replace("(", "").replace(")", "")): value for name, value in SECOND.items()}  # type: ignore[operator]

    assert rows_of(engine, tmp_path, NAME, text_of(renamed), COLUMNS) == [READ]


def test_the_start_stands_in_for_the_end(engine: Engine, tmp_path: Path) -> None:
    """Where a file has no end of the procedure, or a row; else it is passed over."""
    start = "CODED PROCEDURE START TIMESTAMP"
    both = changed(**{start: "2026-05-01T01:00:00Z"})
    alone = changed(**{"CODED PROCEDURE END TIMESTAMP": None, start: "2026-05-31T01:00:00Z"})

    assert rows_of(engine, tmp_path, NAME, text_of(both), COLUMNS) == [READ]
    assert rows_of(engine, tmp_path, NAME, text_of(alone), COLUMNS) == [READ]


@pytest.mark.parametrize("typed", [False, True], ids=["text", "time stamps"])
def test_the_start_stands_in_for_a_blank_end_in_parquet(
    engine: Engine, tmp_path: Path, *, typed: bool
) -> None:
    """As in text, JSON and XML; whichever of the two columns comes first."""
    start = datetime(2026, 5, 31, 1, tzinfo=UTC)
    columns: dict[str, list[object]] = {name: [value] * 2 for name, value in changed().items()}
    columns = {"CODED PROCEDURE START TIMESTAMP": [start if typed else start.isoformat()] * 2, **columns}
    ends = [None, datetime(2026, 5, 30, 1, tzinfo=UTC)]
    columns["CODED PROCEDURE END TIMESTAMP"] = [
        end if typed or end is None else end.isoformat() for end in ends
    ]
    columns["RADIOLOGICAL ACCESSION NUMBER"] = ["ACC 1", "ACC 2"]
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")

    source = Source("did", (tmp_path / "a.parquet",), ",", {}, None, (), tmp_path, layout=NAME)
    read_inputs(engine, [source])

    assert engine.rows("select cast(test_date as string) from did_raw order by row_number") == [
        ("2026-05-31",),
        ("2026-05-30",),
    ]


def test_the_map_says_how_far_it_is_known() -> None:
    """Each item with a mark and a source, and the same for all three layouts."""
    assert {item.name for item in items() if item.mark == "certain"} == CERTAIN
    assert all(item.source for item in items())
    assert len({layout.columns for layout in LAYOUTS if layout.name.startswith("did_v2")}) == 1
