"""Persons: each with true identifiers."""

from ..draws import Draws
from ..settings import FIRST_DAY
from .ages import DAYS_IN_YEAR, age_sql, death_date_sql
from .characteristics import ethnic_category_sql, is_woman_sql, practice_sql
from .person_keys import other_person_key_sql, person_key_sql
from .postcodes import area_sql, decile_sql

NEW_YEAR_BIRTH = 0.004
"""People whose registered birth date is 1 January because nobody knew the day, beside the one in 365 who were
born then. Our choice; 1 January is the commonest default birth date."""

NOT_STATED = 0.05
NOT_REGISTERED = 0.007
"""People who do not state an ethnic category (Z), and who have no general practice (V81997). Our choice."""


def person_sql(draws: Draws) -> str:
    """
    One row per person, with true identifiers; `area`, of the first address, names the own trust.

    Who is born within the two years has a negative `age`; `other_person_id` is the second key of a split person.
    """
    born = f"date '{FIRST_DAY}' - 1 - cast(floor(age * {DAYS_IN_YEAR}) as integer)"
    new_year = draws.happens("1 January", NEW_YEAR_BIRTH, "household", "birth_member")
    not_stated = draws.happens("not stated", NOT_STATED, "person_number")
    not_registered = draws.happens("not registered", NOT_REGISTERED, "person_number")
    return f"""
        select person_number, {person_key_sql(draws)} as person_id, {other_person_key_sql(draws)} as other_person_id,
            nhs_number, household, kind, part, postcode_number, area, decile, birth_date,
            {death_date_sql(draws)} as death_date, sex, ethnic_category, gp_practice, is_second_twin
        from (
            select person_number, household, kind, part, age, postcode_number,
                {area_sql("postcode_number", draws)} as area, decile,
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
