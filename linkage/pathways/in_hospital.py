"""Relations to a stay in hospital: the test falls within an episode, a spell or a continuous inpatient spell."""

from linkage.engine.dialect import Dialect
from linkage.pathways.place import nearer_first_sql, same_provider_sql


def in_episode_sql() -> str:
    """IN_EPISODE: one row per event and episode that covers the test day; an open one covers every later day."""
    return """
        select event.event_id, 'IN_EPISODE' as relation, 'APC' as episode_source, episode.episode_key,
            episode.spell_id, 0 as gap_days
        from linked_event as event
        join stay_episode as episode
          on episode.person_id = event.person_id
         and episode.episode_start <= event.test_date
         and (episode.episode_end >= event.test_date or episode.episode_end is null)"""


def in_spell_sql(dialect: Dialect) -> str:
    """IN_SPELL: one row per event that no episode covers and spell that does, on its nearest episode."""
    inside = """
            select event.*, stay.spell_id as stay_id
            from uncovered as event
            join stay
              on stay.person_id = event.person_id
             and event.test_date between stay.admission_date and stay.last_day"""
    return nearest_sql(dialect, "IN_SPELL", inside, "spell_id")


def in_cips_sql(dialect: Dialect) -> str:
    """IN_CIPS: one row per event that no episode covers and CIPS of which it falls between two spells, likewise."""
    inside = """
            select event.*, stay_gap.cips_id as stay_id
            from uncovered as event
            join stay_gap
              on stay_gap.person_id = event.person_id
             and stay_gap.day_before < event.test_date and event.test_date < stay_gap.day_after"""
    return nearest_sql(dialect, "IN_CIPS", inside, "cips_id")


def nearest_sql(dialect: Dialect, relation: str, inside: str, stay_id: str) -> str:
    """
    One row per row of `inside` (an event and the `stay_id` it falls in), on the nearest episode of that stay.

    Nearest by whole days from the test to the episode's nearest day; then same provider (one that may be before
    another), earlier start, EPIORDER, key. An episode without a start comes last. Events that an episode of the
    person covers are `uncovered` by neither.
    """
    return f"""
        with uncovered as (
            select event.event_id, event.person_id, event.test_date, event.provider_code, event.site_code
            from linked_event as event
            where not exists (select 1 from in_episode where in_episode.event_id = event.event_id)
        ),
        inside as ({inside}
        ),
        measured as (
            select inside.event_id, inside.stay_id, episode.episode_key, episode.spell_id,
                episode.episode_start, episode.episode_order,
                {same_provider_sql("inside", "episode")} as same_provider,
                case
                    when inside.test_date < episode.episode_start
                        then {dialect.days_between("inside.test_date", "episode.episode_start")}
                    when inside.test_date > episode.episode_end and episode.episode_start is not null
                        then {dialect.days_between("episode.episode_end", "inside.test_date")}
                end as distance
            from inside
            join stay_episode as episode on episode.{stay_id} = inside.stay_id
        ),
        numbered as (
            select *, row_number() over (
                partition by event_id, stay_id
                order by distance nulls last, {nearer_first_sql("same_provider")},
                    episode_start nulls last, episode_order nulls last, episode_key) as nth
            from measured
        )
        select event_id, '{relation}' as relation, 'APC' as episode_source, episode_key, spell_id, 0 as gap_days
        from numbered
        where nth = 1"""
