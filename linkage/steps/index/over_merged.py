"""Person keys that may be of several people: more numbers, birth dates or sexes than one person comes to."""

from linkage.config.over_merged import OverMerged


def person_variety_sql() -> str:
    """One row per person who has several of something; the limits come later, so that they change no index."""
    return """
        select person_id, count(distinct nhs_number) as nhs_numbers, count(distinct birth_date) as birth_dates,
            count(distinct sex) as sexes
        from identity
        group by person_id
        having count(distinct nhs_number) > 1 or count(distinct birth_date) > 1 or count(distinct sex) > 1"""


def over_merged_person_sql(limits: OverMerged) -> str:
    """
    One row per person beyond a limit, with the first sign.

    Both sexes are a sign only beside several numbers and several birth dates: somebody who changes sex is given a new
    number, and keeps the birth date.
    """
    why = f"""case when nhs_numbers > {limits.max_nhs_numbers} then 'nhs_numbers'
                when birth_dates > {limits.max_birth_dates} then 'birth_dates'
                when sexes > 1 and nhs_numbers > 1 and birth_dates > 1 then 'sexes' end"""
    return f"""
        select person_id, nhs_numbers, birth_dates, sexes, why
        from (select *, {why} as why from person_variety) as judged
        where why is not null"""
