"""Identifiers as an imaging record bears them: true ones, struck by the rules."""

from ..draws import Draws
from .default_dates import default_date_sql
from .mistyped_numbers import mistyped_number_sql
from .mistyped_postcodes import mistyped_postcode_sql

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


BORNE = "case when error.record_copied is not null then copied.copied_from else event.person_number end"
"""Whose birth date, sex and postcode the record bears; number, ethnic category and practice are the person's own."""


def birth_date_sql() -> str:
    """The birth date as written, a text that need not be a date; null when there is none."""
    default = default_date_sql("error.birth_date_default", "borne.birth_date", "event.test_date")
    parts = ", ".join(f"{part}(borne.birth_date)" for part in ("year", "day", "month"))
    day_first = f"printf('%04d-%02d-%02d', {parts})"
    return f"""case when error.number_only is not null or error.birth_date_lost is not null then null
                when error.birth_date_day_first is not null
                    and coalesce(try_cast({day_first} as date) <= event.test_date, true) then {day_first}
                else cast(coalesce({default}, slipped.birth_date, lender.birth_date, borne.birth_date) as varchar)
            end"""


def postcode_sql(draws: Draws) -> str:
    """The postcode as written; null when there is none."""
    mistyped = mistyped_postcode_sql(
        draws, "postcode.outward", "postcode.inward", "error.postcode_mistyped", "event.test_number"
    )
    return f"""case when error.number_only is not null then null
                when error.postcode_unknown is not null then nullif(error.postcode_unknown, '')
                else coalesce({mistyped}, concat(postcode.outward, ' ', postcode.inward)) end"""


def event_identity_sql(draws: Draws) -> str:
    """One row per event: the identifiers that the imaging record bears; null where it has none."""
    return f"""
        select event.test_number, {number_sql(draws)} as nhs_number, {status_sql(draws)} as nhs_number_status,
            {birth_date_sql()} as birth_date,
            case when error.number_only is not null or error.sex_blank_too is not null then null
                when error.sex_wrong = 'other' then case person.sex when '1' then '2' else '1' end
                else nullif(coalesce(error.sex_wrong, borne.sex), '') end as sex,
            {postcode_sql(draws)} as postcode,
            case when error.number_only is not null then '99' else person.ethnic_category end
                as ethnic_category,
            case when error.number_only is null then person.gp_practice end as gp_practice
        from world_event as event
        join world_error as error using (test_number)
        join world_person as person using (person_number)
        left join world_copied as copied on copied.test_number = event.test_number
        join world_person as borne on borne.person_number = {BORNE}
        left join world_person as lender
            on error.birth_date_copied is not null and lender.person_number = copied.copied_from
        asof join world_residence as residence
            on residence.person_number = borne.person_number and event.test_date >= residence.moved_on
        join world_postcode as postcode on postcode.postcode_number = residence.postcode_number
        left join world_slipped_birth_date as slipped on slipped.test_number = event.test_number
        left join world_borrowed_number as borrowed on borrowed.test_number = event.test_number
        left join world_old_number as old on old.person_number = event.person_number"""
