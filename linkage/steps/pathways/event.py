"""The events table: every event of the month, linked or not, without anything that identifies the patient."""

from collections.abc import Sequence

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


def nth_of_examination_sql(event: str, raw: str) -> str:
    """
    The place of an event among those that are one examination, the first by event id being 1.

    Same person, test day, provider (the site, where its provider is unknown) and imaging code: NICIP, else SNOMED CT.
    The code tells one side from the other, and one limb from another; an event without any is like no other. `event`
    and `raw` are the rows that hold them.
    """
    return f"""row_number() over (
                partition by {event}.person_id, {event}.test_date,
                    coalesce({raw}.provider_code, concat('site ', {raw}.site_code)),
                    coalesce({raw}.imaging_code_nicip, {raw}.imaging_code_snomed, {event}.event_id)
                order by {event}.event_id)"""


REPEATS_BY_REGION = "1", "2"
"""Method versions of months whose repeats are those of one body region, at whatever provider."""


def nth_of_region_sql(standing: str) -> str:
    """The same as those versions had it; `standing` are published events."""
    return f"""row_number() over (
                partition by {standing}.person_id, {standing}.test_date, {standing}.modality,
                    coalesce({standing}.body_region, {standing}.imaging_code_nicip, {standing}.imaging_code_snomed,
                        {standing}.event_id)
                order by {standing}.event_id)"""


def repeat_event_sql() -> str:
    """One row per linked event that is one examination with another of the same person: count them once."""
    return f"""
        select event_id
        from (
            select event.event_id, {nth_of_examination_sql("event", "raw")} as nth
            from linked_event as event
            join event as raw on raw.event_id = event.event_id
        ) as numbered
        where nth > 1"""


def event_relations_sql(precedence: Sequence[str]) -> str:
    """One row per linked event: its primary relation, and all it has, in the order of precedence, commas between."""
    each = ", ".join(f"max(case when relation = '{name}' then '{name}' end)" for name in precedence)
    return f"""
        select event_id, max(case when is_primary then relation end) as primary_relation,
            concat_ws(',', {each}) as relations,
            max(case when is_primary and is_imaging_appointment then 1 else 0 end) = 1 as imaging_appointment_only
        from pathways
        group by event_id"""


def events_sql(dialect: Dialect, precedence: Sequence[str]) -> str:
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
            event.nhs_number_state, links.match_rank, main.primary_relation, main.relations,
            main.imaging_appointment_only,
            again.event_id is not null as is_repeat,
            {dialect.days_between("event.test_date", "later.admission_date")} as days_to_next_admission,
            later.spell_id as next_spell_id, later.cips_id as next_cips_id,
            later.admission_method_group as next_admission_method_group,
            {dialect.days_between("event.test_date", "death.death_date")} as days_to_death,
            {flags},
            merged.person_id is not null as over_merged_person
        from links
        join event on event.event_id = links.event_id
        join event_examination as kind on kind.event_id = links.event_id
        left join ({event_relations_sql(precedence)}
        ) as main on main.event_id = links.event_id
        left join postcode_area as area on area.postcode = event.postcode
        left join hospital_patient as told on told.person_id = links.person_id
        left join ethnic_group as whole on whole.code = event.ethnic_category
        left join ethnic_group as first_letter on first_letter.code = substr(event.ethnic_category, 1, 1)
        left join event_doubt as doubt on doubt.event_id = links.event_id
        left join repeat_event as again on again.event_id = links.event_id
        left join next_admission as later on later.event_id = links.event_id
        left join death_known as death on death.person_id = links.person_id
        left join over_merged_person as merged on merged.person_id = links.person_id"""
