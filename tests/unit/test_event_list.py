"""The list of events that two releases differ in: as text in a spreadsheet, for the owner alone, whole or not there."""

import csv
import stat
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage.commands.diff.event_list import COLUMNS, write_list
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.errors import LinkageError

PEOPLE = ("=cmd()", "'=1", "+1", "plain", "a,b", '"quoted"', "-x", "@x", "\tx")
WRITTEN = ("'=cmd()", "''=1", "'+1", "plain", "a,b", '"quoted"', "'-x", "'@x", "'\tx")


@pytest.fixture
def engine() -> DuckDBEngine:
    """An engine with an event of each of PEOPLE."""
    engine = DuckDBEngine(Session(threads=1))
    kinds = {name: "boolean" if name == "is_followed" else "text" for name in COLUMNS}
    rows = [
        [person if name == "person_after" else f"e{place}" if name == "event_id" else None for name in kinds]
        for place, person in enumerate(PEOPLE)
    ]
    engine.load("event_change", kinds, rows)
    return engine


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_every_cell_is_text(engine: DuckDBEngine, tmp_path: Path, ending: str) -> None:
    """In CSV no key is a formula; Parquet has them as they are. Nobody else may read it, and no draft is left."""
    target = tmp_path / f"events.{ending}"

    assert write_list(engine, target) == len(PEOPLE)

    if ending == "csv":
        with target.open(encoding="utf-8", newline="") as file:
            found = tuple(row["person_after"] for row in csv.DictReader(file))
        assert found == WRITTEN
    else:
        assert tuple(pq.read_table(target)["person_after"].to_pylist()) == PEOPLE
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_one_that_fails_leaves_nothing(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Neither half a list nor a draft."""
    engine.drop("event_change")

    with pytest.raises(LinkageError):
        write_list(engine, tmp_path / "events.csv")

    assert list(tmp_path.iterdir()) == []
