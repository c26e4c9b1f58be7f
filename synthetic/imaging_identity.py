"""Identifiers as an imaging record bears them: true ones, struck by the rules of `errors.py`."""

from .draws import Draws
from .slips import mistyped_number_sql

STATUS_WHEN_RIGHT = {"01": 0.97, "02": 0.03}
STATUS_WHEN_WRONG = {"02": 0.7, "03": 0.3}
STATUS_WHEN_MISSING = {"07": 0.4, "04": 0.3, "03": 0.3}
"""NHS number status of imaging records. Our choice."""


def number_sql(draws: Draws) -> str:
    """The NHS number as written; null when there is none."""
    mistyped = mistyped_number_sql(draws, "person.nhs_number", "error.number_mistyped", "event.test_number")
    return f"""case when error.number_missing is not null then null
                when error.number_mistyped is not null then {mistyped}
                when error.old_number is not null then old.old_number
                else coalesce(borrowed.nhs_number, person.nhs_number) end"""


def status_sql(draws: Draws) -> str:
    """NHS number status; a wrong number that is well formed looks right."""
    missing, wrong, right = (
        draws.chosen("number status", shares, "event.test_number")
        for shares in (STATUS_WHEN_MISSING, STATUS_WHEN_WRONG, STATUS_WHEN_RIGHT)
    )
    return f"""case when error.number_missing is not null then {missing}
                when error.number_mistyped is not null then {wrong} else {right} end"""


def event_identity_sql(draws: Draws) -> str:
    """One row per event: the identifiers that the imaging record bears; null where it has none."""
    return f"""
        select event.test_number, {number_sql(draws)} as nhs_number, {status_sql(draws)} as nhs_number_status,
            case when error.number_only is not null or error.birth_date_lost = 'blank' then null
                when error.birth_date_lost is not null then make_date(year(person.birth_date), 1, 1)
                else coalesce(slipped.birth_date, person.birth_date) end as birth_date,
            case when error.number_only is not null then null
                when error.sex_wrong = 'other' then case person.sex when '1' then '2' else '1' end
                else nullif(coalesce(error.sex_wrong, person.sex), '') end as sex,
            case when error.number_only is not null then null
                when error.postcode_unknown is not null then nullif(error.postcode_unknown, '')
                else concat(postcode.outward, ' ', postcode.inward) end as postcode,
            case when error.number_only is not null then '99' else person.ethnic_category end
                as ethnic_category,
            case when error.number_only is null then person.gp_practice end as gp_practice
        from world_event as event
        join world_error as error using (test_number)
        join world_person as person using (person_number)
        asof join world_residence as residence
            on residence.person_number = event.person_number and event.test_date >= residence.moved_on
        join world_postcode as postcode on postcode.postcode_number = residence.postcode_number
        left join world_slipped_birth_date as slipped on slipped.test_number = event.test_number
        left join world_borrowed_number as borrowed on borrowed.test_number = event.test_number
        left join world_old_number as old on old.person_number = event.person_number"""
