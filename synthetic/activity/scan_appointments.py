"""Appointments of the scan itself, under treatment function 812: a hospital's second record of one test."""

from ..draws import Draws
from .keys import SCAN_APPOINTMENT, scrambled_sql

DIAGNOSTIC_IMAGING = "812"


def scan_appointment_sql(draws: Draws, share: float) -> str:
    """
    One row per test with an appointment of its own, in the shape of world_appointment, with the test's number.

    Tests of outpatients asked for or made at a clinic, and those that a GP asked for of people with hospital records.
    """
    number = f"(test_number // 10 + {SCAN_APPOINTMENT} + test_number % 10)"
    return f"""
        select test_number, {number} as contact_number, {scrambled_sql(number, draws.seed)} as attendkey,
            person_number, trust, site, test_date as appointment_date, '5' as attended,
            test_date - 14 as referred_on, '1' as first_attendance, '{DIAGNOSTIC_IMAGING}' as specialty,
            case when setting = '04' then '03' else '05' end as referred_by, '1' as outcome, '1' as priority
        from world_imaging_test
        where (setting = '03' and relation in ('OP_SAME_DAY', 'OP_REQUESTED') or setting = '04' and relation is null)
            and test_number % 10 < 7 and (test_number // 10) % 100 < {SCAN_APPOINTMENT}
            and person_number in (select person_number from world_patient_with_record)
            and {draws.happens("scan appointment", share, "test_number")}"""
