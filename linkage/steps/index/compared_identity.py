"""The identities of the index as rank P compares them: people as numbers, dates and postcodes by part, made once."""

from linkage.engine.dialect import Dialect
from linkage.words.compared_parts import parts_sql


def compared_identity_sql(dialect: Dialect) -> str:
    """
    identity, numbered_person -> a row per person and combination of birth date, sex and postcode, whatever the number.

    Rank P reads it in place of identity: numbers are joined far faster than keys, and parts need not be cut out of
    every date and postcode anew, month by month.
    """
    return f"""
        with held as (
            select distinct person_id, birth_date, sex, postcode from identity
        ),
        cut as (
            select postcode, {dialect.sorted_characters("postcode")} as postcode_letters
            from (select distinct postcode from identity where postcode is not null) as postcodes
        )
        select numbered.person_no,
            row_number() over (
                partition by numbered.person_no
                order by held.birth_date nulls last, held.sex nulls last, held.postcode nulls last
            ) as nth,
            count(*) over (partition by numbered.person_no) as combinations,
            held.person_id, {parts_sql("held")}, cut.postcode_letters
        from held
        join numbered_person as numbered on numbered.person_id = held.person_id
        left join cut on cut.postcode = held.postcode
        order by numbered.person_no, nth"""
