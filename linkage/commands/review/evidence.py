"""What a reviewer sees of each person shown, most of it evidence that the model did not use."""

from linkage.engine.dialect import Dialect
from linkage.steps.standardise.dates import known_date_sql
from linkage.steps.standardise.raw_rows import RawTables

NEAR_DAYS = 3
"""Contacts with a hospital are shown that lie so many days or fewer from the test."""
TOLD = {"address": "postcode", "practice": "gp_practice", "ethnic": "ethnic_category"}
"""What is shown of hospital rows as they came, and the column of each."""


def review_person_sql() -> str:
    """One row per person shown."""
    return "select distinct person_id from review_candidate"


def held_sql() -> str:
    """Every identity of each person shown, in order: person_id, nhs_number, birth_date, sex, postcode."""
    return """
        select distinct held.person_id, held.nhs_number, cast(held.birth_date as string), held.sex, held.postcode
        from identity as held
        join review_person as shown on shown.person_id = held.person_id
        order by 1, 2 nulls last, 3 nulls last, 4 nulls last, 5 nulls last"""


def review_told_sql(dialect: Dialect, raw: RawTables, *, are_made: bool) -> str:
    """
    One row per person shown, thing told and value: the first and last day of a record that says so, and how many do.

    `raw` has whatever stands for the person; where people `are_made`, that is a bearer.
    """
    rows = "\n            union all\n            ".join(
        f"select person_key, {known_date_sql(dialect, 'start_date')} as day, "
        f"upper(postcode) as postcode, upper(gp_practice) as gp_practice, upper(ethnic_category) as ethnic_category "
        f"from {table}"
        for table in raw.values()
    )
    person = "made.person_id" if are_made else "told.person_key"
    joined = "join made_person as made on made.bearer = told.person_key" if are_made else ""
    each = "\n        union all\n        ".join(
        f"""select person_id, '{what}' as what, {column} as value, cast(min(day) as string) as first_day,
            cast(max(day) as string) as last_day, count(*) as records
        from told
        where {column} is not null
        group by person_id, {column}"""
        for what, column in TOLD.items()
    )
    return f"""
        with told as (
            select {person} as person_id, told.day, told.postcode, told.gp_practice, told.ethnic_category
            from (
            {rows}
            ) as told
            {joined}
            join review_person as shown on shown.person_id = {person}
        )
        {each}"""


def told_sql() -> str:
    """The rows of review_told in order, the latest first."""
    return """
        select person_id, what, value, first_day, last_day, records
        from review_told
        order by person_id, what, last_day desc nulls last, value"""


def contacts_sql(dialect: Dialect) -> str:
    """
    Contacts of each person shown around the test: event_id, person_id, kind, provider, days, whether it is the event's.

    A contact lies around it that covers the day, or ends or begins NEAR_DAYS or fewer from it.
    """
    first, last = (dialect.days_after("event.test_date", days) for days in (-NEAR_DAYS, NEAR_DAYS))
    return f"""
        select distinct shown.event_id, shown.person_id, contact.kind, contact.provider_code,
            cast(contact.first_day as string), cast(contact.last_day as string), contact.said,
            coalesce(contact.provider_code = event.provider_code, false) as is_here,
            event.test_date between contact.first_day and contact.last_day as is_that_day
        from review_candidate as shown
        join review_event as event on event.event_id = shown.event_id
        join review_contact as contact on contact.person_id = shown.person_id
        where contact.first_day <= {last} and contact.last_day >= {first}
        order by 1, 2, 9 desc, 8 desc, 5, 6, 3, 4 nulls last, 7 nulls last"""


def deaths_sql() -> str:
    """The date of death of each person shown who has one."""
    return """
        select death.person_id, cast(death.death_date as string)
        from death
        join review_person as shown on shown.person_id = death.person_id
        order by 1"""


def neighbours_sql() -> str:
    """Of each event with a postcode: people ever at it in HES, those born that day, those of the same year and sex."""
    return """
        select event.event_id, count(distinct held.person_id),
            count(distinct case when held.birth_date = event.birth_date then held.person_id end),
            count(distinct case when held.sex = event.sex
                and extract(year from held.birth_date) = extract(year from event.birth_date) then held.person_id end)
        from review_event as event
        join identity as held on held.postcode = event.postcode
        where held.person_id not in (select person_id from review_listed)
        group by event.event_id
        order by 1"""


def events_sql() -> str:
    """Each event of the sample as it came and as it was cleaned; raw text first."""
    return """
        select event.event_id, cast(event.identity_key as string), raw.nhs_number, event.nhs_number, raw.birth_date,
            cast(event.birth_date as string), raw.sex, event.sex, raw.postcode, event.postcode,
            cast(event.test_date as string), event.provider_code, event.site_code, raw.gp_practice,
            raw.ethnic_category, event.source_setting, event.referring_organisation,
            cast(event.request_date as string), event.nhs_number_status
        from event
        join review_drawn as drawn on drawn.event_id = event.event_id
        join event_version as version on version.event_id = event.event_id and version.is_latest
        join did_raw as raw on raw.file_id = version.file_id and raw.row_number = version.row_number
        order by 1"""
