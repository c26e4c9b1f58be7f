"""Stays in hospital: emergency, elective, birth, day case, regular, ward and last ones, never two at once."""

from ..draws import Draws
from ..settings import DAYS, FIRST_DAY, WorldSettings
from .attendances import DEPARTURE_DATE
from .births import birth_stay_sql
from .conditions import length_sql, stay_diagnosis_sql
from .keys import (
    EMERGENCY_STAY,
    LAST_STAY,
    MOST_OF_A_KIND,
    PLANNED_STAY,
    REGULAR_STAY,
    WARD_STAY,
    contact_number_sql,
)
from .providers import site_drawn_sql, trust_drawn_sql, ward_trust_sql
from .workdays import next_workday_sql

PLANNED_KINDS = {"day_case": 0.62, "elective": 0.14, "direct": 0.24}
"""Stays that do not come through A&E: day cases, elective stays, emergencies sent in by a GP or clinic."""

REGULAR_ATTENDERS = 0.0008
"""People who come every two or three days, for dialysis for instance. Our choice."""

REHABILITATION_FROM = 65
REHABILITATION = 0.6
"""Age from which a ward stay may be for rehabilitation, and how many then are; the rest are for mental health."""

DIES_IN_HOSPITAL = 0.45
LAST_STAY_DAYS = 8
"""Deaths that end a stay in hospital (near the national share of 2019), and the mean days of that stay."""

WANTED = "contact_number, person_number, age, attendance_number, trust, site, kind, stay_start"


def planned_stay_sql(draws: Draws) -> str:
    """One row per stay that does not come through A&E, before stays that overlap are dropped."""
    who = ("person_number", "nth")
    stays = f"least({draws.count('planned stays', 'mean_stays', 'person_number')}, {MOST_OF_A_KIND})"
    return f"""
        select {contact_number_sql(PLANNED_STAY, "nth")} as contact_number, person_number, age,
            cast(null as bigint) as attendance_number, trust,
            {site_drawn_sql(draws, "stay site", "trust", *who)} as site, kind,
            case when kind in ('day_case', 'elective') then {next_workday_sql("drawn_start")}
                else drawn_start end as stay_start
        from (
            select person_number, nth, age, {trust_drawn_sql(draws, "stay trust", "area", *who)} as trust,
                {draws.chosen("stay kind", PLANNED_KINDS, *who)} as kind,
                date '{FIRST_DAY}' + {draws.whole("admission", 0, DAYS - 1, *who)} as drawn_start
            from (
                select person_number, area, age, unnest(range(1, {stays} + 1)) as nth
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


def ward_stay_sql(draws: Draws, yearly: float) -> str:
    """One row per stay of an adult for mental health or community care."""
    who = ("person_number", "nth")
    stays = (
        f"least({draws.count('ward stays', f'{2 * max(yearly, 1e-9)!r}', 'person_number')}, {MOST_OF_A_KIND})"
    )
    is_older = f"age >= {REHABILITATION_FROM} and {draws.happens('rehabilitation', REHABILITATION, *who)}"
    return f"""
        select {contact_number_sql(WARD_STAY, "nth")} as contact_number, person_number, age,
            cast(null as bigint) as attendance_number, {ward_trust_sql("area")} as trust, cast(1 as bigint) as site,
            case when {is_older} then 'rehabilitation' else 'mental' end as kind,
            date '{FIRST_DAY}' + {draws.whole("ward admission", 0, DAYS - 1, *who)} as stay_start
        from (
            select person_number, area, age, unnest(range(1, {stays} + 1)) as nth
            from world_patient
            where age >= 16
        ) as stays"""


def emergency_stay_sql() -> str:
    """One row per stay that an A&E attendance calls for: it begins when the patient leaves A&E."""
    return f"""
        select {contact_number_sql(EMERGENCY_STAY, "nth")} as contact_number, person_number, age,
            contact_number as attendance_number, trust, site, 'emergency' as kind,
            {DEPARTURE_DATE} as stay_start
        from world_arrival
        where needs_bed"""


def last_stay_sql(draws: Draws) -> str:
    """One row per person who dies in hospital: a stay that death ends."""
    days = draws.days("last stay", LAST_STAY_DAYS, "person_number")
    return f"""
        select {contact_number_sql(LAST_STAY, "0")} as contact_number, person_number, age,
            cast(null as bigint) as attendance_number, area as trust, cast(1 as bigint) as site, 'last' as kind,
            greatest(death_date - {days}, alive_from) as stay_start
        from world_patient
        where death_date is not null
            and {draws.happens("dies in hospital", DIES_IN_HOSPITAL, "person_number")}"""


def stay_sql(draws: Draws, settings: WorldSettings) -> str:
    """
    One row per stay, from `stay_start` to `stay_end` (which may lie after the two years).

    A stay that begins before an earlier one has ended is left out: nobody lies in two beds. Death ends a stay.
    """
    kinds = (
        planned_stay_sql(draws),
        regular_stay_sql(draws),
        emergency_stay_sql(),
        birth_stay_sql(draws, settings.home_birth_recorded),
        last_stay_sql(draws),
        ward_stay_sql(draws, settings.ward_stays),
    )
    wanted = " union all ".join(f"select {WANTED} from ({kind}) as kind" for kind in kinds)
    return f"""
        with timed as (
            select wanted.*, patient.death_date,
                least(stay_start + cast({length_sql(draws, settings.ward_days)} as integer),
                    coalesce(patient.death_date, date '9999-12-31')) as stay_end
            from ({wanted}) as wanted
            join (select person_number, alive_from, alive_to, death_date from world_patient) as patient
                using (person_number)
            where stay_start between patient.alive_from and patient.alive_to
        )
        select {WANTED}, stay_end, coalesce(stay_end = death_date, false) as ends_in_death,
            {stay_diagnosis_sql(draws)} as diagnosis
        from (
            select *, max(stay_end) over (partition by person_number order by stay_start, contact_number
                    rows between unbounded preceding and 1 preceding) as busy_until
            from timed
        ) as in_order
        where busy_until is null or stay_start > busy_until"""
