"""The events table: every event of the month, linked or not, without anything that identifies the patient."""

from linkage.engine.dialect import Dialect

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


def events_sql(dialect: Dialect) -> str:
    """One row per event of the links table; modality from the NICIP code's first letter, a marked fallback."""
    waits = ",\n            ".join(
        f"{dialect.days_between(f'event.{first}_date', f'event.{second}_date')} as days_{first}_to_{second}"
        for first, second in WAITS
    )
    return f"""
        select event.event_id, links.person_id, links.status, event.provider_code, event.site_code,
            event.source_setting, coalesce(letter.modality, 'Unknown') as modality,
            event.imaging_code_nicip, event.imaging_code_snomed, event.referring_organisation,
            event.request_date, event.received_date, event.test_date, event.report_date,
            {waits},
            {age_on_sql("event.birth_date", "event.test_date")} as age_at_test,
            event.sex, event.ethnic_category, event.nhs_number_state
        from links
        join event on event.event_id = links.event_id
        left join modality_letter as letter on letter.code = substr(event.imaging_code_nicip, 1, 1)"""
