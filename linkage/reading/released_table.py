"""The files of one published table in a release, and the view that makes them one table."""

from collections.abc import Sequence
from pathlib import Path

from linkage.engine import parquet
from linkage.engine.quote import identifier, literal
from linkage.release.record.manifest import Manifest


def table_files(manifest: Manifest, name: str) -> list[str]:
    """The Parquet files of a table, relative to the release."""
    return [path for path in manifest.paths_below(name) if path.endswith(".parquet")]


def view_sql(folder: Path, files: Sequence[str], once: Sequence[str] = ()) -> str:
    """
    The rows of a table, `test_month` last where it has months; a column that an earlier version lacked is null.

    `once` names the key of a record that several months may hold: a person's records are given once, those of the
    latest month that has any of the person, so that no stay of before stands beside what it has become. The month is
    read from the folder right above the file: a folder further up, with a name of that kind, is nobody's column.
    """
    months = [
        f"select *{month_sql(month)} from read_parquet([{listed(folder, paths)}], hive_partitioning = false)"
        for month, paths in by_month(files).items()
    ]
    rows = "\nunion all by name\n".join(months)
    if "" in by_month(files):
        return rows
    key = ", ".join(map(identifier, once))
    latest = (
        " qualify rank() over (partition by person_id order by test_month desc) = 1"
        f" and row_number() over (partition by {key} order by test_month desc) = 1"
        if once
        else ""
    )
    return f"select * exclude (test_month), test_month from ({rows}) as months{latest}"


def by_month(files: Sequence[str]) -> dict[str, list[str]]:
    """The files of a table by month (YYYY-MM), or under an empty name where it has no months."""
    found: dict[str, list[str]] = {}
    for path in files:
        found.setdefault(parquet.month_of(Path(path)) or "", []).append(path)
    return found


def listed(folder: Path, paths: Sequence[str]) -> str:
    """Files of a folder as a list in SQL."""
    return parquet.listed([folder / path for path in paths])


def month_sql(month: str) -> str:
    """The column of a month; nothing where a table has none."""
    return f", {literal(month)} as test_month" if month else ""
