"""People: birth and death, sex, ethnic category, practice, NHS number and HES person keys."""

from ..draws import Draws
from ..settings import FIRST_DAY, LAST_DAY
from .postcodes import GROUP_BLOCKS, area_sql, decile_sql

DAYS_IN_YEAR = 365.25

NEW_YEAR_BIRTH = 0.004
"""People whose registered birth date is 1 January because nobody knew the day, beside the one in 365 who were
born then. Our choice; 1 January is the commonest default birth date."""

ETHNIC_CATEGORIES = {
    "A": 0.785, "B": 0.010, "C": 0.055, "D": 0.008, "E": 0.004, "F": 0.007, "G": 0.006, "H": 0.027,
    "J": 0.023, "K": 0.009, "L": 0.016, "M": 0.011, "N": 0.020, "P": 0.006, "R": 0.008, "S": 0.005,
}  # fmt: skip
"""Ethnic category of a household, near the Census of England; the codes are those of DID and HES."""

DEPRIVED_DECILES = 3
DEPRIVED_MINORITY = 1.6
"""In the most deprived areas so many times as many households are not White British. Our choice."""

NOT_STATED = 0.05
NOT_REGISTERED = 0.007
"""People who do not state an ethnic category (Z), and who have no general practice (V81997). Our choice."""

PRACTICE_BLOCKS = 280
"""Blocks of households (about 28 people each) that two practices share: some 8,000 people."""

SHARER_AGES = [(1.0, 18, 36)]
RESIDENT_AGES = {
    "care_home": [(0.3, 70, 82), (0.7, 82, 100)],
    "student_hall": [(1.0, 18, 22)],
    "hostel": [(0.7, 18, 45), (0.3, 45, 70)],
}
RESIDENT_WOMEN = {"care_home": 0.7, "hostel": 0.3}
"""Ages of people in communal establishments as bands (share, from, to); share of women where not a half."""

YOUNGEST_SKEW = 1.3
YEARS_TO_COME = 2.0
"""The youngest child of a household may be born in the two years to come; the skew makes young ones commoner,
so that a hundredth of people are born in a year, near the 1.1% of England in 2019."""

YEARLY_DEATHS = {1: 0.004, 15: 0.0001, 35: 0.0005, 50: 0.0016, 65: 0.005, 75: 0.015, 85: 0.045, 200: 0.14}
"""Deaths in a year of people up to an age, near the national life tables of 2018 to 2020 (ONS); together
about a hundredth of people."""

SPLIT = 0.003
"""People whose hospital records are split over two person keys: those of other trusts have the second. Our
choice; when HES ids gave way to person ids in 2021, 7% of records were in merges of two HES ids (Stone 2023)."""


def age_sql(draws: Draws) -> str:
    """Age in years on the eve of the first HES day, from a row of world_member; negative: not yet born."""
    birth = ("household", "birth_member")
    upper = "greatest(0.5, least(30, reference_age - 18 - 2.8 * (children - 1)))"
    youngest = f"""power({draws.unit("youngest child", "household")}, {YOUNGEST_SKEW}) * ({upper} + {YEARS_TO_COME})
                    - {YEARS_TO_COME}"""
    place = "(birth_member - adults - 1)"
    residents = " ".join(
        f"when '{kind}' then {draws.along('resident age', ages, *birth)}"
        for kind, ages in RESIDENT_AGES.items()
    )
    return f"""case part
                when 'adult' then reference_age
                when 'partner' then greatest(17, reference_age - 6 + 8 * {draws.unit("partner age", *birth)})
                when 'sharer' then {draws.along("sharer age", SHARER_AGES, *birth)}
                when 'child' then {youngest}
                    + {place} * (1.6 + {draws.unit("child spacing", *birth)})
                else case kind {residents} end
            end"""


def is_woman_sql(draws: Draws) -> str:
    """Whether a row of world_member is a woman or girl; partners are nearly always of the other sex."""
    first_chance = """case kind when 'single' then case when reference_age >= 75 then 0.66 else 0.47 end
                    when 'lone_parent' then 0.86 else 0.46 end"""
    first = draws.happens("first adult", first_chance, "household")
    kinds = " ".join(f"when '{kind}' then {share}" for kind, share in RESIDENT_WOMEN.items())
    own = draws.happens("woman", f"case kind {kinds} else 0.495 end", "household", "sex_member")
    return f"""case part
                when 'adult' then {first}
                when 'partner' then case when {draws.happens("same sex couple", 0.02, "household")}
                    then {first} else not {first} end
                else {own}
            end"""


def practice_sql(draws: Draws) -> str:
    """Code of the general practice: one of two that serve the neighbourhood; a household shares it."""
    group = f"(postcode_number // {GROUP_BLOCKS + 1} * {GROUP_BLOCKS} // {PRACTICE_BLOCKS})"
    number = f"({group} * 2 + {draws.whole('practice', 0, 1, 'household')})"
    return f"concat(chr(cast(65 + {number} % 16 as integer)), {number} + 81000)"


def ethnic_category_sql(draws: Draws) -> str:
    """Ethnic category of a household; White British is rarer where `decile` is among the most deprived."""
    other = 1 - ETHNIC_CATEGORIES["A"]
    deprived, rest = other * DEPRIVED_MINORITY, other * (10 - DEPRIVED_DECILES * DEPRIVED_MINORITY)
    rest /= 10 - DEPRIVED_DECILES
    cases = {
        name: draws.chosen(
            "ethnic category",
            {
                code: 1 - share if code == "A" else part / other * share
                for code, part in ETHNIC_CATEGORIES.items()
            },
            "household",
        )
        for name, share in (("deprived", deprived), ("rest", rest))
    }
    return f"case when decile <= {DEPRIVED_DECILES} then {cases['deprived']} else {cases['rest']} end"


def death_date_sql(draws: Draws) -> str:
    """Day of death within the two years, or null, from `birth_date` and the age on the eve of them."""
    rates = " ".join(f"when age < {limit} then {rate}" for limit, rate in YEARLY_DEATHS.items())
    later = draws.days("death", f"{DAYS_IN_YEAR} / (case {rates} end)", "person_number")
    day = f"(greatest(birth_date, date '{FIRST_DAY}') + {later})"
    return f"case when {day} <= date '{LAST_DAY}' then {day} end"


def person_sql(draws: Draws) -> str:
    """
    One row per person, with true identifiers; `area`, of the first address, names the own trust.

    Who is born within the two years has a negative `age`; `other_person_id` is the second key of a split person.
    """
    born = f"date '{FIRST_DAY}' - 1 - cast(floor(age * {DAYS_IN_YEAR}) as integer)"
    new_year = draws.happens("1 January", NEW_YEAR_BIRTH, "household", "birth_member")
    not_stated = draws.happens("not stated", NOT_STATED, "person_number")
    not_registered = draws.happens("not registered", NOT_REGISTERED, "person_number")
    is_split = draws.happens("split", SPLIT, "person_number")
    return f"""
        select person_number, upper(md5(concat('{draws.seed}|person|', person_number))) as person_id,
            case when {is_split} then upper(md5(concat('{draws.seed}|other|', person_number))) end
                as other_person_id,
            nhs_number, household, kind, part, postcode_number, area, decile, birth_date,
            {death_date_sql(draws)} as death_date, sex, ethnic_category, gp_practice, is_second_twin
        from (
            select person_number, household, kind, part, age, postcode_number,
                {area_sql("postcode_number", draws.seed)} as area, decile,
                case when {new_year} and age > 0 then make_date(year({born}), 1, 1) else {born} end
                    as birth_date,
                case when is_woman then '2' else '1' end as sex,
                case when {not_stated} then 'Z' else {ethnic_category_sql(draws)} end as ethnic_category,
                case when {not_registered} then 'V81997' else {practice_sql(draws)} end as gp_practice,
                birth_member < member as is_second_twin
            from (
                select person_number, household, member, birth_member, kind, part, postcode_number,
                    {age_sql(draws)} as age, {is_woman_sql(draws)} as is_woman,
                    {decile_sql("postcode_number", draws)} as decile
                from world_member
            ) as aged
        ) as described
        join world_nhs_number using (person_number)"""
