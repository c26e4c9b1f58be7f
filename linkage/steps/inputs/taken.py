"""What a file gave: read just now, or kept from when it was; a step sees no difference."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry, MadeFrom, facts_said
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.steps.inputs.again.earlier import LENT, LINES, ROWS_OF
from linkage.steps.inputs.again.known import BEFORE, LOST, NUMBER, Known
from linkage.steps.inputs.again.known import TABLES as KNOWN
from linkage.steps.inputs.again.lent import lent_of
from linkage.steps.inputs.ledger import Read
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.reason import PLACED, aside_sql
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.values.note import Note
from linkage.steps.inputs.values.passing import Passing, names_of
from linkage.steps.inputs.version import READER_VERSION

TABLES = ("accepted", "aside")
"""What is kept of a file: its rows as the raw table has them, without the file's number, and those set aside."""


@dataclass(frozen=True)
class Taken:
    """A file whose rows are at hand."""

    read: Read
    accepted_rows: int
    """Of its rows, those without a reason to be set aside."""
    columns: tuple[str, ...]
    """Our names of the columns it has."""
    filled: Mapping[str, int]
    """Of the columns that records are linked by: accepted rows that hold something."""
    accepted: str
    """Its accepted rows as a table expression: row_number and `columns`."""
    aside: str
    """Rows set aside, the same: row_number, reason, column_name, line, and what they say of their day and place."""
    notes: tuple[Note, ...] = ()
    """What was found of the values of its columns."""
    part: str = ""
    """The name of the part in the cache; empty where none is kept."""

    @property
    def file(self) -> InputFile:
        """Which file it is."""
        return self.read.file


def part_of(file: InputFile, sha256: str) -> MadeFrom:
    """All that the part of a file depends on: its bytes, the reader, and the settings by which it is read."""
    source = file.source
    return {
        "reader": READER_VERSION,
        "dataset": source.dataset,
        "layout": source.made_from.name,
        "sha256": sha256,
        "reading": source.reading,
        "absent": sorted(source.absent),
        "unpacked_times": source.unpacked_times,
        "row": [source.row_lines, source.row_characters],
        "values": [source.max_contrary_date_share, source.max_unreadable_date_share, source.tell_lost_share],
    }


def found_part(
    engine: Engine, cache: Cache, plan: Plan, sha256: str
) -> tuple[Taken, dict[str | None, int]] | None:
    """What is kept of a file, with its rows by reason (None: accepted); None when nothing is, or it is damaged."""
    made_from = part_of(plan.file, sha256)
    entry = cache.find("parts", made_from, tables_of(facts_said(cache.place("parts", made_from))))
    if entry is None or entry.facts["columns"] != list(plan.columns.places):
        return None
    found = {name or None: int(rows) for name, rows in entry.facts["rows"].items()}
    read = Read(plan.file, sha256, sum(found.values()), entry.facts["is_ended"])
    notes = tuple(Note(*note) for note in entry.facts["notes"])
    taken = just_read(engine.dialect, plan, read, found, entry.facts["filled"], notes)
    return as_kept(engine, taken, entry), found


def kept_part(
    engine: Engine, cache: Cache, taken: Taken, found: Mapping[str | None, int], passing: Passing
) -> Taken:
    """The same file, its rows now in the cache."""
    facts: dict[str, Any] = {
        "columns": list(taken.columns),
        "rows": {name or "": rows for name, rows in found.items()},
        "is_ended": taken.read.is_ended,
        "filled": dict(taken.filled),
        "notes": [list(astuple(note)) for note in taken.notes],
    }
    columns = ", ".join(map(identifier, passing.kept))
    tables: dict[str, str | Path] = {
        "aside": f"select row_number, reason, column_name, line, {', '.join(PLACED)} from {taken.aside}",
        "accepted": passing.accepted(taken.file.rows_table) or f"select {columns} from {taken.accepted}",
    }
    made_of = passing.made_of(taken.file.rows_table)
    if made_of is not None:
        facts[LINES] = made_of.digest
        facts[LENT] = made_of.lent.facts if made_of.lent else None
    if made_of is not None and made_of.known is not None:
        facts[ROWS_OF] = made_of.known.part
        known = made_of.known
        tables |= {BEFORE: known.rows, NUMBER: known.numbers, LOST: known.lost}
    entry = cache.keep(engine, "parts", part_of(taken.file, taken.read.sha256), tables, facts)
    return as_kept(engine, taken, entry)


def forget(engine: Engine, file: InputFile) -> None:
    """Let the passing tables of a file go."""
    for table in (*names_of(file.rows_table), *names_of(file.came_table)):
        engine.drop(table)


def just_read(
    dialect: Dialect,
    plan: Plan,
    read: Read,
    found: Mapping[str | None, int],
    filled: Mapping[str, int],
    notes: tuple[Note, ...] = (),
) -> Taken:
    """A file whose rows are in the passing table of the file; `found` counts them by reason (None: accepted)."""
    table = identifier(plan.file.rows_table)
    return Taken(
        read=read,
        accepted_rows=found.get(None, 0),
        columns=tuple(plan.columns.places),
        filled=filled,
        accepted=f"(select * from {table} where reason is null)",
        notes=notes,
        aside=f"({aside_sql(dialect, plan.file.source.dataset, tuple(plan.columns.places), table)})",
    )


def as_kept(engine: Engine, taken: Taken, entry: Entry) -> Taken:
    """The same, with its rows where the cache keeps them."""
    aside = engine.parquet_sql(entry.file("aside"))
    return replace(taken, accepted=accepted_sql(engine, entry), aside=aside, part=entry.name)


def accepted_sql(engine: Engine, entry: Entry) -> str:
    """The accepted rows of a part as a table expression: those of its own, and those that an earlier file has too."""
    own = engine.parquet_sql(entry.file("accepted"))
    known = known_of(entry)
    if known is None:
        return own
    columns = entry.facts["columns"]
    listed = ", ".join(map(identifier, columns))
    return f"(select row_number, {listed} from {own} union all {known.sql(engine, columns)})"


def known_of(entry: Entry) -> Known | None:
    """The rows of an earlier file that a part has; None where all are its own."""
    part = entry.facts.get(ROWS_OF)
    if not part:
        return None
    return Known(
        entry.file(BEFORE), entry.file(NUMBER), entry.file(LOST), part, lent_of(entry.facts.get(LENT))
    )


def tables_of(facts: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The tables of a part of which that was counted."""
    return (*TABLES, *KNOWN) if facts and ROWS_OF in facts else TABLES
