"""The identities of the index as rank P compares them: people as numbers, dates and postcodes by part, made once."""

from linkage.engine.dialect import Dialect
from linkage.words.compared_parts import parts_sql, postcode_number_sql


def compared_identity_sql(dialect: Dialect) -> str:
    """
    identity, numbered_person -> a row per person and combination of birth date, sex and postcode, whatever the number.

    Rank P reads it in place of identity: numbers are joined far faster than keys, and parts need not be cut out of
    every date and postcode anew, month by month. Of an impossible birth date the parts are what can be read of it;
    where HES holds a whole birth date of the person, nothing is read of the others.
    """
    return f"""
        with dated as (
            select distinct whole.person_id
            from identity as whole
            join (select distinct person_id from identity where birth_date_parts is not null) as part
              on part.person_id = whole.person_id
            where whole.birth_date is not null
        ),
        held as (
            select distinct identity.person_id, identity.birth_date, identity.sex, identity.postcode,
                case when dated.person_id is null then identity.birth_date_parts end as birth_date_parts
            from identity
            left join dated on dated.person_id = identity.person_id
        ),
        cut as (
            select postcode, {dialect.sorted_characters("postcode")} as postcode_letters,
                {postcode_number_sql("postcode")} as postcode_no
            from (select distinct postcode from identity where postcode is not null) as postcodes
        )
        select numbered.person_no,
            row_number() over (
                partition by numbered.person_no
                order by held.birth_date nulls last, held.sex nulls last, held.postcode nulls last,
                    held.birth_date_parts nulls last
            ) as nth,
            count(*) over (partition by numbered.person_no) as combinations,
            {parts_sql("held", "held.birth_date_parts")}, cut.postcode_letters, cut.postcode_no
        from held
        join numbered_person as numbered on numbered.person_id = held.person_id
        left join cut on cut.postcode = held.postcode
        order by numbered.person_no, nth"""
