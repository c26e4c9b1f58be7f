"""A&E attendances: when and where people arrive, and which of them need a bed."""

from ..draws import Draws
from ..settings import DAYS, FIRST_DAY
from .keys import ATTENDANCE, MOST_OF_A_KIND, contact_number_sql, scrambled_sql
from .modalities import modality_drawn_sql, tests_drawn_sql
from .providers import site_drawn_sql, trust_drawn_sql

LATE_ARRIVAL = 21 * 60
"""Minute of the day from which an admission, or a test, may fall on the next day."""

DISPOSALS = {
    "02": 0.38, "03": 0.36, "04": 0.05, "05": 0.01, "06": 0.05, "07": 0.02,
    "11": 0.02, "12": 0.06, "14": 0.05,
}  # fmt: skip
DEPARTMENTS = {"01": 0.66, "02": 0.03, "03": 0.28, "04": 0.03}
REFERRED_BY = {"00": 0.10, "01": 0.62, "03": 0.20, "06": 0.03, "08": 0.05}
DIAGNOSES = {
    "01": 0.06, "05": 0.10, "06": 0.06, "20": 0.08, "21": 0.03,
    "23": 0.03, "26": 0.05, "30": 0.03, "38": 0.08,
}  # fmt: skip
"""Codes of the HES A&E data dictionary; shares are our choice."""

DEPARTURE_DATE = "(arrival_date + case when departure_minute < arrival_minute then 1 else 0 end)"
"""The day on which somebody leaves A&E, from a row of world_attendance."""


def arrival_sql(draws: Draws, scale: float) -> str:
    """
    One row per arrival at an A&E department.

    `needs_bed` is whether a stay follows if the patient is not in a bed already; `tests` how many imaging
    tests the visit leads to, `scale` times the usual.
    """
    who = ("person_number", "nth")
    needs_bed = draws.happens("needs bed", "(0.10 + 0.0045 * age)", *who)
    visits = f"least({draws.count('attendances', 'mean_attendances', 'person_number')}, {MOST_OF_A_KIND})"
    return f"""
        select {contact_number_sql(ATTENDANCE, "nth")} as contact_number, person_number, nth, age, trust,
            {site_drawn_sql(draws, "attendance site", "trust", *who)} as site,
            arrival_date, arrival_minute, needs_bed, tests
        from (
            select person_number, nth, age, alive_from, alive_to,
                {trust_drawn_sql(draws, "attendance trust", "area", *who)} as trust,
                date '{FIRST_DAY}' + {draws.whole("arrival", 0, DAYS - 1, *who)} as arrival_date,
                {draws.whole("arrival minute", 0, 1439, *who)} as arrival_minute,
                {needs_bed} as needs_bed,
                {tests_drawn_sql(draws, "attendance", 0.37 * scale, *who)} as tests
            from (
                select person_number, area, age, alive_from, alive_to, unnest(range(1, {visits} + 1)) as nth
                from world_patient
            ) as visits
        ) as arrivals
        where arrival_date between alive_from and alive_to"""


def attendance_sql(draws: Draws) -> str:
    """One row per A&E attendance in HES: those who arrive while in a bed elsewhere are not seen in A&E."""
    key = "arrival.contact_number"
    first_modality = modality_drawn_sql(draws, "'05'", f"({key} * 10 + 1)")
    departed = f"((arrival_minute + 40 + {draws.days('departure minutes', 150, key)}) % 1440)"
    return f"""
        select arrival.contact_number, {scrambled_sql(key, draws.seed)} as aekey,
            arrival.person_number, arrival.trust, arrival.site, arrival.arrival_date, arrival.arrival_minute,
            {departed} as departure_minute, arrival.tests,
            case when arrival.tests > 0 then {first_modality} end as first_modality,
            case when stay.contact_number is not null then '01'
                else {draws.chosen("disposal", DISPOSALS, key)} end as disposal,
            {draws.chosen("department", DEPARTMENTS, key)} as department,
            {draws.chosen("referred by", REFERRED_BY, key)} as referred_by,
            case when {draws.happens("by ambulance", 0.3, key)} then '1' else '2' end as arrival_mode,
            case when {draws.happens("follow-up visit", 0.06, key)} then '3' else '1' end as category,
            {draws.chosen("attendance diagnosis", DIAGNOSES, key)} as diagnosis,
            stay.contact_number as stay_number
        from world_arrival as arrival
        left join world_stay as stay on stay.attendance_number = arrival.contact_number
        anti join (
            select distinct arrival.contact_number
            from world_arrival as arrival
            join world_stay as stay on stay.person_number = arrival.person_number
                and arrival.arrival_date > stay.stay_start and arrival.arrival_date < stay.stay_end
        ) as in_a_bed on in_a_bed.contact_number = arrival.contact_number"""
