"""On the nearest episode: the rows of relations whose test falls in a stay, though in no episode of it."""

from linkage.engine.dialect import Dialect
from linkage.words.same_provider import kin_join_sql, nearer_first_sql, same_provider_sql


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
            {kin_join_sql("inside", "episode")}
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
