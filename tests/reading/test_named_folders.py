"""A release below folders that look like a column's value is read as it is elsewhere, by each way of reading."""

from pathlib import Path
from shutil import copytree

import linkage


def test_a_release_below_such_folders_is_the_same(two_months: Path, tmp_path: Path) -> None:
    """Its months are those of its own folders, its columns those of its files."""
    there = tmp_path / "sex=1" / "test_month=2020-01" / "out"
    copytree(two_months, there, symlinks=True)

    with linkage.open_release(two_months) as release, linkage.open_release(there) as moved:
        for table in ("events", "links"):
            rows = release.sql(f"select * from {table} order by event_id").fetchall()
            assert moved.table(table).columns == release.table(table).columns
            assert moved.sql(f"select * from {table} order by event_id").fetchall() == rows
            assert rows
            assert (
                moved.dataset(table)
                .to_table()
                .sort_by("event_id")
                .equals(release.dataset(table).to_table().sort_by("event_id"))
            )
