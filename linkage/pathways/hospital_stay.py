"""Events within a stay: in an episode, else in a spell, else between the spells of one continuous stay."""

from linkage.engine.dialect import Dialect
from linkage.pathways.relation import relation_row_sql


def overtaken_episode_sql() -> str:
    """
    One row per unfinished episode that came again, finished, under another key: it would be counted twice.

    The same episode: same person, provider, start and EPIORDER. Without a finished twin an unfinished one is kept.
    """
    return """
        select distinct unfinished.episode_key
        from episode as unfinished
        join episode as finished
          on finished.person_id = unfinished.person_id
         and finished.episode_start = unfinished.episode_start
         and finished.provider_code is not distinct from unfinished.provider_code
         and finished.episode_order is not distinct from unfinished.episode_order
        where unfinished.episode_status <> '3' and finished.episode_status = '3'"""


def in_episode_sql() -> str:
    """One row per linked event and episode that covers the test day; an open episode covers every later day."""
    row = relation_row_sql("IN_EPISODE", "APC", "episode.episode_key", spell="place.spell_id")
    return f"""{row}
        from linked_event as event
        join episode
          on episode.person_id = event.person_id
         and episode.episode_start <= event.test_date
         and (episode.episode_end >= event.test_date or episode.episode_end is null)
        join spell_episode as place on place.episode_key = episode.episode_key"""


def uncovered_event_sql() -> str:
    """One row per linked event whose day no episode of the person covers."""
    return """
        select event.event_id, event.person_id, event.test_date
        from linked_event as event
        anti join in_episode as covered on covered.event_id = event.event_id"""


def in_spell_sql(dialect: Dialect) -> str:
    """
    One row per uncovered event and closed spell around the test day, on the nearest episode of the spell.

    A spell without a discharge date is left out: it would hold every later day of the person's life.
    """
    held = """
        select event.event_id, event.test_date, spells.spell_id as stay_id, spells.spell_id
        from uncovered_event as event
        join spells
          on spells.person_id = event.person_id
         and spells.admission_date <= event.test_date and spells.discharge_date >= event.test_date"""
    return nearest_episode_sql(dialect, "IN_SPELL", held)


def in_cips_sql(dialect: Dialect) -> str:
    """
    One row per uncovered event on a day between two spells of one CIPS, on the nearest episode of the CIPS.

    Days inside a spell of the CIPS belong to IN_SPELL.
    """
    held = """
        select event.event_id, event.test_date, spells.cips_id as stay_id, spells.spell_id
        from uncovered_event as event
        join (
            select person_id, cips_id, min(admission_date) as admission_date, max(discharge_date) as discharge_date
            from spells
            where cips_id is not null
            group by person_id, cips_id
            having count(*) > 1
        ) as stay
          on stay.person_id = event.person_id
         and stay.admission_date < event.test_date and stay.discharge_date > event.test_date
        join spells on spells.cips_id = stay.cips_id
        where not exists (
            select 1 from spells as inside
            where inside.cips_id = stay.cips_id
              and inside.admission_date <= event.test_date and inside.discharge_date >= event.test_date
        )"""
    return nearest_episode_sql(dialect, "IN_CIPS", held)


def nearest_episode_sql(dialect: Dialect, relation: str, held: str) -> str:
    """
    One row per event and stay of `held` (event_id, test_date, stay_id, spell_id): the episode nearest to the day.

    Ties by earlier start, EPIORDER, key. The gap is 0: the day lies within the stay.
    """
    before = dialect.days_between("event.test_date", "episode.episode_start")
    after = dialect.days_between("episode.episode_end", "event.test_date")
    row = relation_row_sql(relation, "APC", "event.episode_key", spell="event.spell_id")
    return f"""{row}
        from (
            select event.event_id, event.spell_id, episode.episode_key,
                row_number() over (
                    partition by event.event_id, event.stay_id
                    order by case when episode.episode_start > event.test_date then {before} else {after} end
                            nulls last,
                        episode.episode_start, episode.episode_order nulls last, episode.episode_key
                ) as nth
            from ({held}
            ) as event
            join spell_episode as place on place.spell_id = event.spell_id
            join episode on episode.episode_key = place.episode_key
        ) as event
        where nth = 1"""
