"""The months that did not run: taken over from the release before, as they are."""

from collections.abc import Collection, Iterable
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.quote import identifier, literal
from linkage.errors import IntegrityError
from linkage.release import disk
from linkage.release.content.listing import sha256
from linkage.release.content.published import OF_PEOPLE, PARTITIONED
from linkage.release.layout import Layout
from linkage.release.record.file import File
from linkage.release.record.manifest import Manifest
from linkage.tables import Column, Table

STATISTICS = "statistics/statistics.parquet"


def carried(previous: Manifest | None, made: Collection[str]) -> dict[str, File]:
    """The files, by path, of every month of the previous release but those `made` anew."""
    files = previous.files if previous else ()
    return {
        file.path: file for file in files if (month := month_of(file.path)) is not None and month not in made
    }


def month_of(path: str) -> str | None:
    """The month whose file `path` is, of a published table; None for any other file."""
    name, _, rest = path.partition("/test_month=")
    return rest.partition("/")[0] if name in PARTITIONED and rest else None


def carry_over(layout: Layout, previous: Manifest | None, made: Collection[str], folder: Path) -> None:
    """Give those files a second name in `folder` (or copy them where the file system has no hard links)."""
    if previous is None:
        return
    for path in carried(previous, made):
        disk.make_folder((folder / path).parent)
        disk.link_or_copy(present(layout, previous, path), folder / path)


def present(layout: Layout, previous: Manifest, path: str) -> Path:
    """A file of a carried month; IntegrityError when it is not there."""
    source = layout.release(previous.release) / path
    if not source.is_file():
        raise IntegrityError(
            f"release {previous.release}: {path} is missing, so its month cannot be carried over; "
            "restore it from your latest backup, or run that month again with --restate"
        )
    return source


def carry_kept(layout: Layout, previous: Manifest | None, made: Collection[str], folder: Path) -> None:
    """The same for what is kept of those months for later strikes; an earlier version kept nothing."""
    kept = layout.kept_release(previous.release) if previous else None
    for source in sorted(kept.glob("test_month=*/*")) if kept else ():
        if source.parent.name.removeprefix("test_month=") not in made:
            target = folder / source.parent.name / source.name
            disk.make_folder(target.parent)
            disk.link_or_copy(source, target)


def has_whole(previous: Manifest, name: str) -> bool:
    """Whether a release of an earlier version has the spells or CIPS of all months in one file."""
    return name in OF_PEOPLE and any(file.path == f"{name}/{name}.parquet" for file in previous.files)


def has_month(previous: Manifest, name: str, month: str) -> bool:
    """Whether a release has rows of a table of a month: an earlier version did not have all tables of today."""
    return has_whole(previous, name) or bool(previous.paths_below(f"{name}/test_month={month}"))


def month_rows_sql(
    engine: Engine, layout: Layout, previous: Manifest, name: str, month: str, columns: Iterable[Column]
) -> str:
    """
    A query for the rows of a published table of a month, in the columns of today, from the release before.

    Where that has one file for all months, those of the people with a linked event of the month. IntegrityError when
    a file is not as it was published.
    """
    whole = has_whole(previous, name)
    paths = [f"{name}/{name}.parquet"] if whole else previous.paths_below(f"{name}/test_month={month}")
    files = [published_file(layout, previous, path) for path in paths]
    rows = today_sql(engine, engine.parquet_sql(*files), columns)
    if not whole:
        return rows
    links = engine.parquet_sql(
        *(
            published_file(layout, previous, path)
            for path in previous.paths_below(f"links/test_month={month}")
        )
    )
    return (
        f"select * from ({rows}) as everybody"
        f" where person_id in (select person_id from {links} where status = 'linked')"
    )


def published_links(layout: Layout, previous: Manifest, month: str) -> tuple[Path, ...]:
    """The files of the links of a month of the release before; IntegrityError when one is not as it was published."""
    paths = previous.paths_below(f"links/test_month={month}")
    return tuple(published_file(layout, previous, path) for path in paths)


def published_file(layout: Layout, previous: Manifest, path: str) -> Path:
    """A file of the release before that rows are to be read from; IntegrityError unless it is as it was published."""
    source = layout.release(previous.release) / path
    if not source.is_file() or sha256(source) != previous.digest_of(path):
        raise IntegrityError(
            f"release {previous.release}: {path} is not as it was published, so nothing can be taken over from it; "
            "restore it from your latest backup"
        )
    return source


def statistics_sql(
    engine: Engine, layout: Layout, previous: Manifest | None, made: Collection[str], table: Table
) -> str:
    """Statistics of the months `made` in this run, and every other month's from the release before."""
    now = f"select {', '.join(identifier(column.name) for column in table.columns)} from {table.name}"
    earlier = earlier_statistics_sql(engine, layout, previous, table)
    if not earlier:
        return now
    listed = ", ".join(literal(month) for month in sorted(made))
    return f"{now} union all select * from {earlier}" + (f" where period not in ({listed})" if made else "")


def earlier_statistics_sql(
    engine: Engine, layout: Layout, previous: Manifest | None, table: Table
) -> str | None:
    """The statistics of the release before as a table expression, in the columns of today; None without one."""
    if previous is None:
        return None
    earlier = engine.parquet_sql(published_file(layout, previous, STATISTICS))
    return f"({today_sql(engine, earlier, table.columns)}) as earlier"


def today_sql(engine: Engine, source: str, columns: Iterable[Column]) -> str:
    """The rows of `source` in the columns of today: one that an earlier version lacked is null."""
    known = {str(row[0]) for row in engine.rows(f"describe select * from {source}")}
    listed = ", ".join(
        identifier(column.name) if column.name in known else f"{column.null_sql} as {identifier(column.name)}"
        for column in columns
    )
    return f"select {listed} from {source}"
