"""A&E attendances: when and where people arrive, and which of them need a bed."""

from ..codes import listed
from ..draws import Draws
from ..settings import DAYS, FIRST_DAY, WorldSettings
from .conditions import WARD_KINDS, attendance_diagnosis_sql
from .keys import ATTENDANCE, EARLIER_VISIT, MOST_OF_A_KIND, contact_number_sql, scrambled_sql
from .modalities import modality_drawn_sql, tests_drawn_sql
from .providers import site_drawn_sql, trust_drawn_sql

SHORTEST_VISIT = 40
VISIT_MINUTES = 150
LONGEST_VISIT = 1439
"""Minutes from arrival to departure: the fewest, the mean above them, and the most. Our choice."""

TESTS = 0.18
FRACTURE = "05"
"""Mean tests of a visit, and the diagnosis that calls for an X-ray. Our choice, near the half of A&E patients who
had imaging in the first HES-DID report."""

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


def arrival_sql(draws: Draws, settings: WorldSettings, scale: float) -> str:
    """
    One row per arrival at an A&E department, with the minutes until departure.

    `needs_bed` is whether a stay follows if the patient is not in a bed already; `tests` how many imaging
    tests the visit leads to, `scale` times the usual. Some who need a bed were sent home by A&E a little before.
    """
    who = ("person_number", "nth")
    needs_bed = draws.happens("needs bed", "(0.10 + 0.0045 * age)", *who)
    visits = f"least({draws.count('attendances', 'mean_attendances', 'person_number')}, {MOST_OF_A_KIND})"
    xray = settings.fracture_xray * min(scale, 1)
    tests = f"case when diagnosis = '{FRACTURE}' then {max(xray, TESTS * scale)!r} else {TESTS * scale!r} end"
    stayed = f"""{SHORTEST_VISIT} + least({draws.days("departure minutes", VISIT_MINUTES, "contact_number")},
                {LONGEST_VISIT - SHORTEST_VISIT})"""
    back = draws.whole("minutes between visits", 240, 1200, "contact_number")
    was_here = draws.happens("sent home before", settings.sent_home_before, "contact_number")
    return f"""
        with arrived as (
            select contact_number, person_number, nth, age, alive_from, alive_to, trust,
                {site_drawn_sql(draws, "attendance site", "trust", *who)} as site,
                arrival_date, arrival_minute, needs_bed, {stayed} as stayed, diagnosis,
                {tests_drawn_sql(draws, "attendance", f"({tests})", *who)} as tests
            from (
                select *, {draws.chosen("attendance diagnosis", DIAGNOSES, "contact_number")} as diagnosis
                from (
                    select {contact_number_sql(ATTENDANCE, "nth")} as contact_number, person_number, nth, age,
                        alive_from, alive_to,
                        {trust_drawn_sql(draws, "attendance trust", "area", *who)} as trust,
                        date '{FIRST_DAY}' + {draws.whole("arrival", 0, DAYS - 1, *who)} as arrival_date,
                        {draws.whole("arrival minute", 0, 1439, *who)} as arrival_minute,
                        {needs_bed} as needs_bed
                    from (
                        select person_number, area, age, alive_from, alive_to, unnest(range(1, {visits} + 1)) as nth
                        from world_patient
                    ) as visits
                ) as dated
            ) as arrivals
        ),
        earlier as (
            select * replace (contact_number + {EARLIER_VISIT} as contact_number, false as needs_bed,
                    arrival_date - cast(back > arrival_minute as integer) as arrival_date,
                    (arrival_minute + 1440 - back) % 1440 as arrival_minute, least(stayed, back - 60) as stayed)
            from (select *, cast({back} as bigint) as back from arrived where needs_bed and {was_here}) as sent_home
        )
        select contact_number, person_number, nth, age, trust, site, arrival_date, arrival_minute, needs_bed, tests,
            cast(stayed as integer) as stayed, diagnosis, (arrival_minute + stayed) % 1440 as departure_minute
        from (select * from arrived union all by name select * exclude (back) from earlier) as both_visits
        where arrival_date between alive_from and alive_to"""


def attendance_sql(draws: Draws) -> str:
    """
    One row per A&E attendance in HES: those who arrive while in a bed of such a hospital are not seen in A&E.

    Patients of hospitals for mental health and community care are: by chance, or brought from there (world_outing).
    """
    key = "arrival.contact_number"
    drawn = modality_drawn_sql(draws, "'05'", f"({key} * 10 + 1)")
    first_modality = f"case when arrival.diagnosis = '{FRACTURE}' then 'xray' else {drawn} end"
    from_stay = attendance_diagnosis_sql("stay.diagnosis")
    return f"""
        select arrival.contact_number, {scrambled_sql(key, draws.seed)} as aekey,
            arrival.person_number, arrival.trust, arrival.site, arrival.arrival_date, arrival.arrival_minute,
            arrival.departure_minute, arrival.stayed, arrival.tests,
            coalesce(indicated.modality, case when arrival.tests > 0 then {first_modality} end) as first_modality,
            case when stay.contact_number is not null then '01'
                else {draws.chosen("disposal", DISPOSALS, key)} end as disposal,
            {draws.chosen("department", DEPARTMENTS, key)} as department,
            {draws.chosen("referred by", REFERRED_BY, key)} as referred_by,
            case when {draws.happens("by ambulance", 0.3, key)} then '1' else '2' end as arrival_mode,
            case when {draws.happens("follow-up visit", 0.06, key)} then '3' else '1' end as category,
            coalesce({from_stay}, arrival.diagnosis) as diagnosis, stay.contact_number as stay_number
        from (
            select * exclude (nth, age) from world_arrival
            union all by name
            select contact_number, person_number, trust, site, day as arrival_date, minute as arrival_minute,
                stayed, (minute + stayed) % 1440 as departure_minute, tests, '99' as diagnosis, false as needs_bed
            from world_outing
            where purpose = 'emergency'
        ) as arrival
        left join world_stay as stay on stay.attendance_number = arrival.contact_number
        left join (select * from world_indicated_test where in_department) as indicated
            on indicated.origin = arrival.contact_number
        anti join (
            select distinct arrival.contact_number
            from world_arrival as arrival
            join (select * from world_stay where kind not in ({listed(WARD_KINDS)})) as stay
                on stay.person_number = arrival.person_number
                and arrival.arrival_date > stay.stay_start and arrival.arrival_date < stay.stay_end
        ) as in_a_bed on in_a_bed.contact_number = arrival.contact_number"""
