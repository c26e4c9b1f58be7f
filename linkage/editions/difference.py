"""
A hospital file that was sent again beside the file that was sent before it: most of its rows were in that one too.

What is made of rows by person or by record key need not be made of these again. Of the earlier file all people are left
out of whom it has a row that the later one does not have just so, or whose record key is not of one row alone; all rows
of the later file but those of the people who stay are looked at anew. So nobody's rows of the earlier file are taken by
half, and no record key is on both sides.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry, MadeFrom, named
from linkage.editions.earlier_file import (
    ACCEPTED,
    LEAST_SHARE,
    most_alike,
    part_facts,
    parts_before,
    parts_now,
)
from linkage.editions.said import PERSON
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.session.run_inputs import Inputs

ROW = "row"
TABLES = (ROW, PERSON)
"""What is kept of a difference: numbers of rows of the later file to be looked at anew, and people to be left out."""
IS_WORTH_IT = "is_worth_it"
"""The fact of a difference that tells whether the files have enough in common."""
FEWEST_ROWS = 10_000
"""Of a smaller file everything is made anew: that takes no longer than to compare it."""
VERSION = 1
"""Of how files are compared: another one makes other entries."""
REPEATED, OTHERWISE, LEFT_OUT, ANEW = "repeated_record_key", "row_otherwise", "left_out_person", "row_anew"
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
    old = engine.parquet_sql(before.file(ACCEPTED))
    passing = {
        REPEATED: repeated_sql(sent.rows, old),
        OTHERWISE: otherwise_sql(engine.dialect, sent.rows, old, before.facts["columns"]),
        LEFT_OUT: left_out_sql(),
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


def repeated_sql(new: str, old: str) -> str:
    """One row per record key that several rows of one of the files bear."""
    each = (
        f"select record_key from {rows} as sent group by record_key having count(*) > 1"
        for rows in (new, old)
    )
    return " union ".join(each)


def otherwise_sql(dialect: Dialect, new: str, old: str, columns: Sequence[str]) -> str:
    """
    One row per row of either file that the other does not have just so, or that is not the only one of its record key.

    Its number in each of them, and of the earlier file its person. Rows are compared by their likeness, each with that
    of its key alone, and a row that has none is like no other.
    """
    likeness = dialect.likeness(*(f"sent.{identifier(name)}" for name in columns))
    of_new, of_old = (
        f"""select sent.row_number, sent.record_key, sent.person_key,
                case when repeated.record_key is null then {likeness} end as likeness
            from {rows} as sent
            left join {REPEATED} as repeated on repeated.record_key = sent.record_key"""
        for rows in (new, old)
    )
    return f"""
        select new.row_number as new_row, old.row_number as old_row, old.person_key as old_person
        from (
            {of_new}
        ) as new
        full join (
            {of_old}
        ) as old on old.record_key = new.record_key and old.likeness = new.likeness
        where new.row_number is null or old.row_number is null"""


def left_out_sql() -> str:
    """The people of rows that the earlier file has otherwise."""
    return f"select distinct old_person as person_id from {OTHERWISE} where old_row is not null"


def anew_sql(new: str) -> str:
    """The numbers of the rows of the later file that are to be looked at anew, each once."""
    return f"""
        select new_row as row_number from {OTHERWISE} where new_row is not null
        union
        select row_number from {new} as sent where person_key in (select person_id from {LEFT_OUT})"""
