"""
A hospital file that was sent again beside the file that was sent before it: most of its rows were in that one too.

What is made of rows by person or by record key need not be made of these again. Of the earlier file all people are left
out of whom it has a row that the later one does not have just so, or whose record key is not of one row alone; all rows
of the later file but those of the people who stay are looked at anew. So nobody's rows of the earlier file are taken by
half, and no record key is on both sides.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry, MadeFrom, named, whole_in
from linkage.editions.earlier_file import most_alike, part_facts, parts_before, parts_now
from linkage.editions.said import PERSON
from linkage.editions.same_rows import REPEATED, SAME, repeated_sql, same_sql
from linkage.editions.sides import (
    CAME,
    GONE,
    LEFT_OUT,
    STAYED,
    is_told_by_lines,
    left_out_sql,
    other_lines,
    same_lines_sql,
    sides,
)
from linkage.engine.base import Engine
from linkage.session.run_inputs import Inputs
from linkage.steps.inputs.again.earlier import LEAST_SHARE, ROWS_OF
from linkage.steps.inputs.rows import file_rows_sql
from linkage.steps.inputs.taken import accepted_sql

TABLES = (CAME, STAYED, GONE, PERSON)
"""What is kept of a difference: rows, and the people who are left out."""
IS_WORTH_IT = "is_worth_it"
"""The fact of a difference that tells whether the files have enough in common."""
FEWEST_ROWS = 10_000
"""Of a smaller file everything is made anew: that takes no longer than to compare it."""
VERSION = 2
"""Of how files are compared: another one makes other entries."""


@dataclass(frozen=True)
class Sent:
    """A file of which the rows are in the raw table of its data set."""

    dataset: str
    number: int
    """Of the file."""
    part: str
    """Its part in the cache."""

    @property
    def rows(self) -> str:
        """Its rows, as a table expression."""
        return f"(select * from {self.dataset}_raw where file_id = {self.number})"

    def rows_of(self, engine: Engine, found: Entry) -> str:
        """Those that a difference says are to be looked at anew, in the same way."""
        return self._in(engine, found, CAME, STAYED)

    def rows_before(self, engine: Engine, found: Entry) -> str:
        """And the rows of the earlier file of people who are left out of what was made of that."""
        return self._in(engine, found, GONE, STAYED)

    def _in(self, engine: Engine, found: Entry, *tables: str) -> str:
        each = (
            file_rows_sql(
                self.dataset, self.number, found.facts["columns"], engine.parquet_sql(found.file(table))
            )
            for table in tables
        )
        return f"({' union all '.join(each)})"


def difference(
    engine: Engine, inputs: Inputs, cache: Cache, sent: Sent, has_made: Callable[[str], bool]
) -> tuple[Entry, str] | None:
    """
    How the file differs from one that an earlier run used and this one does not, and the part of that.

    `has_made` tells of a part whether what is wanted of the file was made of that one. None where the file is to be
    looked at whole.
    """
    facts = part_facts(cache, sent.part)
    if facts is None or "person_key" not in facts["columns"] or sum(facts["rows"].values()) < FEWEST_ROWS:
        return None
    now = parts_now(inputs)
    bases = [
        base
        for base in parts_before(cache, sent.part, now)
        if has_made(base) and not is_taken(cache, base, now - {sent.part})
    ]
    by_lines = {base: is_told_by_lines(cache, sent.part, base) for base in bases}
    whats = ((made_from(sent.part, base, by_lines=told), base) for base, told in by_lines.items())
    kept = ((cache.find("editions", what, TABLES), base) for what, base in whats)
    found = next(((entry, base) for entry, base in kept if entry is not None), None)
    if found is None:
        lent = facts.get(ROWS_OF)
        before = whole_in(cache.folder / "parts" / lent) if lent in bases else None
        before = before or most_alike(engine, cache, sent.rows, facts, bases)
        if before is None:
            return None
        kept_now = keep_difference(engine, cache, sent, before, facts, by_lines=by_lines[before.name])
        found = kept_now, before.name
    cache.use("parts", (found[1],))
    return found if found[0].facts[IS_WORTH_IT] else None


def made_from(part: str, base: str, *, by_lines: bool) -> MadeFrom:
    """What a difference depends on."""
    return {
        "made": "difference",
        "part": part,
        "base": base,
        "by": "lines" if by_lines else "values",
        "version": VERSION,
    }


def is_taken(cache: Cache, base: str, others: Collection[str]) -> bool:
    """Whether one of the other files of this run has taken an earlier one, of which nothing may be taken twice."""
    return any(
        f"editions/{named(made_from(other, base, by_lines=by_lines))}" in cache.used
        for other in others
        for by_lines in (True, False)
    )


def keep_difference(
    engine: Engine, cache: Cache, sent: Sent, before: Entry, facts: Mapping[str, Any], *, by_lines: bool
) -> Entry:
    """Compare a file, of which `facts` were counted, with the part of an earlier one, and keep what is otherwise."""
    columns = tuple(facts["columns"])
    part = Entry(cache.folder / "parts" / sent.part, facts)
    new, old = other_lines(engine, part, columns) if by_lines else (sent.rows, accepted_sql(engine, before))
    rows = sides(new, old, columns)
    if by_lines:
        rows[STAYED] += f" union all {same_lines_sql(engine, part, columns)}"
    passing = {
        REPEATED: repeated_sql(engine.dialect, new, old),
        SAME: same_sql(engine.dialect, new, old, columns),
        LEFT_OUT: left_out_sql(f"({rows[GONE]})"),
    }
    for table, query in passing.items():
        engine.create(table, query, brief=True)
    kept = _keep(engine, cache, made_from(sent.part, before.name, by_lines=by_lines), rows, facts)
    for table in passing:
        engine.drop(table)
    return kept


def _keep(
    engine: Engine, cache: Cache, what: MadeFrom, rows: Mapping[str, str], facts: Mapping[str, Any]
) -> Entry:
    """Keep `rows` if they are few beside those of the file."""
    with cache.passing("editions", what) as folder:
        files = {table: folder / f"{table}.parquet" for table in rows}
        for table, query in rows.items():
            engine.write_parquet(query, files[table])
        counted = (f"select count(*) from {engine.parquet_sql(files[table])}" for table in (CAME, STAYED))
        anew = sum(map(engine.count, counted))
        sent = facts["rows"].get("", 0)
        is_worth_it = sent - anew >= LEAST_SHARE * sent
        tables: dict[str, str | Path] = {
            table: file if is_worth_it else f"select * from {engine.parquet_sql(file)} where false"
            for table, file in files.items()
        }
        tables[PERSON] = f"select person_id from {LEFT_OUT} order by person_id"
        said = {IS_WORTH_IT: is_worth_it, "columns": facts["columns"]}
        return cache.keep(engine, "editions", what, tables, said)
