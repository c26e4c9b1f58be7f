"""Identities and the people who hold them, grouped by the HES person key."""


def identity_sql() -> str:
    """One row per identity, sorted by NHS number so that joins on it read neighbouring rows."""
    return """
        select row_number() over (
                order by nhs_number nulls last, person_id,
                    birth_date nulls last, sex nulls last, postcode nulls last
            ) as identity_id,
            person_id, nhs_number, birth_date, sex, postcode
        from hospital_identity"""


def person_sql() -> str:
    """One row per person; `nhs_numbers` tells whether a number can contradict them."""
    return """
        select person_id, count(*) as identities, count(distinct nhs_number) as nhs_numbers
        from identity
        group by person_id"""


def person_number_sql() -> str:
    """One row per person and number: what a contradiction is judged against."""
    return """
        select distinct person_id, nhs_number
        from identity
        where nhs_number is not null"""
