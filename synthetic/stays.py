"""Stays in hospital: emergency, elective, maternity, day case and regular, never two at once."""

from synthetic.attendances import LATE_ARRIVAL
from synthetic.draws import Draws
from synthetic.keys import (
    EMERGENCY_STAY,
    MOST_OF_A_KIND,
    PLANNED_STAY,
    REGULAR_STAY,
    contact_number_sql,
)
from synthetic.providers import site_drawn_sql, trust_drawn_sql
from synthetic.settings import DAYS, FIRST_DAY, LAST_DAY
from synthetic.workdays import next_workday_sql

PLANNED_KINDS = {"day_case": 0.62, "elective": 0.14, "direct": 0.24}
"""Stays that do not come through A&E: day cases, elective stays, emergencies sent in by a GP or clinic."""

BIRTHS = 0.35
"""Of the planned stays of women from 18 to 42, those to give birth. Our choice."""

REGULAR_ATTENDERS = 0.0008
"""People who come every two or three days, for dialysis for instance. Our choice."""

LONG_STAY = 0.02
LONG_TIMES = 8
"""Stays that last many times longer; those make up most of the beds still taken on 31 March. Our choice."""

MEAN_DAYS = {
    "emergency": "1.5 + 0.07 * age",
    "direct": "1.5 + 0.05 * age",
    "elective": "3.0",
    "maternity": "1.8",
}
"""Mean nights by kind of stay; other kinds leave the same day."""


def length_sql(draws: Draws) -> str:
    """Nights of a stay of `kind` by a person aged `age`."""
    who = ("contact_number",)
    mean = " ".join(f"when '{kind}' then {days}" for kind, days in MEAN_DAYS.items())
    times = f"case when {draws.happens('long stay', LONG_STAY, *who)} then {LONG_TIMES} else 1 end"
    return f"""case when kind in ('day_case', 'regular') then 0
                    else {draws.days("nights", f"(case kind {mean} end) * ({times})", *who)} end"""


def planned_stay_sql(draws: Draws) -> str:
    """One row per stay that does not come through A&E, before stays that overlap are dropped."""
    who = ("person_number", "nth")
    kinds = draws.chosen("stay kind", PLANNED_KINDS, *who)
    gives_birth = f"sex = '2' and age between 18 and 42 and {draws.happens('birth', BIRTHS, *who)}"
    stays = f"least({draws.count('planned stays', 'mean_stays', 'person_number')}, {MOST_OF_A_KIND})"
    return f"""
        select {contact_number_sql(PLANNED_STAY, "nth")} as contact_number, person_number, age,
            cast(null as bigint) as attendance_number, trust,
            {site_drawn_sql(draws, "stay site", "trust", *who)} as site, kind,
            case when kind in ('day_case', 'elective') then {next_workday_sql("drawn_start")}
                else drawn_start end as stay_start
        from (
            select person_number, nth, age, {trust_drawn_sql(draws, "stay trust", "area", *who)} as trust,
                case when {gives_birth} then 'maternity' else {kinds} end as kind,
                date '{FIRST_DAY}' + {draws.whole("admission", 0, DAYS - 1, *who)} as drawn_start
            from (
                select person_number, area, sex, age, unnest(range(1, {stays} + 1)) as nth
                from world_patient
            ) as stays
        ) as drawn"""


def regular_stay_sql(draws: Draws) -> str:
    """One row per visit of a regular attender: one in each span of days, for some months."""
    visits = f"{draws.whole('regular visits', 20, 300, 'person_number')}"
    span = draws.whole("regular span", 2, 3, "person_number")
    first = draws.whole("regular from", 0, 600, "person_number")
    return f"""
        select {contact_number_sql(REGULAR_STAY, "nth")} as contact_number, person_number, age,
            cast(null as bigint) as attendance_number, area as trust,
            cast(1 as bigint) as site, 'regular' as kind,
            date '{FIRST_DAY}' + cast(first_visit + span * nth as integer) as stay_start
        from (
            select person_number, area, age, {span} as span, {first} as first_visit,
                unnest(range(1, {visits} + 1)) as nth
            from world_patient
            where age >= 30 and {draws.happens("regular attender", REGULAR_ATTENDERS, "person_number")}
        ) as visits"""


def emergency_stay_sql() -> str:
    """One row per stay that an A&E attendance calls for; late arrivals are admitted after midnight."""
    return f"""
        select {contact_number_sql(EMERGENCY_STAY, "nth")} as contact_number, person_number, age,
            contact_number as attendance_number, trust, site, 'emergency' as kind,
            arrival_date + cast(arrival_minute >= {LATE_ARRIVAL} as integer) as stay_start
        from world_arrival
        where needs_bed"""


def stay_sql(draws: Draws) -> str:
    """
    One row per stay, from `stay_start` to `stay_end` (which may lie after the two years).

    A stay that begins before an earlier one has ended is left out: nobody lies in two beds.
    """
    return f"""
        with wanted as (
            {planned_stay_sql(draws)}
            union all
            {regular_stay_sql(draws)}
            union all
            {emergency_stay_sql()}
        ),
        timed as (
            select contact_number, person_number, age, attendance_number, trust, site, kind, stay_start,
                stay_start + cast({length_sql(draws)} as integer) as stay_end
            from wanted
            where stay_start <= date '{LAST_DAY}'
        )
        select contact_number, person_number, age, attendance_number, trust, site, kind, stay_start, stay_end
        from (
            select *, max(stay_end) over (partition by person_number order by stay_start, contact_number
                    rows between unbounded preceding and 1 preceding) as busy_until
            from timed
        ) as in_order
        where busy_until is null or stay_start > busy_until"""
