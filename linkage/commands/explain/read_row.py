"""The row that an event was read from, as it lies in the cache, and the event that is made of it, once more."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from linkage.cache.entry import made_from_in
from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make_all
from linkage.engine.quote import literal
from linkage.months.changes import KEPT
from linkage.months.rows import PAD, form_of, load_row_pad, row_digest_sql
from linkage.release.layout import Layout
from linkage.session.keys import Key
from linkage.steps.standardise.run import codes_made, events_made
from linkage.tables import contract
from linkage.words.names import IDENTIFIERS

STATES = tuple(f"{field}_state" for field in IDENTIFIERS)
OF_PROVIDERS = ("site_provider", "provider_successor", "provider_split")


@dataclass(frozen=True)
class ReadRow:
    """What is known of the row of an event."""

    path: str | None
    """The file it came in; None where an earlier version kept nothing of it."""
    states: Mapping[str, str]
    """What became of each identifier; none where the row is not in the cache any more."""
    note: str | None = None
    """Why there is nothing more to tell."""
    sent: Mapping[str, Value] | None = None
    """Identifiers as they were sent: for the secure area only."""
    clean: Mapping[str, Value] | None = None
    """The same as they are compared."""


GONE = (
    "the row as it was published is not in cache/ any more, so what was cleaned and which rank it met cannot be "
    "worked out again; the next run that reads the file puts it there, unless it has been corrected since"
)


def read_row(
    engine: DuckDBEngine, layout: Layout, kept: Path, event_id: str, month: str, key: Key
) -> ReadRow:
    """
    The row of an event -> did_raw and event_version of that row alone, then event, event_identity; and what it says.

    `kept` is what is kept of the month. Leaves no event where the row is not in the cache as it was published.
    """
    source = kept / KEPT
    rows = (
        engine.rows(
            f"select row_digest, path from {engine.parquet_sql(source)} where event_id = {literal(event_id)}"
        )
        if source.is_file()
        else []
    )
    if not rows:
        return ReadRow(None, {}, "an earlier version published the month, and kept nothing of its rows")
    digest, path = map(str, rows[0])
    if not load_row(engine, layout, event_id, digest, key):
        return ReadRow(path, {}, GONE)
    engine.load(
        "event_version", contract("event_version").types, [(0, number_of(engine), event_id, month, True)]
    )
    for name in OF_PROVIDERS:
        engine.load(name, contract(name).types, [])
    make_all(engine, (*codes_made(), *events_made(engine.dialect, month, key.pads)))
    states = engine.rows(f"select {', '.join(STATES)} from event")[0]
    sent = engine.rows(f"select {', '.join(IDENTIFIERS)} from did_raw")[0]
    clean = engine.rows(f"select {', '.join(IDENTIFIERS)} from event")[0]
    return ReadRow(
        path,
        {field: str(state) for field, state in zip(IDENTIFIERS, states, strict=True)},
        sent=dict(zip(IDENTIFIERS, sent, strict=True)),
        clean=dict(zip(IDENTIFIERS, clean, strict=True)),
    )


def number_of(engine: DuckDBEngine) -> int:
    """The line of the row in did_raw."""
    return engine.count("select row_number from did_raw")


def load_row(engine: DuckDBEngine, layout: Layout, event_id: str, digest: str, key: Key) -> bool:
    """The accepted row of an event whose digest is that of its publication -> did_raw; whether the cache has it."""
    load_row_pad(engine, key)
    try:
        for file, row_number in rows_in_cache(engine, layout.cache, event_id):
            engine.create("did_raw", raw_sql(engine, file, row_number))
            same = engine.count(
                f"select count(*) from did_raw as raw cross join {PAD}"
                f" where {row_digest_sql(engine.dialect, 'raw', form_of(digest))} = {literal(digest)}"
            )
            if same:
                return True
            engine.drop("did_raw")
    finally:
        engine.drop(PAD)
    return False


def rows_in_cache(engine: DuckDBEngine, cache: Path, event_id: str) -> list[tuple[Path, int]]:
    """Where rows of an event lie: files of accepted rows, each with a line."""
    found = []
    for named in sorted((cache / "editions").glob("*/event_row.parquet")):
        made_from = made_from_in(named.parent)
        part = cache / "parts" / str(made_from.get("part")) / "accepted.parquet" if made_from else None
        if part is None or not part.is_file():
            continue
        lines = engine.rows(
            f"select row_number from {engine.parquet_sql(named)} where event_id = {literal(event_id)} order by 1"
        )
        found += [(part, int(str(number))) for (number,) in lines]
    return found


def raw_sql(engine: DuckDBEngine, file: Path, row_number: int) -> str:
    """A row of an accepted file as did_raw has it."""
    source = engine.parquet_sql(file)
    known = {str(row[0]) for row in engine.rows(f"describe select * from {source}")}
    listed = ", ".join(
        "cast(0 as bigint) as file_id"
        if column.name == "file_id"
        else column.name
        if column.name in known
        else f"{column.null_sql} as {column.name}"
        for column in contract("did_raw").columns
    )
    return f"select {listed} from {source} where row_number = {row_number}"
