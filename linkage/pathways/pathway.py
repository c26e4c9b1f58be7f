"""The pathways table: every relation with its context, and the one to count."""

from linkage.engine.dialect import Dialect
from linkage.pathways.relation import PRECEDENCE

CONTEXT = {
    "admission_method_group": "spells.admission_method_group",
    "patient_class": "episode.patient_class",
    "treatment_specialty": "coalesce(episode.treatment_specialty, appointment.treatment_specialty)",
    "primary_diagnosis": "coalesce(episode.primary_diagnosis, appointment.primary_diagnosis,"
    " attendance.primary_diagnosis)",
    "main_procedure": "coalesce(episode.main_procedure, appointment.main_procedure)",
    "episode_order": "episode.episode_order",
    "day_of_stay": "case when relation.relation in ('IN_EPISODE', 'IN_SPELL') then {days_in} end",
    "spell_length_of_stay": "spells.length_of_stay",
    "appointment_type": "appointment.first_attendance",
    "appointment_priority": "appointment.priority",
    "attendance_disposal": "attendance.disposal",
}
"""Columns that tell about the record, null where its data set has no such thing."""


def pathways_sql(dialect: Dialect) -> str:
    """
    One row per linked event, record and relation, one per event marked primary.

    The order is total, so the same on any engine and for any row order: precedence of the relation, same
    provider, smallest gap, earlier start, EPIORDER, data set, record key.
    """
    order = " ".join(f"when '{relation}' then {place}" for place, relation in enumerate(PRECEDENCE, start=1))
    days_in = dialect.days_between("episode.admission_date", "event.test_date")
    context = ", ".join(f"{told.format(days_in=days_in)} as {name}" for name, told in CONTEXT.items())
    return f"""
        with told as (
            select event.event_id, event.person_id, event.match_rank, event.match_probability, event.test_date,
                event.provider_code as imaging_provider, relation.relation, relation.episode_source,
                relation.episode_key, relation.spell_id, spells.cips_id, relation.gap_days,
                case relation.relation {order} end as precedence,
                coalesce(episode.episode_start, appointment.appointment_date, attendance.arrival_date) as start_date,
                coalesce(episode.provider_code, appointment.provider_code, attendance.provider_code)
                    as provider_code,
                {context}
            from relation
            join linked_event as event on event.event_id = relation.event_id
            left join episode on relation.episode_source = 'APC' and episode.episode_key = relation.episode_key
            left join appointment
              on relation.episode_source = 'OP' and appointment.appointment_key = relation.episode_key
            left join attendance
              on relation.episode_source = 'AE' and attendance.attendance_key = relation.episode_key
            left join spells on spells.spell_id = relation.spell_id
        ),
        numbered as (
            select *, imaging_provider = provider_code as same_provider,
                row_number() over (
                    partition by event_id
                    order by precedence, case when imaging_provider = provider_code then 0 else 1 end,
                        gap_days nulls last, start_date nulls last, episode_order nulls last, episode_source,
                        episode_key) as nth
            from told
        )
        select event_id, person_id, episode_source, episode_key, spell_id, cips_id, relation,
            nth = 1 as is_primary, {dialect.days_between("test_date", "start_date")} as days_from_test,
            same_provider, {", ".join(CONTEXT)}, match_rank, match_probability
        from numbered"""
