"""The months that did not run: taken over from the release before, as they are."""

from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.quote import identifier, literal
from linkage.errors import IntegrityError
from linkage.release import disk
from linkage.release.layout import Layout
from linkage.release.listing import sha256
from linkage.release.manifest import File, Manifest
from linkage.release.published import PARTITIONED
from linkage.tables import Table

STATISTICS = "statistics/statistics.parquet"


def carried(previous: Manifest | None, month: str) -> dict[str, File]:
    """The files, by path, of every other month of the previous release."""
    files = previous.files if previous else ()
    return {
        file.path: file
        for file in files
        for name in PARTITIONED
        if file.path.startswith(f"{name}/test_month=")
        and not file.path.startswith(f"{name}/test_month={month}/")
    }


def carry_over(layout: Layout, previous: Manifest | None, month: str, folder: Path) -> None:
    """Give those files a second name in `folder` (or copy them where the file system has no hard links)."""
    if previous is None:
        return
    for path in carried(previous, month):
        source = layout.release(previous.release) / path
        if not source.is_file():
            raise IntegrityError(
                f"release {previous.release}: {path} is missing, so its month cannot be carried over; "
                "restore it from your latest backup, or run that month again with --restate"
            )
        disk.make_folder((folder / path).parent)
        disk.link_or_copy(source, folder / path)


def statistics_sql(
    engine: Engine, layout: Layout, previous: Manifest | None, month: str, table: Table
) -> str:
    """Statistics of this run, and every other month's from the release before."""
    now = f"select {', '.join(identifier(column.name) for column in table.columns)} from {table.name}"
    earlier = earlier_statistics_sql(engine, layout, previous, table)
    return f"{now} union all select * from {earlier} where period <> {literal(month)}" if earlier else now


def earlier_statistics_sql(
    engine: Engine, layout: Layout, previous: Manifest | None, table: Table
) -> str | None:
    """The statistics of the release before as a table expression, in the columns of today; None without one."""
    if previous is None:
        return None
    source = layout.release(previous.release) / STATISTICS
    published = next((file.sha256 for file in previous.files if file.path == STATISTICS), None)
    if not source.is_file() or sha256(source) != published:
        raise IntegrityError(
            f"release {previous.release}: {STATISTICS} is not as it was published, so the statistics of "
            "other months cannot be carried over; restore it from your latest backup"
        )
    earlier = engine.parquet_sql(source)
    known = {str(row[0]) for row in engine.rows(f"describe select * from {earlier}")}
    sql_types = {"text": "string", "integer": "bigint"}
    listed = ", ".join(
        identifier(column.name)
        if column.name in known
        else f"cast(null as {sql_types.get(column.type, column.type)}) as {identifier(column.name)}"
        for column in table.columns
    )
    return f"(select {listed} from {earlier}) as earlier"
