"""Whether the machines of a session and this process reach the folders that they share by the same paths."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from linkage.engine.spark.files import Folders, address, put_rows, rows_in
from linkage.errors import ResourceError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROWS = 100
"""Rows for the executors to write, a task each ten."""
MOUNTED = "a folder that every machine mounts under the same path, and may write to"
TABLES = f"name under [spark] work {MOUNTED}"
OUTPUT = f"name under [job] output, or where that is an address under [job] local, {MOUNTED}"


def try_folders(session: "SparkSession", tables: Folders, output: Path | None = None) -> None:
    """
    ResourceError unless this process reads what executors write into the folders, and they what it writes.

    `output` is a folder that is not there yet, in the output folder, where working tables lie elsewhere. Of a session
    on this machine alone nothing is asked.
    """
    if f"{session.sparkContext.master}".startswith("local"):
        return
    try_folder(session, tables, TABLES)
    if output is not None:
        try:
            try_folder(session, Folders(output), OUTPUT)
        finally:
            shutil.rmtree(output, ignore_errors=True)


def try_folder(session: "SparkSession", folders: Folders, advice: str) -> None:
    """The same of one folder, with what to do."""
    written, put = folders.new("trial"), folders.new("trial")
    session.range(0, ROWS, 1, 10).write.parquet(address(written))
    found = rows_in(written)
    put_rows(pa.table({"id": pa.array(range(ROWS), pa.int64())}), put)
    read = session.read.schema("id bigint").parquet(address(put)).count()
    for folder in (written, put):
        folders.remove(folder)
    if found != ROWS or read != ROWS:
        raise ResourceError(
            f"{folders.folder}: what the machines of the Spark session write there is not seen here, or the other way "
            f"round; {advice}"
        )
