"""How old people are, and when they die."""

from ..codes import by_code
from ..draws import Draws
from ..settings import FIRST_DAY, LAST_DAY

DAYS_IN_YEAR = 365.25

SHARER_AGES = [(1.0, 18, 36)]
RESIDENT_AGES = {
    "care_home": [(0.3, 70, 82), (0.7, 82, 100)],
    "student_hall": [(1.0, 18, 22)],
    "hostel": [(0.7, 18, 45), (0.3, 45, 70)],
}
"""Ages of people in communal establishments, and of sharers, as bands (share, from, to)."""

YOUNGEST_SKEW = 1.3
YEARS_TO_COME = 2.0
"""The youngest child of a household may be born in the two years to come; the skew makes young ones commoner,
so that a hundredth of people are born in a year, near the 1.1% of England in 2019."""

YEARLY_DEATHS = {1: 0.004, 15: 0.0001, 35: 0.0005, 50: 0.0016, 65: 0.005, 75: 0.015, 85: 0.045, 200: 0.14}
"""Deaths in a year of people up to an age, near the national life tables of 2018 to 2020 (ONS); together
about a hundredth of people."""


def age_sql(draws: Draws) -> str:
    """Age in years on the eve of the first HES day, from a row of world_member; negative: not yet born."""
    birth = ("household", "birth_member")
    upper = "greatest(0.5, least(30, reference_age - 18 - 2.8 * (children - 1)))"
    youngest = f"""power({draws.unit("youngest child", "household")}, {YOUNGEST_SKEW}) * ({upper} + {YEARS_TO_COME})
                    - {YEARS_TO_COME}"""
    place = "(birth_member - adults - 1)"
    residents = {kind: draws.along("resident age", ages, *birth) for kind, ages in RESIDENT_AGES.items()}
    return f"""case part
                when 'adult' then reference_age
                when 'partner' then greatest(17, reference_age - 6 + 8 * {draws.unit("partner age", *birth)})
                when 'sharer' then {draws.along("sharer age", SHARER_AGES, *birth)}
                when 'child' then {youngest}
                    + {place} * (1.6 + {draws.unit("child spacing", *birth)})
                else {by_code("kind", residents)}
            end"""


def death_date_sql(draws: Draws) -> str:
    """Day of death within the two years, or null, from `birth_date` and the age on the eve of them."""
    rates = " ".join(f"when age < {limit} then {rate}" for limit, rate in YEARLY_DEATHS.items())
    later = draws.days("death", f"{DAYS_IN_YEAR} / (case {rates} end)", "person_number")
    day = f"(greatest(birth_date, date '{FIRST_DAY}') + {later})"
    return f"case when {day} <= date '{LAST_DAY}' then {day} end"
