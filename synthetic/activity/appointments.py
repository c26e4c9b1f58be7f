"""Outpatient appointments, attended or not."""

from ..codes import listed
from ..draws import Draws
from ..settings import DAYS, FIRST_DAY, WorldSettings
from .conditions import WARD_KINDS
from .keys import ANTENATAL_CLINIC, APPOINTMENT, MOST_OF_A_KIND, contact_number_sql, scrambled_sql
from .planned_tests import antenatal_sql
from .providers import site_drawn_sql, trust_drawn_sql
from .workdays import next_workday_sql

ATTENDED = {"5": 0.70, "6": 0.08, "2": 0.07, "3": 0.075, "4": 0.075}
"""Seen on time, seen late, cancelled by the patient, did not come, cancelled by the hospital. Our choice,
near the published four in five attended."""

WAS_SEEN = "attended in ('5', '6')"

SPECIALTIES = {
    "110": 0.13, "130": 0.11, "100": 0.09, "320": 0.09, "330": 0.10, "300": 0.14,
    "502": 0.12, "420": 0.09, "650": 0.13,
}  # fmt: skip
REFERRED_BY = {"03": 0.5, "05": 0.27, "04": 0.05, "01": 0.04, "10": 0.04, "17": 0.02, "97": 0.08}
OUTCOMES = {"1": 0.25, "2": 0.5, "3": 0.25}
PRIORITIES = {"1": 0.86, "2": 0.08, "3": 0.06}
"""Codes of the HES outpatient data dictionary; shares are our choice."""


ANTENATAL = "501"
"""Specialty of appointments before a delivery."""


def booked_sql(draws: Draws) -> str:
    """One row per appointment that was booked, whether it comes to anything or not, on a working day."""
    who = ("person_number", "nth")
    day = f"date '{FIRST_DAY}' + {draws.whole('appointment', 0, DAYS - 1, *who)}"
    booked = f"least({draws.count('appointments', 'mean_appointments', 'person_number')}, {MOST_OF_A_KIND})"
    return f"""
        select contact_number, person_number, trust, site, appointment_date, attended
        from (
            select {contact_number_sql(APPOINTMENT, "nth")} as contact_number, person_number, trust,
                {site_drawn_sql(draws, "appointment site", "trust", *who)} as site,
                {next_workday_sql("drawn_date")} as appointment_date, attended, alive_from, alive_to
            from (
                select person_number, nth, alive_from, alive_to, {day} as drawn_date,
                    {trust_drawn_sql(draws, "appointment trust", "area", *who)} as trust,
                    {draws.chosen("attended", ATTENDED, *who)} as attended
                from (
                    select person_number, area, alive_from, alive_to, unnest(range(1, {booked} + 1)) as nth
                    from world_patient
                ) as booked
            ) as drawn
        ) as dated
        where appointment_date between alive_from and alive_to"""


def appointment_sql(draws: Draws, settings: WorldSettings) -> str:
    """
    One row per appointment: those booked, those before a delivery, and those that somebody is brought to.

    Who lies in a bed does not come, unless it is one of a hospital for mental health or community care.
    """
    return f"""
        with booked as ({booked_sql(draws)}),
        in_a_bed as (
            select distinct booked.contact_number
            from booked
            join (
                select person_number, stay_start, stay_end from world_stay
                where kind not in ({listed(WARD_KINDS)}) and stay_end - stay_start > 1
            ) as stay on stay.person_number = booked.person_number
                and booked.appointment_date > stay.stay_start and booked.appointment_date < stay.stay_end
        ),
        kept as (
            select booked.* replace (case when in_a_bed.contact_number is not null and {WAS_SEEN} then '2'
                    else attended end as attended), cast(null as varchar) as told_specialty
            from booked
            left join in_a_bed on in_a_bed.contact_number = booked.contact_number
            union all
            select stay_number + {ANTENATAL_CLINIC}, person_number, trust, site, test_date, '5', '{ANTENATAL}'
            from ({antenatal_sql(draws, settings.antenatal_scan)}) as scan
            where has_clinic
            union all
            select contact_number, person_number, trust, site, day, '5', null
            from world_outing
            where purpose = 'appointment'
        )
        select contact_number, {scrambled_sql("contact_number", draws.seed)} as attendkey,
            person_number, trust, site, appointment_date, attended,
            appointment_date - 14 - {draws.days("referral", 60, "contact_number")} as referred_on,
            case when {draws.happens("first attendance", 0.33, "contact_number")} then '1' else '2' end
                as first_attendance,
            coalesce(told_specialty, {draws.chosen("specialty", SPECIALTIES, "contact_number")}) as specialty,
            {draws.chosen("referred by", REFERRED_BY, "contact_number")} as referred_by,
            case when {WAS_SEEN} then {draws.chosen("outcome", OUTCOMES, "contact_number")} end as outcome,
            {draws.chosen("priority", PRIORITIES, "contact_number")} as priority
        from kept"""
