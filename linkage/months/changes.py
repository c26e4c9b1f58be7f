"""The events of published months against the DID files of a run: new, corrected, moved, withdrawn, not supplied."""

from collections.abc import Mapping
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.quote import literal
from linkage.engine.value import as_whole
from linkage.months.rows import FORM, PAD, form_of, load_row_pad, months_rows_sql
from linkage.session.keys import Key

KEPT = "row.parquet"


def kept_rows(folders: Mapping[str, Path]) -> dict[str, Path]:
    """The months, of those with a folder, of which the rows are kept: an earlier version kept none."""
    return {month: folder for month, folder in folders.items() if (folder / KEPT).is_file()}


def find_changes(engine: Engine, key: Key, folders: Mapping[str, Path], max_withdrawn_share: float) -> None:
    """event_version, did_raw, input_file and what is kept of each month in its folder -> event_change."""
    kept = kept_rows(folders)
    if not kept:
        engine.create("event_change", NO_CHANGE)
        return
    load_row_pad(engine, key)
    forms = {month: kept_form(engine, folder) for month, folder in kept.items()}
    engine.create("delivered_row", months_rows_sql(engine.dialect, forms))
    engine.create("published_row", published_row_sql(engine, kept))
    engine.create("event_change", event_change_sql(max_withdrawn_share))
    for table in (PAD, "delivered_row", "published_row"):
        engine.drop(table)


def kept_form(engine: Engine, folder: Path) -> int:
    """The form of the digests that are kept of a month: one for all its rows."""
    found = engine.rows(f"select row_digest from {engine.parquet_sql(folder / KEPT)} limit 1")
    return form_of(str(found[0][0])) if found else FORM


NO_CHANGE = """
        select cast(null as string) as test_month, cast(null as string) as event_id, cast(null as string) as what
        where false"""


def published_row_sql(engine: Engine, kept: Mapping[str, Path]) -> str:
    """One row per event of a published month, as it was kept."""
    return " union all ".join(
        f"select event_id, {literal(month)} as test_month, row_digest, path from {engine.parquet_sql(folder / KEPT)}"
        for month, folder in kept.items()
    )


def event_change_sql(max_withdrawn_share: float) -> str:
    """
    One row per event and month it is, or was, in, where the two differ.

    An event that is nowhere any more was withdrawn where a file of the name it came in still holds rows of its month;
    where none does, the month is not supplied, which says nothing of its events. Where the file lacks more than
    `max_withdrawn_share` of those it had of the month, it is taken for half a delivery, and they are held back.
    """
    return f"""
        with supplied as (
            select distinct file.path, version.test_month
            from event_version as version
            join input_file as file on file.file_id = version.file_id
        ),{GONE}
        select delivered.test_month, delivered.event_id,
            case when published.event_id is null then 'new' else 'corrected' end as what
        from delivered_row as delivered
        left join published_row as published
          on published.event_id = delivered.event_id and published.test_month = delivered.test_month
        where published.event_id is null or published.row_digest <> delivered.row_digest
        union all
        select test_month, event_id,
            case when what = 'withdrawn' and of_kind > cast({max_withdrawn_share!r} as double) * of_file
                then 'held_back' else what end as what
        from (
            select test_month, event_id, what,
                count(*) over (partition by path, test_month, what) as of_kind,
                count(*) over (partition by path, test_month) as of_file
            from gone
        ) as counted
        where what <> 'there'"""


GONE = """
        gone as (
        select published.test_month, published.event_id, published.path,
            case when delivered.event_id is not null then 'there'
                when elsewhere.event_id is not null then 'moved'
                when supplied.path is not null then 'withdrawn' else 'not_supplied' end as what
        from published_row as published
        left join delivered_row as delivered
          on delivered.event_id = published.event_id and delivered.test_month = published.test_month
        left join (select distinct event_id from event_version where is_latest) as elsewhere
          on elsewhere.event_id = published.event_id
        left join supplied on supplied.path = published.path and supplied.test_month = published.test_month
        )"""
"""One row per published event: whether it is there in its month, and if not, what became of it."""


def counted_changes(engine: Engine) -> dict[str, dict[str, int]]:
    """event_change -> by month, how many events of each kind."""
    found: dict[str, dict[str, int]] = {}
    for month, what, events in engine.rows(
        "select test_month, what, count(*) from event_change group by 1, 2 order by 1, 2"
    ):
        found.setdefault(str(month), {})[str(what)] = as_whole(events)
    return found
