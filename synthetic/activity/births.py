"""Births in hospital: the mother's stay and the baby's, on the same day at the same place."""

from ..draws import Draws
from ..settings import FIRST_DAY, LAST_DAY
from .keys import BIRTH_STAY, contact_number_sql
from .providers import site_drawn_sql, trust_drawn_sql

IN_HOSPITAL = 0.97
"""Births that happen in hospital, near the national share."""

MOTHER_AGES = (16, 50)


def birth_sql(draws: Draws) -> str:
    """
    One row per baby born within the two years whose mother lives with it: who the mother is, and where.

    The mother is the first woman of an age to be one among the adults of the household.
    """
    low, high = MOTHER_AGES
    family = ("person.household", "person.birth_date")
    return f"""
        select person_number, mother_number, birth_date, trust,
            {site_drawn_sql(draws, "birth site", "trust", "household", "birth_date")} as site, in_hospital
        from (
            select person.person_number, mother.mother_number, person.household, person.birth_date,
                {trust_drawn_sql(draws, "birth trust", "person.area", *family)} as trust,
                {draws.happens("birth in hospital", IN_HOSPITAL, *family)} as in_hospital
            from world_person as person
            join (
                select household, min(person_number) as mother_number
                from world_person
                where sex = '2' and part in ('adult', 'partner')
                    and date_diff('year', birth_date, date '{FIRST_DAY}') between {low} and {high}
                group by household
            ) as mother on mother.household = person.household
            where person.part = 'child' and person.birth_date between date '{FIRST_DAY}' and date '{LAST_DAY}'
        ) as placed"""


def birth_stay_sql(draws: Draws, recorded: float) -> str:
    """
    One row per stay for a birth: one for each baby, one for the mother of one baby or of twins.

    Of a birth outside hospital the baby alone has a record, in the share `recorded`.
    """
    number = contact_number_sql(BIRTH_STAY, "nth")
    before = draws.whole("delivery after", 0, 1, "person_number", "birth_date")
    return f"""
        select {number} as contact_number, person_number, age,
            cast(null as bigint) as attendance_number, trust, site, kind, stay_start
        from (
            select person_number, -1 as age, 1 as nth, trust, site,
                case when in_hospital then 'birth' else 'home_birth' end as kind, birth_date as stay_start
            from world_birth
            where in_hospital or {draws.happens("birth recorded", recorded, "person_number")}
            union all
            select person_number, 30 as age,
                row_number() over (partition by person_number order by birth_date) + 1 as nth,
                trust, site, 'maternity' as kind,
                greatest(birth_date - {before}, date '{FIRST_DAY}') as stay_start
            from (
                select distinct mother_number as person_number, birth_date, trust, site
                from world_birth
                where in_hospital
            ) as deliveries
        ) as stays"""
