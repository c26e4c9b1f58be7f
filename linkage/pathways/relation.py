"""Relations: every way a linked event sits beside an episode, and the one to count."""

from linkage.config.rules import Windows
from linkage.engine.dialect import Dialect

PRECEDENCE = ("IN_EPISODE", "AE_SAME_DAY", "OP_SAME_DAY", "PERSON_ONLY")
"""Strongest first: an admission explains a scan better than an attendance, and that better than an appointment."""

SEEN = "('5', '6')"
"""ATTENDED: seen, or seen late. Other appointments did not take place."""

CONTEXT = (
    "admission_method_group",
    "patient_class",
    "treatment_specialty",
    "primary_diagnosis",
    "main_procedure",
    "episode_order",
    "day_of_stay",
    "spell_length_of_stay",
    "appointment_type",
    "appointment_priority",
    "attendance_disposal",
)
"""Columns that tell about the episode, with null where its data set has no such thing."""


def linked_event_sql() -> str:
    """One row per linked event: the person, the day, the provider and how far to trust the link."""
    return """
        select links.event_id, links.person_id, links.match_rank, links.match_probability,
            event.test_date, event.provider_code, event.site_code
        from links
        join event on event.event_id = links.event_id
        where links.status = 'linked'"""


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


def in_episode_sql(dialect: Dialect) -> str:
    """One row per linked event and episode that covers the test day; an open episode covers every later day."""
    return f"""
        select event.event_id, 'IN_EPISODE' as relation, 'APC' as episode_source, episode.episode_key,
            place.spell_id, episode.episode_start as start_date, episode.provider_code,
            0 as gap_days, episode.episode_order as order_in_spell,
            spells.admission_method_group, episode.patient_class, episode.treatment_specialty,
            episode.primary_diagnosis, episode.main_procedure, episode.episode_order,
            {dialect.days_between("episode.admission_date", "event.test_date")} as day_of_stay,
            spells.length_of_stay as spell_length_of_stay,
            cast(null as string) as appointment_type, cast(null as string) as appointment_priority,
            cast(null as string) as attendance_disposal
        from linked_event as event
        join episode
          on episode.person_id = event.person_id
         and episode.episode_start <= event.test_date
         and (episode.episode_end >= event.test_date or episode.episode_end is null)
        join spell_episode as place on place.episode_key = episode.episode_key
        join spells on spells.spell_id = place.spell_id
        where episode.episode_key not in (select episode_key from overtaken_episode)"""


def ae_same_day_sql(dialect: Dialect, windows: Windows) -> str:
    """One row per linked event and A&E attendance on the test day or, HES A&E having no departure date, just before."""
    gap = dialect.days_between("attendance.arrival_date", "event.test_date")
    return f"""
        select event.event_id, 'AE_SAME_DAY' as relation, 'AE' as episode_source,
            attendance.attendance_key as episode_key,
            cast(null as string) as spell_id, attendance.arrival_date as start_date, attendance.provider_code,
            {gap} as gap_days, cast(null as bigint) as order_in_spell,
            cast(null as string) as admission_method_group, cast(null as string) as patient_class,
            cast(null as string) as treatment_specialty, attendance.primary_diagnosis,
            cast(null as string) as main_procedure, cast(null as bigint) as episode_order,
            cast(null as bigint) as day_of_stay, cast(null as bigint) as spell_length_of_stay,
            cast(null as string) as appointment_type, cast(null as string) as appointment_priority,
            attendance.disposal as attendance_disposal
        from linked_event as event
        join attendance
          on attendance.person_id = event.person_id
         and {gap} between 0 and {windows.ae_days_after_arrival}"""


def op_same_day_sql() -> str:
    """One row per linked event and attended appointment on the test day."""
    return f"""
        select event.event_id, 'OP_SAME_DAY' as relation, 'OP' as episode_source,
            appointment.appointment_key as episode_key,
            cast(null as string) as spell_id, appointment.appointment_date as start_date, appointment.provider_code,
            0 as gap_days, cast(null as bigint) as order_in_spell,
            cast(null as string) as admission_method_group, cast(null as string) as patient_class,
            appointment.treatment_specialty, appointment.primary_diagnosis, appointment.main_procedure,
            cast(null as bigint) as episode_order,
            cast(null as bigint) as day_of_stay, cast(null as bigint) as spell_length_of_stay,
            appointment.first_attendance as appointment_type, appointment.priority as appointment_priority,
            cast(null as string) as attendance_disposal
        from linked_event as event
        join appointment
          on appointment.person_id = event.person_id and appointment.appointment_date = event.test_date
        where appointment.attended in {SEEN}"""


def person_only_sql() -> str:
    """One row per linked event that has no other relation; everything about an episode is null."""
    empty = ", ".join(
        f"cast(null as {'bigint' if column in ('episode_order', 'day_of_stay', 'spell_length_of_stay') else 'string'})"
        f" as {column}"
        for column in CONTEXT
    )
    return f"""
        select event.event_id, 'PERSON_ONLY' as relation, cast(null as string) as episode_source,
            cast(null as string) as episode_key, cast(null as string) as spell_id,
            cast(null as date) as start_date, cast(null as string) as provider_code,
            cast(null as bigint) as gap_days, cast(null as bigint) as order_in_spell, {empty}
        from linked_event as event
        where event.event_id not in (select event_id from episode_relation)"""


def pathways_sql(dialect: Dialect) -> str:
    """
    One row per linked event, episode and relation, one per event marked primary.

    The order is total, so the same on any engine and for any row order: precedence of the relation, same
    provider, smallest gap, earlier start, EPIORDER, data set, record key.
    """
    order = " ".join(f"when '{relation}' then {place}" for place, relation in enumerate(PRECEDENCE, start=1))
    context = ", ".join(f"relation.{column}" for column in CONTEXT)
    return f"""
        with related as (
            select event.person_id, event.match_rank, event.match_probability, event.test_date, relation.*,
                relation.provider_code = event.provider_code as same_provider,
                case relation.relation {order} end as precedence
            from linked_event as event
            join relation on relation.event_id = event.event_id
        ),
        numbered as (
            select *, row_number() over (
                partition by event_id
                order by precedence, case when same_provider then 0 else 1 end, gap_days, start_date,
                    order_in_spell nulls last, episode_source, episode_key) as nth
            from related
        )
        select relation.event_id, relation.person_id, relation.episode_source, relation.episode_key,
            relation.spell_id, cast(null as string) as cips_id, relation.relation,
            relation.nth = 1 as is_primary,
            {dialect.days_between("relation.test_date", "relation.start_date")} as days_from_test,
            relation.same_provider, {context}, relation.match_rank, relation.match_probability
        from numbered as relation"""
