"""Rows between this process and Spark: as Parquet files in a folder that both reach, never all of them in memory."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.engine.apart import Apart
from linkage.engine.arrow import ROW_GROUP_ROWS, row_groups, write_file

PIECE_GROUPS = 8
"""Row groups in one file: a million rows, near enough, for one task of Spark to read."""
PRIVATE_FOLDER = 0o700
LIST = "tables.json"


def address(path: Path) -> str:
    """A path as Spark takes it, whatever its own file system is; as it stands, for it decodes no %3D."""
    return f"file://{path}"


class Folders:
    """The folder of the working tables: each table in one of its own, and a list of those that are there."""

    def __init__(self, folder: Path) -> None:
        """Make the folder, for the owner alone."""
        self.folder = folder
        folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        numbers = [int(path.name.rpartition("-")[2]) for path in folder.glob("*-[0-9]*") if path.is_dir()]
        self._next = max(numbers, default=0) + 1

    def new(self, name: str) -> Path:
        """A folder that is not there yet."""
        self._next += 1
        return self.folder / f"{name}-{self._next}"

    def remove(self, folder: Path) -> None:
        """Remove a folder of this one, if it is there."""
        if folder.parent == self.folder:
            shutil.rmtree(folder, ignore_errors=True)

    def remember(self, said: object) -> None:
        """Write the list down, whole or not at all."""
        draft = self.folder / f"{LIST}.draft"
        draft.write_text(json.dumps(said, indent=1), "utf-8")
        draft.replace(self.folder / LIST)

    def remembered(self) -> object | None:
        """The list as it was written down; None where there is none, or none that can be read."""
        try:
            found: object = json.loads((self.folder / LIST).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found


def put_rows(rows: pa.Table | pa.RecordBatchReader, folder: Path) -> int:
    """Write Arrow rows into a new folder, a file for each million or so; gives how many they are."""
    folder.mkdir(PRIVATE_FOLDER)
    stream = rows if isinstance(rows, pa.RecordBatchReader) else rows.to_reader(ROW_GROUP_ROWS)
    written = 0
    for place, piece in enumerate(_pieces(stream)):
        target = folder / f"part-{place:05}.parquet"
        write_file(pa.RecordBatchReader.from_batches(stream.schema, _counting(piece, counted := [0])), target)
        written += counted[0]
    return written


def take_rows(folder: Path, target: Path, apart: Apart | None = None) -> None:
    """The rows that Spark wrote into `folder`, in its order, as one file; a row group at a time."""
    files = parts(folder)
    schema = pq.read_schema(files[0])
    write_file(pa.RecordBatchReader.from_batches(schema, _batches(files)), target, apart)


def rows_in(folder: Path) -> int:
    """How many rows the files of a folder hold, by what stands at their ends."""
    return sum(pq.read_metadata(path).num_rows for path in parts(folder))


def bytes_in(folder: Path) -> int:
    """How large the files of a folder are."""
    return sum(path.stat().st_size for path in parts(folder))


def parts(folder: Path) -> list[Path]:
    """The files of a folder in the order in which Spark would have them."""
    return sorted(folder.glob("part-*.parquet"))


def _batches(files: list[Path]) -> Iterator[pa.RecordBatch]:
    for path in files:
        with pq.ParquetFile(path) as opened:
            yield from opened.iter_batches(ROW_GROUP_ROWS)


def _pieces(stream: pa.RecordBatchReader) -> Iterator[Iterator[pa.RecordBatch]]:
    """The stream in pieces of PIECE_GROUPS row groups; at least one piece."""
    groups = row_groups(stream)
    first = next(groups, None)
    if first is None:
        yield iter(())
    while first is not None:
        ended: list[bool] = []
        yield _piece(first, groups, ended)
        first = None if ended else next(groups, None)


def _piece(first: pa.Table, groups: Iterator[pa.Table], ended: list[bool]) -> Iterator[pa.RecordBatch]:
    yield from first.to_batches()
    for _ in range(PIECE_GROUPS - 1):
        group = next(groups, None)
        if group is None:
            ended.append(True)
            return
        yield from group.to_batches()


def _counting(batches: Iterator[pa.RecordBatch], counted: list[int]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        counted[0] += batch.num_rows
        yield batch
