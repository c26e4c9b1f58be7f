"""Relations to an emergency attendance: the test falls on its days, and the attendance may lead to an admission."""

from linkage.config.windows import Windows
from linkage.engine.dialect import Dialect


def emergency_visit_sql(dialect: Dialect, windows: Windows) -> str:
    """
    One row per attendance, in HES A&E or ECDS, of the people an event is linked to, with the days it may cover.

    `leave_day` is the day of departure, else that of arrival. An ECDS attendance lasts to its departure, at most so
    many days; HES A&E has no departure date and may run past midnight, so a day is allowed for, as it is for ECDS
    without a departure.
    """
    longest = dialect.days_after("arrival_date", windows.ecds_days_in_department)
    allowed = dialect.days_after("arrival_date", windows.ae_days_after_arrival)
    return f"""
        with bounded as (
            select attendance_source, attendance_key, person_id, provider_code, arrival_date, episode_key,
                case
                    when departure_date is null then arrival_date
                    when departure_date > {longest} then {longest}
                    else departure_date
                end as leave_day,
                attendance_source = 'ECDS' and departure_date is not null as is_timed
            from attendance
            where arrival_date is not null and person_id in (select person_id from linked_event)
        )
        select attendance_source, attendance_key, person_id, provider_code, arrival_date, episode_key, leave_day,
            case when is_timed or leave_day > {allowed} then leave_day else {allowed} end as last_day
        from bounded"""


def ae_same_day_sql(dialect: Dialect) -> str:
    """AE_SAME_DAY: one row per event and attendance whose days it falls on."""
    gap = dialect.days_between("visit.leave_day", "event.test_date")
    return f"""
        select event.event_id, 'AE_SAME_DAY' as relation, visit.attendance_source as episode_source,
            visit.attendance_key as episode_key, cast(null as string) as spell_id,
            case when event.test_date > visit.leave_day then {gap} else 0 end as gap_days
        from linked_event as event
        join emergency_visit as visit
          on visit.person_id = event.person_id
         and event.test_date between visit.arrival_date and visit.last_day"""


def attendance_admission_sql(dialect: Dialect, windows: Windows) -> str:
    """
    One row per attendance of AE_SAME_DAY that leads to an admission, with its spell.

    By the keys that HES gives to both (EPIKEY of the attendance, AEKEY of the episode), else by an emergency
    admission at the same provider from arrival to departure, or within days of arrival. Of several: by key, the
    earlier admission, its first episode. The spell is null when all that is known is the key of an episode that is
    not among the person's.
    """
    soon = dialect.days_after("arrived.arrival_date", windows.ae_days_to_admission)
    return f"""
        with arrived as (
            select visit.*
            from emergency_visit as visit
            join (select distinct episode_source, episode_key from ae_same_day) as beside
              on beside.episode_source = visit.attendance_source and beside.episode_key = visit.attendance_key
        ),
        named as (
            select attendance_source, attendance_key, person_id, episode_key
            from arrived
            where episode_key is not null
            union
            select arrived.attendance_source, arrived.attendance_key, arrived.person_id, episode.episode_key
            from arrived
            join episode
              on episode.attendance_key = arrived.attendance_key and episode.person_id = arrived.person_id
        ),
        admitted as (
            select named.attendance_source, named.attendance_key, spells.spell_id, 1 as how
            from named
            left join overtaken_episode as again on again.episode_key = named.episode_key
            left join spell_episode as place
              on place.episode_key = coalesce(again.finished_key, named.episode_key)
            left join spells on spells.spell_id = place.spell_id and spells.person_id = named.person_id
            union all
            select arrived.attendance_source, arrived.attendance_key, spells.spell_id, 2 as how
            from arrived
            join stay
              on stay.person_id = arrived.person_id
             and stay.admission_date >= arrived.arrival_date
             and (stay.admission_date <= {soon} or stay.admission_date <= arrived.leave_day)
            join spells on spells.spell_id = stay.spell_id and spells.provider_code = arrived.provider_code
            where spells.admission_method_group = 'emergency'
        ),
        numbered as (
            select admitted.attendance_source, admitted.attendance_key, admitted.spell_id, row_number() over (
                partition by admitted.attendance_source, admitted.attendance_key
                order by case when admitted.spell_id is null then 1 else 0 end, admitted.how,
                    spells.admission_date nulls last, spells.first_episode_key) as nth
            from admitted
            left join spells on spells.spell_id = admitted.spell_id
        )
        select attendance_source, attendance_key, spell_id
        from numbered
        where nth = 1"""


def ae_then_admitted_sql() -> str:
    """AE_THEN_ADMITTED: the rows of AE_SAME_DAY whose attendance leads to an admission, with its spell."""
    return """
        select beside.event_id, 'AE_THEN_ADMITTED' as relation, beside.episode_source, beside.episode_key,
            admission.spell_id, beside.gap_days
        from ae_same_day as beside
        join attendance_admission as admission
          on admission.attendance_source = beside.episode_source
         and admission.attendance_key = beside.episode_key"""
