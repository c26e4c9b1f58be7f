"""
Of whom the files of now say something else than those of before, and all that both say of these people.

What is said both times is far more than the rest, and is read once: of those people alone of whom something has come or
gone. All that is asked of them later is asked of these few rows.
"""

from collections.abc import Sequence

from linkage.editions.earlier import Earlier
from linkage.editions.said import rows_sql
from linkage.engine.base import Engine

CHANGED = "changed_person"
"""One row per such person."""
GONE, THERE, COME = "said_before", "said_still", "said_anew"
"""Whole rows that only the files of before have, and only those of now; of rows of both, what is held of somebody."""
DIFFERING = "said_otherwise"


def look(engine: Engine, table: str, columns: Sequence[str], before: Earlier) -> None:
    """Make CHANGED, GONE, THERE and COME for a table that is kept of each file; people differ in its `columns`."""
    held = ", ".join(columns)
    for name, said in ((GONE, before.gone), (COME, before.come)):
        engine.create(name, rows_sql(engine, table, said, before.like), brief=True)
    engine.create(DIFFERING, differing_sql(held), brief=True)
    there = rows_sql(engine, table, before.there, before.like)
    engine.create(
        THERE,
        f"select {held} from ({there}) as said where person_id in (select person_id from {DIFFERING})",
        brief=True,
    )
    engine.create(CHANGED, changed_sql(held), brief=True)
    engine.drop(DIFFERING)


def forget(engine: Engine) -> None:
    """Drop what was made."""
    for name in (CHANGED, GONE, THERE, COME):
        engine.drop(name)


def differing_sql(held: str) -> str:
    """What the rows that went hold and those that came do not, and the other way round, each once."""
    gone, come = (f"select {held} from {name}" for name in (GONE, COME))
    return f"""
        select * from ({gone} except {come}) as lost
        union all
        select * from ({come} except {gone}) as won"""


def changed_sql(held: str) -> str:
    """One row per person of whom that is said by no other row either."""
    return f"""
        select distinct person_id
        from (select * from {DIFFERING} except select {held} from {THERE}) as otherwise
        where person_id is not null"""


def said_sql(columns: Sequence[str], moved: str) -> str:
    """What all files of before (`moved` is GONE), or of now (COME), say of the people of CHANGED."""
    held = ", ".join(columns)
    return f"""
        select {held}
        from (select {held} from {moved} union all select {held} from {THERE}) as said
        where person_id in (select person_id from {CHANGED})"""
