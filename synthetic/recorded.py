"""Identifiers as they were written down: true ones, struck by the rules of `errors.py`."""

from synthetic.draws import Draws
from synthetic.errors import (
    BIRTH_DATE_SHAPES,
    BIRTH_DATE_SLIPPED,
    HES_BIRTH_DATE_NULL,
    HES_NUMBER_MISSING,
    HES_POSTCODE_UNKNOWN,
    HES_SEX_UNKNOWN,
    NUMBER_MISSING,
    NUMBER_MISTYPED,
    POSTCODE_UNKNOWN,
    SEX_WRONG,
)
from synthetic.providers import trust_code_sql
from synthetic.slips import mistyped_number_sql

STATUS_WHEN_RIGHT = {"01": 0.97, "02": 0.03}
STATUS_WHEN_MISTYPED = {"02": 0.7, "03": 0.3}
STATUS_WHEN_MISSING = {"07": 0.4, "04": 0.3, "03": 0.3}
"""NHS number status of imaging records. Our choice."""


def error_sql(draws: Draws) -> str:
    """One row per event: what each of the five rules does to it, null when the rule spares it."""
    test = ("test_number",)
    by_setting = " ".join(f"when '{setting}' then {rate}" for setting, rate in NUMBER_MISSING.rates.items())
    return f"""
        select test_number,
            case when {draws.happens("number missing", f"case setting {by_setting} end", *test)}
                then 'missing' end as number_missing,
            {draws.outcome("number mistyped", NUMBER_MISTYPED.rates, *test)} as number_mistyped,
            case when {draws.happens("birth date slipped", BIRTH_DATE_SLIPPED.rates["slipped"], *test)}
                then {draws.chosen("slip shape", dict(BIRTH_DATE_SHAPES), *test)} end as birth_date_slipped,
            {draws.outcome("postcode unknown", POSTCODE_UNKNOWN.rates, *test)} as postcode_unknown,
            {draws.outcome("sex wrong", SEX_WRONG.rates, *test)} as sex_wrong
        from world_event"""


def slip_shape_sql() -> str:
    """One row per event whose birth date slips, with the shape of the slip."""
    return """
        select event.test_number, event.test_date, person.birth_date, error.birth_date_slipped as shape
        from world_event as event
        join world_error as error using (test_number)
        join world_person as person using (person_number)
        where error.birth_date_slipped is not null"""


def event_identity_sql(draws: Draws) -> str:
    """One row per event: the identifiers that the imaging record bears; null where it has none."""
    event = "event.test_number"
    mistyped = mistyped_number_sql(draws, "person.nhs_number", "error.number_mistyped", event)
    status = {
        name: draws.chosen("number status", shares, event)
        for name, shares in (
            ("missing", STATUS_WHEN_MISSING),
            ("mistyped", STATUS_WHEN_MISTYPED),
            ("right", STATUS_WHEN_RIGHT),
        )
    }
    return f"""
        select event.test_number,
            case when error.number_missing is not null then null
                when error.number_mistyped is not null then {mistyped}
                else person.nhs_number end as nhs_number,
            case when error.number_missing is not null then {status["missing"]}
                when error.number_mistyped is not null then {status["mistyped"]}
                else {status["right"]} end as nhs_number_status,
            coalesce(slipped.birth_date, person.birth_date) as birth_date,
            case error.sex_wrong when 'other' then case person.sex when '1' then '2' else '1' end
                else coalesce(error.sex_wrong, person.sex) end as sex,
            case when error.postcode_unknown is not null then nullif(error.postcode_unknown, '')
                else concat(postcode.outward, ' ', postcode.inward) end as postcode,
            person.ethnic_category, person.gp_practice
        from world_event as event
        join world_error as error using (test_number)
        join world_person as person using (person_number)
        asof join world_residence as residence
            on residence.person_number = event.person_number and event.test_date >= residence.moved_on
        join world_postcode as postcode on postcode.postcode_number = residence.postcode_number
        left join world_slipped_birth_date as slipped on slipped.test_number = event.test_number"""


def hospital_identity_sql(draws: Draws) -> str:
    """
    One row per HES row (by contact number): the identifiers it bears, in the way HES writes them.

    The postcode is the one the hospital knew on the day; a missing birth date is HES's null date.
    """
    record = ("contact_number",)
    rates = " ".join(f"when '{dataset}' then {rate}" for dataset, rate in HES_NUMBER_MISSING.rates.items())
    no_number = draws.happens("hes number missing", f"case dataset {rates} end", *record)
    pseudo = draws.outcome("hes postcode unknown", HES_POSTCODE_UNKNOWN.rates, *record)
    padded = "concat(rpad(postcode.outward, 5, ' '), postcode.inward)"
    null_date = draws.outcome("hes birth date null", HES_BIRTH_DATE_NULL.rates, *record)
    unknown_sex = draws.outcome("hes sex unknown", HES_SEX_UNKNOWN.rates, *record)
    local = f"md5(concat('{draws.seed}|local|', person_number, '|', contact.trust))"
    return f"""
        with contact as (
            select 'apc' as dataset, contact_number, person_number, trust, episode_start as day
            from world_episode
            union all
            select 'op' as dataset, contact_number, person_number, trust, appointment_date as day
            from world_appointment
            union all
            select 'ae' as dataset, contact_number, person_number, trust, arrival_date as day
            from world_attendance
        )
        select contact_number, person.person_id, person.ethnic_category, person.gp_practice,
            {trust_code_sql("contact.trust")} as trust_code,
            concat('L', upper(substr({local}, 1, 9))) as local_patient_id,
            case when not {no_number} then person.nhs_number end as nhs_number,
            coalesce({null_date}, cast(person.birth_date as varchar)) as birth_date,
            coalesce({unknown_sex}, person.sex) as sex,
            coalesce({pseudo}, {padded}) as home_address
        from contact
        join world_person as person using (person_number)
        asof join world_known_residence as residence
            on residence.person_number = contact.person_number and contact.day >= residence.known_on
        join world_postcode as postcode on postcode.postcode_number = residence.postcode_number"""
