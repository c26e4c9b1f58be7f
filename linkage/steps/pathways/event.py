"""The events table: every event of the month, linked or not, without anything that identifies the patient."""

from linkage.engine.dialect import Dialect
from linkage.steps.pathways.patient_told import patient_columns_sql, referrer_type_sql
from linkage.words.names import DOUBTS, TIMES

WAITS = (
    ("request", "received"),
    ("request", "test"),
    ("request", "report"),
    ("received", "test"),
    ("received", "report"),
    ("test", "report"),
)
"""The six waits of the imaging data set, in whole days."""


def age_on_sql(birth_date: str, day: str) -> str:
    """Whole years lived on `day`; somebody born on 29 February is a year older from 1 March."""
    before_birthday = (
        f"extract(month from {day}) * 100 + extract(day from {day})"
        f" < extract(month from {birth_date}) * 100 + extract(day from {birth_date})"
    )
    return (
        f"extract(year from {day}) - extract(year from {birth_date})"
        f" - case when {before_birthday} then 1 else 0 end"
    )


def next_admission_sql() -> str:
    """One row per linked event whose person was admitted after the test day: that day; regular attenders apart."""
    return """
        select event.event_id, min(spell.admission_date) as admission_date
        from linked_event as event
        join unjoined_spell as spell
          on spell.person_id = event.person_id and spell.admission_date > event.test_date
        where not spell.is_regular
        group by event.event_id"""


def nth_of_examination_sql(event: str, kind: str, raw: str) -> str:
    """
    The place of an event among those that are one examination, the first by event id being 1.

    Same person, test day, modality and body region, as the national collection counts; without a region, the same
    imaging code; an event without any is like no other. `event`, `kind` and `raw` are the rows that hold them.
    """
    return f"""row_number() over (
                partition by {event}.person_id, {event}.test_date, {kind}.modality,
                    coalesce({kind}.body_region, {raw}.imaging_code_nicip, {raw}.imaging_code_snomed, {event}.event_id)
                order by {event}.event_id)"""


def repeat_event_sql() -> str:
    """One row per linked event that is one examination with another of the same person: count them once."""
    return f"""
        select event_id
        from (
            select event.event_id, {nth_of_examination_sql("event", "kind", "raw")} as nth
            from linked_event as event
            join event_examination as kind on kind.event_id = event.event_id
            join event as raw on raw.event_id = event.event_id
        ) as numbered
        where nth > 1"""


def events_sql(dialect: Dialect) -> str:
    """One row per event of the links table; the area is looked up here, and the postcode goes no further."""
    waits = ",\n            ".join(
        f"{dialect.days_between(f'event.{first}_date', f'event.{second}_date')} as days_{first}_to_{second}"
        for first, second in WAITS
    )
    ages = (age_on_sql(f"{whose}.birth_date", "event.test_date") for whose in ("event", "told"))
    flags = ", ".join(f"coalesce(doubt.{flag}, false) as {flag}" for flag in DOUBTS)
    return f"""
        select event.event_id, links.person_id, links.status, event.provider_code, event.site_code,
            event.source_setting, kind.modality, kind.modality_source, kind.sub_modality, kind.body_region,
            kind.body_system, kind.body_sub_region, kind.body_sub_system, kind.fetal, kind.early_cancer,
            event.imaging_code_nicip, event.imaging_code_snomed,
            event.referring_organisation,
            event.request_date, event.received_date, event.test_date, event.report_date,
            {", ".join(f"event.{name}" for name in TIMES)},
            {waits},
            {referrer_type_sql(dialect, "event.referrer")} as referrer_type,
            {patient_columns_sql(*ages)}, event.ethnic_category,
            coalesce(whole.ethnic_group, first_letter.ethnic_group, 'Not known') as ethnic_group,
            event.nhs_number_state, links.match_rank, main.relation as primary_relation,
            again.event_id is not null as is_repeat,
            {dialect.days_between("event.test_date", "later.admission_date")} as days_to_next_admission,
            {dialect.days_between("event.test_date", "death.death_date")} as days_to_death,
            {flags},
            merged.person_id is not null as over_merged_person
        from links
        join event on event.event_id = links.event_id
        join event_examination as kind on kind.event_id = links.event_id
        left join (select event_id, relation from pathways where is_primary) as main
          on main.event_id = links.event_id
        left join postcode_area as area on area.postcode = event.postcode
        left join hospital_patient as told on told.person_id = links.person_id
        left join ethnic_group as whole on whole.code = event.ethnic_category
        left join ethnic_group as first_letter on first_letter.code = substr(event.ethnic_category, 1, 1)
        left join event_doubt as doubt on doubt.event_id = links.event_id
        left join repeat_event as again on again.event_id = links.event_id
        left join next_admission as later on later.event_id = links.event_id
        left join death_known as death on death.person_id = links.person_id
        left join over_merged_person as merged on merged.person_id = links.person_id"""
