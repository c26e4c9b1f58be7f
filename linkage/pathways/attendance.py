"""Relations to an attendance in A&E: the test falls on its day, and the attendance may lead to an admission."""

from linkage.config.rules import Windows
from linkage.engine.dialect import Dialect


def ae_same_day_sql(dialect: Dialect, windows: Windows) -> str:
    """AE_SAME_DAY: one row per event and attendance of its day or, without a departure date, of just before."""
    gap = dialect.days_between("attendance.arrival_date", "event.test_date")
    return f"""
        select event.event_id, 'AE_SAME_DAY' as relation, 'AE' as episode_source,
            attendance.attendance_key as episode_key, cast(null as string) as spell_id, {gap} as gap_days
        from linked_event as event
        join attendance
          on attendance.person_id = event.person_id
         and {gap} between 0 and {windows.ae_days_after_arrival}"""


def attendance_admission_sql(dialect: Dialect, windows: Windows) -> str:
    """
    One row per attendance of AE_SAME_DAY that leads to an admission, with its spell.

    By the keys that HES gives to both (EPIKEY of the attendance, AEKEY of the episode), else by an emergency
    admission at the same provider within days of arrival. Of several: by key, the earlier admission, its first
    episode. The spell is null when all that is known is the key of an episode that is not among the person's.
    """
    gap = dialect.days_between("arrived.arrival_date", "stay.admission_date")
    return f"""
        with arrived as (
            select attendance_key, person_id, provider_code, arrival_date, episode_key
            from attendance
            where attendance_key in (select ae_same_day.episode_key from ae_same_day)
        ),
        named as (
            select attendance_key, person_id, episode_key
            from arrived
            where episode_key is not null
            union
            select arrived.attendance_key, arrived.person_id, episode.episode_key
            from arrived
            join episode
              on episode.attendance_key = arrived.attendance_key and episode.person_id = arrived.person_id
        ),
        admitted as (
            select named.attendance_key, spells.spell_id, 1 as how
            from named
            left join spell_episode as place on place.episode_key = named.episode_key
            left join spells on spells.spell_id = place.spell_id and spells.person_id = named.person_id
            union all
            select arrived.attendance_key, spells.spell_id, 2 as how
            from arrived
            join stay
              on stay.person_id = arrived.person_id and {gap} between 0 and {windows.ae_days_to_admission}
            join spells on spells.spell_id = stay.spell_id and spells.provider_code = arrived.provider_code
            where spells.admission_method_group = 'emergency'
        ),
        numbered as (
            select admitted.attendance_key, admitted.spell_id, row_number() over (
                partition by admitted.attendance_key
                order by case when admitted.spell_id is null then 1 else 0 end, admitted.how,
                    spells.admission_date nulls last, spells.first_episode_key) as nth
            from admitted
            left join spells on spells.spell_id = admitted.spell_id
        )
        select attendance_key, spell_id
        from numbered
        where nth = 1"""


def ae_then_admitted_sql() -> str:
    """AE_THEN_ADMITTED: the rows of AE_SAME_DAY whose attendance leads to an admission, with its spell."""
    return """
        select beside.event_id, 'AE_THEN_ADMITTED' as relation, beside.episode_source, beside.episode_key,
            admission.spell_id, beside.gap_days
        from ae_same_day as beside
        join attendance_admission as admission on admission.attendance_key = beside.episode_key"""
