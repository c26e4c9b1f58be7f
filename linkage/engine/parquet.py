"""Parquet files by path, as DuckDB reads them: the month of the folder that a file lies in, and of no other folder."""

from collections.abc import Sequence
from pathlib import Path

from linkage.engine.quote import literal

MONTH = "test_month"
OF_MONTH = f"{MONTH}="


def parquet_sql(sources: Sequence[Path]) -> str:
    """
    A table expression of files; those that lie right in a folder such as test_month=2026-04 have it as a text column.

    DuckDB takes every folder of a path that is named like `sex=1` for a column, in place of the file's own. Where the
    user's folders are named so, it is told of none, and the month is put beside what the file holds.
    """
    if not any(has_foreign_folder(source) for source in sources):
        return f"read_parquet([{listed(sources)}], hive_partitioning = true, hive_types_autocast = false)"
    by_month: dict[str | None, list[Path]] = {}
    for source in sources:
        by_month.setdefault(month_of(source), []).append(source)
    rows = "\nunion all by name\n".join(
        f"select {columns_sql(month)} from read_parquet([{listed(files)}], hive_partitioning = false)"
        for month, files in by_month.items()
    )
    return f"({rows})"


def has_foreign_folder(source: Path) -> bool:
    """Whether a folder of the path, but for that of a month right above the file, looks like a column's value."""
    above = source.parent if month_of(source) is None else source.parent.parent
    return any("=" in folder for folder in above.parts)


def month_of(source: Path) -> str | None:
    """The month in the name of the folder right above a file; None where it is not of a month."""
    name = source.parent.name
    return name.removeprefix(OF_MONTH) if name.startswith(OF_MONTH) else None


def columns_sql(month: str | None) -> str:
    """What a file holds; the folder's month stands in place of a column of that name."""
    if month is None:
        return "*"
    return f"columns(lambda name: name <> {literal(MONTH)}), {literal(month)} as {MONTH}"


def listed(sources: Sequence[Path]) -> str:
    """Paths as a list in SQL."""
    return ", ".join(literal(str(source)) for source in sources)
