"""The files of one published table in a release, and the view that makes them one table."""

from collections.abc import Sequence
from pathlib import Path

from linkage.engine.quote import identifier, literal
from linkage.release.record.manifest import Manifest

MONTH_FOLDER = "test_month="


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
    by_month: dict[str, list[str]] = {}
    for path in files:
        by_month.setdefault(Path(path).parent.name, []).append(literal(str(folder / path)))
    months = [
        f"select *{month_sql(name)} from read_parquet([{', '.join(paths)}], hive_partitioning = false)"
        for name, paths in by_month.items()
    ]
    rows = "\nunion all by name\n".join(months)
    has_months = any(name.startswith(MONTH_FOLDER) for name in by_month)
    if not has_months:
        return rows
    key = ", ".join(map(identifier, once))
    latest = (
        " qualify rank() over (partition by person_id order by test_month desc) = 1"
        f" and row_number() over (partition by {key} order by test_month desc) = 1"
        if once
        else ""
    )
    return f"select * exclude (test_month), test_month from ({rows}) as months{latest}"


def month_sql(folder: str) -> str:
    """The column that a folder test_month=YYYY-MM stands for; nothing for any other folder."""
    month = folder.removeprefix(MONTH_FOLDER)
    return "" if month == folder else f", {literal(month)} as test_month"
