"""Imaging tests: who is tested, where, on which day, as a consequence of their hospital life or beside it."""

from ..draws import Draws
from ..settings import LAST_DAY, WorldSettings, month_number
from .appointments import WAS_SEEN
from .attendances import LATE_ARRIVAL
from .community_tests import community_test_sql
from .keys import APPOINTMENT, REQUEST
from .modalities import modality_drawn_sql, of_modality_sql, tests_drawn_sql
from .workdays import next_workday_sql

USUAL_RATE = 0.064
"""Events per person and month that the means below give; other rates scale them all."""

ADMITTED = """case kind when 'regular' then 0.03 when 'birth' then 0.03 when 'day_case' then 0.20
                    else least(0.22 + 0.075 * days, 2.5) end"""
"""Mean tests of a spell in a month in which it has so many days."""

AFTER_MIDNIGHT = 0.4
"""Tests of late arrivals in A&E that happen on the next day."""

SAME_DAY = 0.125
REQUESTED = 0.065
REQUESTED_AFTER = 4
"""Mean tests on the day of an attended appointment, and of those that it asks for; days by which the latter
wait longer than the median of their modality."""


def scale_of(settings: WorldSettings) -> float:
    """Times the usual number of tests."""
    return settings.events_per_person_month / USUAL_RATE


def month_sql(settings: WorldSettings) -> str:
    """One row per month of imaging: number (April 2018 is 0), first and last day."""
    rows = ", ".join(f"({month_number(start)}, date '{start}')" for start in settings.month_starts)
    return f"""
        select month, first_day, last_day(first_day) as last_day
        from (values {rows}) as months (month, first_day)"""


def admitted_test_sql(draws: Draws, scale: float) -> str:
    """One row per test of a patient in a bed (settings 01 and 02), on any day of the spell in the month."""
    tests = tests_drawn_sql(draws, "admitted", f"({ADMITTED}) * {scale!r}", "contact_number", "leg", "month")
    number = "(contact_number + (leg - 1) * 24 + month) * 10"
    until = f"coalesce(left_on, date '{LAST_DAY}')"
    return f"""
        select test_number, person_number,
            case when kind in ('day_case', 'regular') then '02' else '01' end as setting, trust, site,
            from_day + cast(floor(days * {draws.unit("bed day", "test_number")}) as integer) as test_date,
            cast(null as date) as requested_on
        from (
            select {number} + unnest(range(1, {tests} + 1)) as test_number,
                person_number, kind, trust, site, from_day, days
            from (
                select contact_number, leg, month, person_number, kind, trust, site,
                    greatest(admission_date, first_day) as from_day,
                    least({until}, last_day) - greatest(admission_date, first_day) + 1 as days
                from world_spell
                join world_month on admission_date <= last_day and {until} >= first_day
            ) as stretches
        ) as tests"""


def emergency_test_sql(draws: Draws) -> str:
    """One row per test of an A&E patient (05): on the day of arrival, some of those who stay past it after midnight."""
    is_late = f"arrival_minute >= {LATE_ARRIVAL} and departure_minute < arrival_minute"
    is_next_day = f"{is_late} and {draws.happens('after midnight', AFTER_MIDNIGHT, 'test_number')}"
    return f"""
        select test_number, person_number, '05' as setting, trust, site,
            arrival_date + cast({is_next_day} as integer) as test_date, cast(null as date) as requested_on
        from (
            select contact_number * 10 + unnest(range(1, tests + 1)) as test_number,
                person_number, trust, site, arrival_date, arrival_minute, departure_minute
            from world_attendance
        ) as tests"""


def outpatient_test_sql(draws: Draws, scale: float) -> str:
    """One row per test of an outpatient (03): on the day of an attended appointment, or asked for there."""
    same_day = tests_drawn_sql(draws, "same day", SAME_DAY * scale, "contact_number")
    asked_for = tests_drawn_sql(draws, "asked for", REQUESTED * scale, "contact_number")
    request = f"(contact_number + {(REQUEST - APPOINTMENT) * 100_000})"
    usual_wait = of_modality_sql("modality", lambda kind: kind.wait_days)
    wait = draws.days("asked for", f"({usual_wait} + {REQUESTED_AFTER}) / ln(2)", "test_number")
    return f"""
        select contact_number * 10 + unnest(range(1, {same_day} + 1)) as test_number,
            person_number, '03' as setting, trust, site, appointment_date as test_date,
            cast(null as date) as requested_on
        from world_appointment
        where {WAS_SEEN}
        union all
        select test_number, person_number, '03' as setting, trust, site,
            {next_workday_sql("drawn_date")} as test_date, requested_on
        from (
            select test_number, person_number, trust, site, requested_on,
                requested_on + 1 + {wait} as drawn_date
            from (
                select test_number, person_number, trust, site, requested_on,
                    {modality_drawn_sql(draws, "'03'", "test_number")} as modality
                from (
                    select {request} * 10 + unnest(range(1, {asked_for} + 1)) as test_number,
                        person_number, trust, site, appointment_date as requested_on
                    from world_appointment
                    where {WAS_SEEN}
                ) as asked_for
            ) as kinds
        ) as dated"""


def imaging_test_sql(draws: Draws, settings: WorldSettings) -> str:
    """One row per imaging test of the months asked for; nobody is tested before birth or after death."""
    scale = scale_of(settings)
    return f"""
        select test_number, person_number, setting, trust, site, test_date, requested_on
        from (
            {admitted_test_sql(draws, scale)}
            union all
            {emergency_test_sql(draws)}
            union all
            {outpatient_test_sql(draws, scale)}
            union all
            {community_test_sql(draws, scale)}
        ) as tests
        where test_date between date '{settings.imaging_from}' and date '{settings.imaging_to}'
            and exists (
                select 1 from world_patient as patient
                where patient.person_number = tests.person_number
                    and tests.test_date between patient.alive_from and patient.alive_to
            )"""
