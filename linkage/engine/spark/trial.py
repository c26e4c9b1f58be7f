"""Whether the machines of a session and this process reach the folder of the working tables by one path."""

import pyarrow as pa
from pyspark.sql import SparkSession

from linkage.engine.spark.files import Folders, address, put_rows, rows_in
from linkage.errors import ResourceError

ROWS = 100
"""Rows for the executors to write, a task each ten."""
ADVICE = "name a folder under [spark] work that every machine mounts under the same path, and may write to"


def try_folder(session: SparkSession, folders: Folders) -> None:
    """
    ResourceError unless this process reads what executors write into the folder, and they what it writes.

    Of a session on this machine alone nothing is asked.
    """
    if f"{session.sparkContext.master}".startswith("local"):
        return
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
            f"round; {ADVICE}"
        )
