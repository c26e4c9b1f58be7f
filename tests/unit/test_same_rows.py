"""Whether a month has the rows that it was published with: in whatever order, in however many files, each as often."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.commands.run import restated
from linkage.engine.duckdb import DuckDBEngine, Session

PUBLISHED = ("a 1", "b 2", "b 2", "c 3")


def written(folder: Path, files: Sequence[Sequence[str]], release: int) -> list[Path]:
    """The rows in Parquet files, with the release that made them."""
    folder.mkdir()
    for nth, rows in enumerate(files):
        columns = {
            "event_id": [row.split()[0] for row in rows],
            "days": [int(row.split()[1]) for row in rows],
            "release": [f"000{release}"] * len(rows),
        }
        pq.write_table(pa.table(columns), folder / f"part-{nth}.parquet")
    return sorted(folder.glob("*.parquet"))


@pytest.mark.parametrize(
    ("now", "is_same", "in_order"),
    [
        ([PUBLISHED], True, True),
        ([("c 3", "b 2", "a 1", "b 2")], True, False),
        ([PUBLISHED[:1], PUBLISHED[1:]], True, False),
        ([("a 1", "b 2", "c 3", "c 3")], False, False),
        ([("a 1", "b 2", "b 2", "c 4")], False, False),
        ([PUBLISHED[:3]], False, False),
        ([(*PUBLISHED, "d 4")], False, False),
        ([], False, False),
    ],
)
@pytest.mark.parametrize("at_once", [1, 2, 50_000])
def test_the_rows(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    now: list[Sequence[str]],
    is_same: bool,
    in_order: bool,
    at_once: int,
) -> None:
    """Rows in order are enough, and of any others it is looked for each."""
    monkeypatch.setattr(restated, "AT_ONCE", at_once)
    engine = DuckDBEngine(Session(folders=(tmp_path,)))
    before, after = written(tmp_path / "before", [PUBLISHED], 1), written(tmp_path / "now", now, 2)

    assert restated.same_rows(engine, before, after) is is_same
    assert restated.same_in_order(before, after, ["days", "event_id"]) is (
        in_order or (at_once == 1 and is_same and len(now) == 2)
    )


def test_another_column_is_a_difference(tmp_path: Path) -> None:
    """However empty it is."""
    engine = DuckDBEngine(Session(folders=(tmp_path,)))
    before = written(tmp_path / "before", [PUBLISHED], 1)
    (after,) = written(tmp_path / "now", [PUBLISHED], 2)
    pq.write_table(pq.read_table(after).append_column("gap", pa.nulls(4, pa.string())), after)

    assert not restated.same_rows(engine, before, [after])
