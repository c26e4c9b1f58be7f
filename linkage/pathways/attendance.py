"""Events beside an A&E attendance, and attendances that led to an admission."""

from linkage.config.rules import Windows
from linkage.engine.dialect import Dialect
from linkage.pathways.relation import relation_row_sql


def ae_same_day_sql(dialect: Dialect, windows: Windows) -> str:
    """One row per linked event and A&E attendance on the test day or, HES A&E having no departure date, just before."""
    gap = dialect.days_between("attendance.arrival_date", "event.test_date")
    row = relation_row_sql("AE_SAME_DAY", "AE", "attendance.attendance_key", gap=gap)
    return f"""{row}
        from linked_event as event
        join attendance
          on attendance.person_id = event.person_id
         and {gap} between 0 and {windows.ae_days_after_arrival}"""


def attendance_admission_sql(dialect: Dialect, windows: Windows) -> str:
    """
    One row per attendance beside an event that led to an admission of the same person, with the spell.

    By key: either record carries the other's (AEKEY, EPIKEY). By date: an emergency admission to the same
    provider on the day of arrival or within the window after it. The first spell counts, by admission and id.
    """
    delay = dialect.days_between("attendance.arrival_date", "spells.admission_date")
    return f"""
        select attendance_key, spell_id
        from (
            select attendance_key, spell_id,
                row_number() over (partition by attendance_key order by admission_date nulls last, spell_id) as nth
            from (
                select attendance.attendance_key, place.spell_id, episode.admission_date
                from attendance
                join episode
                  on episode.person_id = attendance.person_id
                 and (episode.attendance_key = attendance.attendance_key
                    or attendance.episode_key = episode.episode_key)
                join spell_episode as place on place.episode_key = episode.episode_key
                where attendance.attendance_key in (select episode_key from ae_same_day)
                union
                select attendance.attendance_key, spells.spell_id, spells.admission_date
                from attendance
                join spells
                  on spells.person_id = attendance.person_id
                 and spells.provider_code = attendance.provider_code
                 and spells.admission_method_group = 'emergency'
                 and {delay} between 0 and {windows.ae_days_after_arrival}
                where attendance.attendance_key in (select episode_key from ae_same_day)
            ) as led
        ) as numbered
        where nth = 1"""


def ae_then_admitted_sql() -> str:
    """One row per event beside an attendance that led to an admission; it carries the attendance's key."""
    row = relation_row_sql(
        "AE_THEN_ADMITTED", "AE", "event.episode_key", spell="led.spell_id", gap="event.gap_days"
    )
    return f"""{row}
        from ae_same_day as event
        join attendance_admission as led on led.attendance_key = event.episode_key"""
