"""The published tables and kept rows of a month of a release, as the comparison reads them."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

from linkage.commands.diff.month_pairs import Side
from linkage.engine.base import Engine
from linkage.engine.quote import literal
from linkage.errors import IntegrityError
from linkage.months.changes import KEPT
from linkage.release.content.published import OF_EVENTS
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.strike.kept import STRUCK


def side(engine: Engine, layout: Layout, manifest: Manifest, month: str) -> Side | None:
    """The tables of a month in a release; None where it has no such month, IntegrityError when a file is gone."""
    if month not in manifest.months:
        return None
    found = {name: _files(layout, manifest, name, month) for name in OF_EVENTS}
    read = {name: engine.parquet_sql(*files) for name, files in found.items()}
    return Side(
        links=read["links"],
        pathways=read["pathways"],
        events=read["events"],
        pathway_columns=_columns(found["pathways"][0]),
        event_columns=_columns(found["events"][0]),
    )


def kept_rows_sql(engine: Engine, layout: Layout, release: str, months: Iterable[str], listed: str) -> str:
    """
    What a release keeps of its events in `months`: digest of the row, and whether its number is listed.

    `listed` is a query for digests of numbers. A release of an earlier version keeps no digest of the row, or nothing.
    """
    texts = ", ".join(f"cast(null as string) as {name}" for name in ("event_id", "test_month", "row_digest"))
    pieces = [f"select {texts}, cast(null as boolean) as is_listed where 1 = 0"]
    for month in months:
        path, rows = (layout.kept_month(release, month) / f"{name}.parquet" for name in ("event", "row"))
        if path.is_file():
            has_rows = rows.is_file()
            digest = "own.row_digest" if has_rows else "cast(null as string)"
            own = f"left join {engine.parquet_sql(rows)} as own on own.event_id = kept.event_id"
            pieces.append(
                f"select kept.event_id, {literal(month)} as test_month, {digest} as row_digest,"
                f" coalesce(kept.number_digest in ({listed}), false) as is_listed"
                f" from {engine.parquet_sql(path)} as kept {own if has_rows else ''}"
            )
    return " union all ".join(pieces)


def row_after_sql(engine: Engine, layout: Layout, release: str, months: Iterable[str]) -> str:
    """
    The events of `months` whose row a release keeps, and those struck since a month was linked: what became of them.

    Somebody's who opted out is kept and not published. A month of which an earlier version kept no rows has none here.
    """
    texts = ", ".join(f"cast(null as string) as {name}" for name in ("event_id", "test_month", "what"))
    pieces = [f"select {texts} where 1 = 0"]
    for month in months:
        folder = layout.kept_month(release, month)
        for name, what in ((KEPT, "cast(null as string)"), (STRUCK, "what")):
            if (folder / name).is_file():
                rows = engine.parquet_sql(folder / name)
                pieces.append(f"select event_id, {literal(month)} as test_month, {what} as what from {rows}")
    return " union all ".join(pieces)


def listed_people_sql(
    engine: Engine, layout: Layout, release: str, months: Iterable[str], listed: str
) -> str:
    """The people of those months, as the release has them, who ever bore a listed number."""
    pieces = ["select cast(null as string) as person_id where 1 = 0"]
    for month in months:
        path = layout.kept_month(release, month) / "person_number.parquet"
        if path.is_file():
            pieces.append(
                f"select person_id from {engine.parquet_sql(path)} where number_digest in ({listed})"
            )
    return f"select distinct person_id from ({' union all '.join(pieces)}) as known"


def _files(layout: Layout, manifest: Manifest, name: str, month: str) -> list[Path]:
    folder = layout.release(manifest.release)
    files = [folder / path for path in manifest.paths_below(f"{name}/test_month={month}")]
    missing = [path for path in files if not path.is_file()]
    if missing or not files:
        raise IntegrityError(
            f"release {manifest.release}: {name} of {month} is not there, so nothing can be compared; restore it from "
            "your latest backup"
        )
    return files


def _columns(path: Path) -> tuple[str, ...]:
    return tuple(pq.read_schema(path).names)
