"""Rows as files that Spark reads, and back: in pieces, in their order, none of them lost; nothing here needs Spark."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.engine import arrow
from linkage.engine.spark import files as spark_files
from linkage.engine.spark.files import Folders, bytes_in, parts, put_rows, rows_in, take_rows


@pytest.mark.parametrize(("rows", "files"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (47, 3)])
def test_a_stream_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, files: int) -> None:
    """Of two row groups of ten rows here; even of no row there is a file, which says what columns there are."""
    monkeypatch.setattr(arrow, "ROW_GROUP_ROWS", 10)
    monkeypatch.setattr(spark_files, "PIECE_GROUPS", 2)
    table = pa.table({"n": pa.array(range(rows), pa.int64()), "t": pa.array(["x"] * rows, pa.string())})
    folder = tmp_path / "rows"

    assert put_rows(table.to_reader(7), folder) == rows
    assert len(parts(folder)) == files
    assert rows_in(folder) == rows
    assert bytes_in(folder) == sum(path.stat().st_size for path in folder.iterdir())
    take_rows(folder, tmp_path / "one.parquet")
    assert pq.read_table(tmp_path / "one.parquet").equals(table)
    assert (tmp_path / "one.parquet").stat().st_mode & 0o777 == 0o600


def test_folders_have_names_of_their_own(tmp_path: Path) -> None:
    """Beside those of an earlier session too; nothing outside is removed, and the list comes back as it was."""
    first = Folders(tmp_path / "tables")
    made = first.new("links")
    made.mkdir()
    again = Folders(tmp_path / "tables")

    assert again.new("links").name != made.name
    assert again.remembered() is None
    first.remember([{"name": "links"}])
    assert again.remembered() == [{"name": "links"}]
    (tmp_path / "other").mkdir()
    again.remove(tmp_path / "other")
    again.remove(made)
    assert (tmp_path / "other").is_dir()
    assert not made.exists()
