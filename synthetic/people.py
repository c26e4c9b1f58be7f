"""People: birth date, sex, ethnic category, practice, NHS number and HES person key."""

from synthetic.draws import Draws
from synthetic.postcodes import GROUP_BLOCKS, area_sql
from synthetic.settings import FIRST_DAY

DAYS_IN_YEAR = 365.25

NEW_YEAR_BIRTH = 0.004
"""People whose registered birth date is 1 January because nobody knew the day, beside the one in 365 who were
born then. Our choice; 1 January is the commonest default birth date."""

ETHNIC_CATEGORIES = {
    "A": 0.785, "B": 0.010, "C": 0.055, "D": 0.008, "E": 0.004, "F": 0.007, "G": 0.006, "H": 0.027,
    "J": 0.023, "K": 0.009, "L": 0.016, "M": 0.011, "N": 0.020, "P": 0.006, "R": 0.008, "S": 0.005,
}  # fmt: skip
"""Ethnic category of a household, near the Census of England; the codes are those of DID and HES."""

NOT_STATED = 0.05
NOT_REGISTERED = 0.007
"""People who do not state an ethnic category (Z), and who have no general practice (V81997). Our choice."""

PRACTICE_BLOCKS = 280
"""Blocks of households (about 28 people each) that two practices share: some 8,000 people."""

SHARER_AGES = [(1.0, 18, 36)]
CARE_HOME_AGES = [(0.3, 70, 82), (0.7, 82, 100)]
HALL_AGES = [(1.0, 18, 22)]


def age_sql(draws: Draws) -> str:
    """Age in years on the eve of the first HES day, from a row of world_member."""
    birth = ("household", "birth_member")
    youngest_upper = "greatest(0.5, least(30, reference_age - 18 - 2.8 * (children - 1)))"
    place = "(birth_member - adults - 1)"
    return f"""case part
                when 'adult' then reference_age
                when 'partner' then greatest(17, reference_age - 6 + 8 * {draws.unit("partner age", *birth)})
                when 'sharer' then {draws.along("sharer age", SHARER_AGES, *birth)}
                when 'child' then {draws.unit("youngest child", "household")} * {youngest_upper}
                    + {place} * (1.6 + {draws.unit("child spacing", *birth)})
                else case kind when 'care_home' then {draws.along("care home age", CARE_HOME_AGES, *birth)}
                    else {draws.along("hall age", HALL_AGES, *birth)} end
            end"""


def is_woman_sql(draws: Draws) -> str:
    """Whether a row of world_member is a woman or girl; partners are nearly always of the other sex."""
    first_chance = """case kind when 'single' then case when reference_age >= 75 then 0.66 else 0.47 end
                    when 'lone_parent' then 0.86 else 0.46 end"""
    first = draws.happens("first adult", first_chance, "household")
    own_chance = "case kind when 'care_home' then 0.7 else 0.495 end"
    own = draws.happens("woman", own_chance, "household", "sex_member")
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


def person_sql(draws: Draws) -> str:
    """One row per person, with true identifiers; `area`, of the first address, names the own trust."""
    born = f"date '{FIRST_DAY}' - 1 - cast(floor(age * {DAYS_IN_YEAR}) as integer)"
    new_year = draws.happens("1 January", NEW_YEAR_BIRTH, "household", "birth_member")
    not_stated = draws.happens("not stated", NOT_STATED, "person_number")
    not_registered = draws.happens("not registered", NOT_REGISTERED, "person_number")
    return f"""
        select person_number, upper(md5(concat('{draws.seed}|person|', person_number))) as person_id,
            nhs_number, household, kind, postcode_number, area,
            case when is_new_year then make_date(year(born), 1, 1) else born end as birth_date,
            case when is_woman then '2' else '1' end as sex,
            ethnic_category, gp_practice, birth_member < member as is_second_twin
        from (
            select person_number, household, member, birth_member, kind, postcode_number,
                {area_sql("postcode_number", draws.seed)} as area,
                {born} as born, {new_year} as is_new_year, is_woman,
                case when {not_stated} then 'Z'
                    else {draws.chosen("ethnic category", ETHNIC_CATEGORIES, "household")} end
                    as ethnic_category,
                case when {not_registered} then 'V81997' else {practice_sql(draws)} end as gp_practice
            from (
                select person_number, household, member, birth_member, kind, postcode_number,
                    {age_sql(draws)} as age, {is_woman_sql(draws)} as is_woman
                from world_member
            ) as aged
        ) as described
        join world_nhs_number using (person_number)"""
