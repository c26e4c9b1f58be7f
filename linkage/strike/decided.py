"""People of decided events in what is kept of months: whom the machine found, and whom a reviewer named."""

from collections.abc import Iterable
from pathlib import Path

from linkage.decisions.rows import KEPT, kept_decisions_sql
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.release.content.published import Options, pseudonym_sql

FOUND, NAMED = "found_person_id", "named_person_id"


def kept_decided_sql(dialect: Dialect, options: Options) -> str:
    """What is kept of decisions, with its people as the release has them; reads decided_pad where it has pseudonyms."""
    if not options.person_pads:
        return kept_decisions_sql()
    found, named = (pseudonym_sql(dialect, one, "pad") for one in ("link.person_id", "bearing.person_id"))
    return kept_decisions_sql(found, named, " cross join decided_pad as pad")


def decided_people_sql(engine: Engine, folders: Iterable[Path]) -> str | None:
    """
    One row per month, event and person whom the machine found or a reviewer named; None where no folder tells any.

    A month that an earlier version published keeps its decisions without their people.
    """
    files = [folder / KEPT for folder in folders if tells_people(engine, folder / KEPT)]
    if not files:
        return None
    kept = engine.parquet_sql(*files)
    return f"""
        select test_month, event_id, {FOUND} as person_id from {kept} as found where {FOUND} is not null
        union
        select test_month, event_id, {NAMED} as person_id from {kept} as named where {NAMED} is not null"""


def tells_people(engine: Engine, path: Path) -> bool:
    """Whether a file of kept decisions is there and has their people."""
    if not path.is_file():
        return False
    columns = engine.rows(f"describe select * from {engine.parquet_sql(path)}")
    return {FOUND, NAMED} <= {str(column[0]) for column in columns}


def struck_decided_sql(people: str | None) -> str:
    """One row per month and event that was found to be, or given to, somebody in struck_person; see decided_people."""
    if people is None:
        return """
        select cast(null as string) as test_month, cast(null as string) as event_id, cast(null as string) as listed_as
        where false"""
    return f"""
        select decided.test_month, decided.event_id, min(person.listed_as) as listed_as
        from ({people}) as decided
        join struck_person as person on person.person_id = decided.person_id
        group by decided.test_month, decided.event_id"""
