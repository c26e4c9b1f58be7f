"""
Whom of a published month's events people may concern of whom HES says something else than when it was looked at last.

What an event may be of changes through these people alone. So they are brought together, as they are and as they were,
and the queries that find possible people are put to them: whoever of the events meets none of them has the possible
people of before, and is not looked at again. That is found without a second rule of who could matter.
"""

from collections.abc import Sequence
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.making import Item, Worked
from linkage.engine.read_instead import reading_instead

TABLES = ("identity", "compared_identity", "person", "person_number")
"""The tables of the index by which possible people are found."""
CHANGED = {table: f"changed_{table}" for table in TABLES}
"""The same of changed people alone, as they are and as they were."""
KEY = "changed_key"
MOST = 0.2
"""Share of all people: where more have changed, nearly every event meets one, and all are looked at."""


def find_changed(engine: Engine, before: Path) -> bool:
    """The index, and what it was in the folder `before` -> changed_*; False where too many people have changed."""
    was = {table: engine.parquet_sql(before / f"{table}.parquet") for table in TABLES}
    engine.create(KEY, changed_key_sql(was["person"]))
    changed = engine.count(f"select count(distinct person_id) from {KEY}")
    is_few = changed <= MOST * engine.count("select count(*) from person")
    for table, name in CHANGED.items() if is_few else ():
        engine.create(name, changed_rows_sql(table, was[table]))
    engine.drop(KEY)
    return is_few


def forget_changed(engine: Engine) -> None:
    """Leave nothing of find_changed."""
    for table in CHANGED.values():
        engine.drop(table)


def changed_key_sql(was: str) -> str:
    """person, and the same of before -> the keys of whoever came, is gone or has other identities, then and now."""
    return f"""
        with differing as (
            select now.person_id, now.person_no, before.person_id as id_before, before.person_no as no_before
            from person as now
            full outer join (select person_id, person_no, digest from {was}) as before
              on before.person_id = now.person_id
            where now.digest is distinct from before.digest or now.person_no is distinct from before.person_no
        )
        select person_id, person_no from differing where person_id is not null
        union
        select id_before, no_before from differing where id_before is not null"""


def changed_rows_sql(table: str, was: str) -> str:
    """The rows of a table of the index that are of changed people, as they are and as they were."""
    key = "person_no" if table == "compared_identity" else "person_id"
    of_changed = f"{key} in (select {key} from {KEY})"
    return f"select * from {table} where {of_changed} union select * from {was} where {of_changed}"


def met_items(found: Sequence[Item]) -> tuple[Item, ...]:
    """event_identity, changed_* -> event_identity, of events alone that meet one; `found` finds possible people."""
    pairs = [table for table in ("rank_pair", "compared_pair") if any(table in item.writes for item in found)]
    met = " union ".join(f"select identity_key from {pair}" for pair in pairs)

    def keep_met(engine: Engine) -> None:
        engine.create("met_identity", f"select * from event_identity where identity_key in ({met})")
        engine.create("event_identity", "select * from met_identity")
        engine.drop("met_identity")

    meaning = "The event identities that somebody who has changed may concern."
    kept = Worked(keep_met, meaning, reads=("event_identity", *pairs), writes=("event_identity",))
    return (*reading_instead(found, CHANGED), kept)
