"""
A hospital file that was sent again beside the file that was sent before it: most of its rows were in that one too.

What is made of rows by person or by record key need not be made of these again. Of the earlier file all people are left
out of whom it has a row that the later one does not have just so, or whose record key is not of one row alone; all rows
of the later file but those of the people who stay are looked at anew. So nobody's rows of the earlier file are taken by
half, and no record key is on both sides.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry, MadeFrom, named
from linkage.editions.earlier_file import (
    most_alike,
    part_facts,
    parts_before,
    parts_now,
)
from linkage.editions.said import PERSON
from linkage.editions.same_rows import REPEATED, known_sql, repeated_sql, same_sql
from linkage.engine.base import Engine
from linkage.session.run_inputs import Inputs
from linkage.steps.inputs.again.earlier import LEAST_SHARE
from linkage.steps.inputs.taken import accepted_sql

ROW = "row"
TABLES = (ROW, PERSON)
"""What is kept of a difference: numbers of rows of the later file to be looked at anew, and people to be left out."""
IS_WORTH_IT = "is_worth_it"
"""The fact of a difference that tells whether the files have enough in common."""
FEWEST_ROWS = 10_000
"""Of a smaller file everything is made anew: that takes no longer than to compare it."""
VERSION = 1
"""Of how files are compared: another one makes other entries."""
SAME, LEFT_OUT, ANEW = "same_row", "left_out_person", "row_anew"
"""Passing tables, while two files are compared."""


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
        numbers = f"select row_number from {engine.parquet_sql(found.file(ROW))}"
        return f"(select * from {self.rows} as sent where row_number in ({numbers}))"


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
    kept = ((cache.find("editions", made_from(sent.part, base), TABLES), base) for base in bases)
    found = next(((entry, base) for entry, base in kept if entry is not None), None)
    if found is None:
        before = most_alike(engine, cache, sent.rows, facts, bases)
        if before is None:
            return None
        found = keep_difference(engine, cache, sent, before), before.name
    cache.use("parts", (found[1],))
    return found if found[0].facts[IS_WORTH_IT] else None


def made_from(part: str, base: str) -> MadeFrom:
    """What a difference depends on."""
    return {"made": "difference", "part": part, "base": base, "version": VERSION}


def is_taken(cache: Cache, base: str, others: Collection[str]) -> bool:
    """Whether one of the other files of this run has taken an earlier one, of which nothing may be taken twice."""
    return any(f"editions/{named(made_from(other, base))}" in cache.used for other in others)


def keep_difference(engine: Engine, cache: Cache, sent: Sent, before: Entry) -> Entry:
    """Compare a file with the part of an earlier one, and keep what is otherwise."""
    old = accepted_sql(engine, before)
    passing = {
        REPEATED: repeated_sql(engine.dialect, sent.rows, old),
        SAME: known_sql(engine, cache.folder / "parts" / sent.part, before, old)
        or same_sql(engine.dialect, sent.rows, old, before.facts["columns"]),
        LEFT_OUT: left_out_sql(old),
        ANEW: anew_sql(sent.rows),
    }
    rows = engine.count(f"select count(*) from {sent.rows} as sent")
    for table, query in passing.items():
        anew = engine.create(table, query, brief=True)
    is_worth_it = rows - anew >= LEAST_SHARE * rows
    tables = {
        ROW: f"select row_number from {ANEW} where {str(is_worth_it).lower()} order by row_number",
        PERSON: f"select person_id from {LEFT_OUT} order by person_id",
    }
    facts = {IS_WORTH_IT: is_worth_it}
    kept = cache.keep(engine, "editions", made_from(sent.part, before.name), tables, facts)
    for table in passing:
        engine.drop(table)
    return kept


def left_out_sql(old: str) -> str:
    """The people of rows of the earlier file that are not among the same ones."""
    return f"""
        select distinct sent.person_key as person_id
        from {old} as sent
        left join {SAME} as same on same.old_row = sent.row_number
        where same.old_row is null"""


def anew_sql(new: str) -> str:
    """
    The numbers of the rows of the later file that are to be looked at anew, each once.

    Of a row there is one same row at most, and each person is left out once.
    """
    return f"""
        select sent.row_number
        from {new} as sent
        left join {SAME} as same on same.new_row = sent.row_number
        left join {LEFT_OUT} as left_out on left_out.person_id = sent.person_key
        where same.new_row is null or left_out.person_id is not null"""
