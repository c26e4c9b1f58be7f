"""PERSON_ONLY: the event is linked to a person, and no record of theirs is near it."""

from linkage.engine.dialect import Dialect
from linkage.relations.relation import Days, Relation
from linkage.words.names import STALE


def person_only_sql(_dialect: Dialect, _days: Days) -> str:
    """One row per linked event that has no other relation but to a stale episode that had begun; it has no record."""
    return f"""
        select event.event_id, 'PERSON_ONLY' as relation, cast(null as string) as episode_source,
            cast(null as string) as episode_key, cast(null as string) as spell_id,
            cast(null as bigint) as gap_days
        from linked_event as event
        where not exists (
            select 1
            from record_relation as beside
            left join stay_episode as episode
              on episode.episode_key = beside.episode_key and beside.episode_source = 'APC'
            where beside.event_id = event.event_id
              and (coalesce(episode.date_rule, '') <> '{STALE}'
                or episode.episode_start > event.test_date))"""


RELATION = Relation(
    name="PERSON_ONLY",
    place=10_000,
    meaning="no record of the person is near the test",
    on="no record",
    care_setting="no_contact",
    sql=person_only_sql,
    has_record=False,
)
