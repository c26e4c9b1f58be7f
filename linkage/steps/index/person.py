"""Identities and the people who hold them, grouped by the HES person key."""

from linkage.engine.dialect import Dialect
from linkage.words.names import IDENTIFIERS
from linkage.words.value_id import summed_sql, value_id_sql

IDENTITY_ORDER = (
    "nhs_number nulls last, person_id, birth_date nulls last, sex nulls last, postcode nulls last,"
    " birth_date_parts nulls last"
)
"""By NHS number, so that joins on it read neighbouring rows."""

VALUES = {"birth_date": "coalesce(cast(birth_date as string), birth_date_parts)"}
"""What an id takes in place of an identifier: of a birth date that is none, what can be read of it."""


def identity_id_sql(dialect: Dialect) -> str:
    """The id of an identity; reads id_pad."""
    return value_id_sql(dialect, "person_id", *(VALUES.get(name, name) for name in IDENTIFIERS))


def person_no_sql(dialect: Dialect) -> str:
    """The number that stands for a person; reads id_pad."""
    return value_id_sql(dialect, "person_id")


def identity_sql(dialect: Dialect) -> str:
    """One row per identity, with its id; reads id_pad."""
    return f"""
        select {identity_id_sql(dialect)} as identity_id,
            person_id, nhs_number, birth_date, sex, postcode, birth_date_parts
        from hospital_identity
        cross join id_pad
        order by {IDENTITY_ORDER}"""


def numbered_person_sql(dialect: Dialect) -> str:
    """One row per person, with a number that stands for the key where many are joined; reads id_pad."""
    return f"""
        select person_id, {person_no_sql(dialect)} as person_no
        from (select distinct person_id from identity) as everybody
        cross join id_pad"""


def person_sql() -> str:
    """
    identity, numbered_person -> one row per person.

    `nhs_numbers` tells whether a number can contradict them, `digest` whether they have changed.

    Ids are of 63 bits, so that the remainder of their sum is one more.
    """
    return f"""
        select held.person_id, numbered.person_no, held.identities, held.nhs_numbers, held.digest
        from (
            select person_id, count(*) as identities, count(distinct nhs_number) as nhs_numbers,
                {summed_sql("identity_id")} as digest
            from identity
            group by person_id
        ) as held
        join numbered_person as numbered on numbered.person_id = held.person_id"""


def person_number_sql() -> str:
    """One row per person and number: what a contradiction is judged against."""
    return """
        select distinct person_id, nhs_number
        from identity
        where nhs_number is not null"""
