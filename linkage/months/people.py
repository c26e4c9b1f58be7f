"""
The people linked to a month's events, or drawn, by a digest of their hospital records: a later run can tell a change.

They are kept by the number that stands for them in rank P's tables, which nobody can make without the folder's key.
"""

from collections.abc import Sequence
from pathlib import Path

from linkage.config.job import EvidenceTable
from linkage.engine.base import Engine
from linkage.engine.table import has_table

KEPT = "person.parquet"


def kept_people_sql(*, drawn: bool = False) -> str:
    """links, person, person_digest -> one row per linked person, and per `drawn` one: person_no and records."""
    besides = " union select person_id from link_draws where person_id is not null" if drawn else ""
    return f"""
        select named.person_no, state.records
        from (select distinct person_id from links where status = 'linked'{besides}) as linked
        join person as named on named.person_id = linked.person_id
        join person_digest as state on state.person_id = linked.person_id
        order by named.person_no"""


def can_tell_people(engine: Engine, folder: Path) -> bool:
    """Whether it can be told of the people kept in `folder`: person_digest is there, or nobody is kept."""
    return has_table(engine, "person_digest") or not (folder / KEPT).is_file()


def can_look(engine: Engine, evidence: EvidenceTable) -> bool:
    """Whether the people that events may be of can be told apart from those of then: with records only by a digest."""
    return not evidence.hospital_activity or has_table(engine, "person_digest")


def changed_people(engine: Engine, folder: Path) -> int:
    """
    How many people, of those kept in `folder`, have other hospital records now, or none; 0 where nothing is kept.

    Reads person and person_digest.
    """
    if not (folder / KEPT).is_file() or not has_table(engine, "person_digest"):
        return 0
    return engine.count(f"""
        select count(*)
        from {engine.parquet_sql(folder / KEPT)} as kept
        left join person as named on named.person_no = kept.person_no
        left join person_digest as state on state.person_id = named.person_id
        where state.records is distinct from kept.records""")


def events_without_person(engine: Engine, folder: Path, links: Sequence[Path], released: str) -> int:
    """
    How many published events are linked to somebody whom the index does not hold any more: by key, merged or anew.

    Of people kept in `folder`; `links` are the published files of the month, `released` the key of a person `own` as
    these have it. Reads person and person_pad.
    """
    if not (folder / KEPT).is_file():
        return 0
    gone = f"{engine.parquet_sql(folder / KEPT)} where person_no not in (select person_no from person)"
    if not engine.count(f"select count(*) from {gone}"):
        return 0
    return engine.count(f"""
        select count(*)
        from {engine.parquet_sql(*links)} as links
        where links.status = 'linked' and links.person_id not in (
            select {released} from person as own cross join person_pad as pad
        )""")
