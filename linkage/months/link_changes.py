"""What making a month again did to its links: gained, lost, of another person, by another rank."""

from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.release.record.delivery import LinkChanges


def link_changes(engine: Engine, before: list[Path], now: list[Path]) -> LinkChanges:
    """The published links of a month, in the files `before` and `now`, against each other."""
    counts = engine.rows(link_changes_sql(engine, before, now))[0]
    gained, lost, other_person, other_rank = map(as_whole, counts)
    return LinkChanges(gained=gained, lost=lost, other_person=other_person, other_rank=other_rank)


def link_changes_sql(engine: Engine, before: list[Path], now: list[Path]) -> str:
    """One row of counts of events; an event that only one side has is gained or lost where it is linked there."""
    return f"""
        select count(case when was.person_id is null and is_now.person_id is not null then 1 end),
            count(case when was.person_id is not null and is_now.person_id is null then 1 end),
            count(case when was.person_id <> is_now.person_id then 1 end),
            count(case when was.person_id = is_now.person_id
                and was.match_rank is distinct from is_now.match_rank then 1 end)
        from {engine.parquet_sql(*before)} as was
        full outer join {engine.parquet_sql(*now)} as is_now on is_now.event_id = was.event_id"""
