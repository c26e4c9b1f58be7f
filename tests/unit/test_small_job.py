"""
The rows of a query written to a file, by the size of the job.

    text that the job reads     rows
    unknown, or a lot           as they come
    little                      all at once

The file is the same, byte for byte.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage.engine.arrow import ROW_GROUP_ROWS
from linkage.engine.duckdb import SMALL_BYTES, DuckDBEngine, Session
from linkage.errors import LinkageError

ROWS = 2 * ROW_GROUP_ROWS + 5
EVERY_TYPE = f"""
    select i as whole, i / 7.0 as share, case when i % 3 = 0 then null else concat('n', i % 1000) end as text,
        i % 2 = 0 as flag, date '2019-11-01' + cast(i % 30 as integer) as day, [i, i + 1] as listed
    from range({ROWS}) as rows(i)
    """
NONE = f"select * from ({EVERY_TYPE}) where whole < 0"
LITTLE = 1


@contextmanager
def engine(text_bytes: int, folder: Path) -> Iterator[DuckDBEngine]:
    """An engine whose job reads so much text."""
    opened = DuckDBEngine(Session(folders=(folder,), text_bytes=text_bytes))
    try:
        yield opened
    finally:
        opened.close()


@pytest.mark.parametrize("query", [EVERY_TYPE, NONE])
def test_the_file_does_not_tell_how_large_the_job_was(query: str, tmp_path: Path) -> None:
    """Row groups, types and order are the same."""
    written = {}
    for text_bytes in (0, LITTLE, SMALL_BYTES):
        target = tmp_path / f"{text_bytes}.parquet"
        with engine(text_bytes, tmp_path) as opened:
            opened.write_parquet(query, target)
        written[text_bytes] = target.read_bytes()

    assert written[LITTLE] == written[0] == written[SMALL_BYTES]
    groups = pq.read_metadata(tmp_path / f"{LITTLE}.parquet").num_row_groups
    assert groups == (3 if query == EVERY_TYPE else groups)


def test_a_query_that_cannot_be_answered_is_an_error_of_ours(tmp_path: Path) -> None:
    """And the engine goes on."""
    with engine(LITTLE, tmp_path) as opened:
        with pytest.raises(LinkageError):
            opened.write_parquet("select cast('a' as integer) as number", tmp_path / "no.parquet")
        opened.write_parquet("select 1 as number", tmp_path / "yes.parquet")
        assert opened.rows("select 2") == [(2,)]

    assert pq.read_table(tmp_path / "yes.parquet").to_pydict() == {"number": [1]}
