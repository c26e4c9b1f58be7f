"""
Imaging files that replace a provider's whole reporting month: of several, the last counts, a final one before others.

In the national collection of version 2 each accepted file takes the place of the earlier file of its month, so what it
no longer holds is withdrawn. The month is that of the test date; a provider that is not known is its site.
"""

from collections.abc import Sequence

from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Listed, made
from linkage.steps.standardise.provider import provider_joins_sql, provider_sql
from linkage.words.key_text import present_sql

ROWS = "counting_row"
"""event_row without what other files take the place of."""


def replaced_rows_made(dialect: Dialect, finals: Sequence[int]) -> tuple[Item, ...]:
    """
    did_raw, event_row, site_provider, provider_successor -> replaced_row, and counting_row: event_row without these.

    `finals` are the numbers of files that are final submissions.
    """
    return (
        Listed("final_file", {"file_id": "integer"}, [(number,) for number in finals], "Final submissions."),
        made("delivered_place", delivered_place_sql, dialect),
        made("last_good_file", last_good_file_sql),
        made("replaced_row", replaced_row_sql),
        made(ROWS, counting_row_sql),
    )


def delivered_place_sql(dialect: Dialect) -> str:
    """One row per file, site, provider as the file says it, and test date: with the provider they are of, and month."""
    own = present_sql(dialect, "place_of.provider_code")
    return f"""
        with place_of as (
            select distinct file_id, site_code, provider_code, test_date
            from did_raw
        )
        select place_of.file_id, place_of.site_code, place_of.provider_code as said_provider, place_of.test_date,
            coalesce({provider_sql(dialect, "place_of.site_code", own)}, place_of.site_code) as provider,
            substr(cast(place_of.test_date as string), 1, 7) as test_month
        from place_of
            {provider_joins_sql(dialect, "place_of.site_code", "place_of.test_date", own)}"""


def last_good_file_sql() -> str:
    """One row per provider and month: the file that counts, the last of the final ones, or of all where none is."""
    return """
        select provider, test_month, file_id
        from (
            select held.provider, held.test_month, held.file_id,
                row_number() over (
                    partition by held.provider, held.test_month
                    order by case when final.file_id is null then 1 else 0 end, held.file_id desc) as nth
            from (select distinct provider, test_month, file_id from delivered_place) as held
            left join final_file as final on final.file_id = held.file_id
        ) as numbered
        where nth = 1"""


def replaced_row_sql() -> str:
    """One row per imaging row of a provider and month of which another file counts."""
    return """
        select raw.file_id, raw.row_number, last.file_id as by_file_id
        from did_raw as raw
        join delivered_place as place
          on place.file_id = raw.file_id and place.site_code = raw.site_code and place.test_date = raw.test_date
         and place.said_provider is not distinct from raw.provider_code
        join last_good_file as last
          on last.provider = place.provider and last.test_month = place.test_month
        where last.file_id <> raw.file_id"""


def counting_row_sql() -> str:
    """One row per accepted DID row that no other file takes the place of."""
    return """
        select copy.file_id, copy.row_number, copy.test_date, copy.test_month, copy.event_id
        from event_row as copy
        left join replaced_row as gone on gone.file_id = copy.file_id and gone.row_number = copy.row_number
        where gone.file_id is null"""
