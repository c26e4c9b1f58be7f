"""The events table: every event of the month, linked or not, without anything that identifies the patient."""

from collections.abc import Sequence

from linkage.engine.dialect import Dialect
from linkage.words.names import DOUBTS

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
    flags = ", ".join(f"coalesce(doubt.{flag}, false) as {flag}" for flag in DOUBTS)
    return f"""
        select event.event_id, links.person_id, links.status, event.provider_code, event.site_code,
            event.source_setting, kind.modality, kind.modality_source, kind.sub_modality, kind.body_region,
            kind.body_system, event.imaging_code_nicip, event.imaging_code_snomed,
            event.referring_organisation,
            event.request_date, event.received_date, event.test_date, event.report_date,
            {waits},
            {age_on_sql("event.birth_date", "event.test_date")} as age_at_test,
            event.sex, event.ethnic_category,
            coalesce(whole.ethnic_group, first_letter.ethnic_group, 'Not known') as ethnic_group,
            area.lsoa, area.icb, area.region, area.deprivation_decile,
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
        left join ethnic_group as whole on whole.code = event.ethnic_category
        left join ethnic_group as first_letter on first_letter.code = substr(event.ethnic_category, 1, 1)
        left join event_doubt as doubt on doubt.event_id = links.event_id
        left join repeat_event as again on again.event_id = links.event_id
        left join next_admission as later on later.event_id = links.event_id
        left join death_known as death on death.person_id = links.person_id
        left join over_merged_person as merged on merged.person_id = links.person_id"""
