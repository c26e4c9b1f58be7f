"""
Which organisation has followed which: trusts that merged, and trusts that were split.

The lookup of sites names a code and the one that took its place, as the Organisation Data Service does: RM2 and RW3
were followed by R0A, and RW6 by R0A in part and by RM3 in part. A code with one successor goes by the last of those
that followed one another; one with several was split, and whose a record under it is, nobody can tell by the code.
"""

from linkage.engine.dialect import Dialect
from linkage.engine.making import Made, made
from linkage.words.key_text import present_sql

DOUBLINGS = 4
"""Successors are followed over 2 to the power of so many steps: no organisation has been renamed as often."""


def provider_final_made(dialect: Dialect) -> tuple[Made, ...]:
    """
    sites_raw -> provider_final, by way of one passing table for each doubling.

    In one query each would stand in the next three times, and an engine that plans each anew would plan hundreds.
    """
    return (
        made(followed(0), named_successor_sql, dialect),
        *(made(followed(n), further_successor_sql, followed(n - 1)) for n in range(1, DOUBLINGS + 1)),
        made("provider_final", provider_final_sql),
    )


def followed(doubling: int) -> str:
    """The passing table of successors after so many doublings."""
    return f"followed_{doubling}"


def named_successor_sql(dialect: Dialect) -> str:
    """
    One row per code and code that is said to have followed it.

    Of several files that name a code the last counts, with all of its rows there. But successions with their day and
    without a provider are facts of one record in several files, as ODS publishes them, this year's and all before: of
    one day the last file counts, and those of several days count together, unless a later file of another kind names
    the code.
    """
    named = present_sql(dialect, "successor_code")
    return f"""
        with told as (
            select upper(record_key) as code, upper({named}) as successor_code, file_id,
                case when {present_sql(dialect, "provider_code")} is null then {present_sql(dialect, "valid_from")} end
                    as told_on
            from sites_raw
            where {named} is not null and upper({named}) <> upper(record_key)
        ),
        named as (
            select code, successor_code,
                file_id = max(file_id) over (partition by code, told_on)
                    and file_id >= coalesce(
                        case when told_on is null then max(file_id) over (partition by code)
                            else max(case when told_on is null then file_id end) over (partition by code) end, 0)
                    as counts
            from told
        )
        select distinct code, successor_code from named where counts"""


def further_successor_sql(before: str) -> str:
    """One row per code and code that has followed it, over twice as many steps as in the table `before`."""
    return f"""
        select code, successor_code from {before}
        union
        select near.code, far.successor_code
        from {before} as near
        join {before} as far on far.code = near.successor_code"""


def provider_final_sql() -> str:
    """
    One row per code that another has followed and code it goes by: the last of those that followed one another.

    Where codes follow one another in a ring, all of it goes by the first in order of the alphabet.
    """
    return f"""
        with ended as (
            select code, successor_code
            from {followed(DOUBLINGS)}
            where successor_code not in (select code from {followed(0)})
        )
        select code, successor_code from ended
        union all
        select code, min(successor_code) as successor_code
        from {followed(DOUBLINGS)}
        where code not in (select code from ended)
          and successor_code in (select code from {followed(DOUBLINGS)} where code = successor_code)
        group by code"""


def provider_successor_sql() -> str:
    """One row per code that one other has followed: the last of those that followed one another."""
    return """
        select code, min(successor_code) as successor_code
        from provider_final
        group by code
        having count(*) = 1"""


def provider_split_sql() -> str:
    """One row per code that was split and code that part of it went to."""
    return """
        select code, successor_code
        from provider_final
        where code in (select code from provider_final group by code having count(*) > 1)"""


def provider_kin_sql() -> str:
    """One row per two codes that may be one provider: what was split and each part of it, either way round."""
    return """
        select code, successor_code as other_code from provider_split
        union
        select successor_code as code, code as other_code from provider_split
        union
        select one.code, other.code as other_code
        from provider_split as one
        join provider_split as other on other.successor_code = one.successor_code and other.code <> one.code"""
