"""A published table for those who read it lazily with something else than DuckDB: Arrow and polars."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.errors import ConfigError
from linkage.reading.released_table import by_month

if TYPE_CHECKING:
    import polars as pl
    import pyarrow.dataset as ds

MONTH = "test_month"


def dataset(folder: Path, name: str, files: Sequence[str]) -> "ds.Dataset":
    """
    The rows of every month, `test_month` last; a column that an earlier version lacked is null.

    Nothing is read but the heads of files. A record that several months hold is there once in each of them.
    """
    import pyarrow.dataset as ds  # noqa: PLC0415 - loads pandas, and few ask for it

    paths = [folder / path for path in files]
    columns = pa.unify_schemas([pq.read_schema(path) for path in paths])
    month = pa.schema([(MONTH, pa.string())])
    if "" in by_month(files):
        return ds.dataset(paths, schema=columns, format="parquet")
    return ds.dataset(
        paths,
        schema=pa.schema([*columns, *month]),
        format="parquet",
        partitioning=ds.partitioning(month, flavor="hive"),
        partition_base_dir=str(folder / name),
    )


def polars_scan(folder: Path, files: Sequence[str], once: Sequence[str] = ()) -> "pl.LazyFrame":
    """
    The same as a polars LazyFrame; `once` is the key of a record that several months may hold: see view_sql.

    ConfigError without polars.
    """
    if find_spec("polars") is None:
        raise ConfigError(
            "this needs polars: pip install polars; `sql`, `dataset` and the tables work without it"
        )
    import polars as pl  # noqa: PLC0415 - no library of the program

    months: Mapping[str, list[str]] = by_month(files)
    scans = [
        pl.scan_parquet([folder / path for path in paths], hive_partitioning=False, glob=False).with_columns(
            *([pl.lit(month).alias(MONTH)] if month else [])
        )
        for month, paths in sorted(months.items())
    ]
    rows = pl.concat(scans, how="diagonal")
    if "" in months:
        return rows
    whole = rows.select(pl.exclude(MONTH), MONTH)
    if not once:
        return whole
    latest = whole.filter(pl.col(MONTH) == pl.col(MONTH).max().over("person_id"))
    return latest.sort(MONTH).unique(list(once), keep="last", maintain_order=True)
