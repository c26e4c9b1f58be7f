"""A Parquet file with rows of people is for the owner alone from its first byte on, whatever the umask."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.engine.arrow import write_file


@pytest.fixture
def no_umask() -> Iterator[None]:
    """The umask under which everybody may read what is not said to be private."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("no_umask")
def test_it_is_private_while_it_is_written(tmp_path: Path) -> None:
    """Looked at before each batch goes in, and at the end."""
    target, batch = tmp_path / "rows.parquet", pa.RecordBatch.from_pydict({"i": [1, 2]})
    modes: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for _ in range(2):
            modes.append(stat.S_IMODE(target.stat().st_mode))
            yield batch

    write_file(pa.RecordBatchReader.from_batches(batch.schema, batches()), target)

    assert [*modes, stat.S_IMODE(target.stat().st_mode)] == [0o600, 0o600, 0o600]
    assert pq.read_table(target)["i"].to_pylist() == [1, 2, 1, 2]
