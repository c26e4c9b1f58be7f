"""Rows set aside, placed: of which month each is, of which provider, and whose the rest of its file is."""

from linkage.engine.dialect import Dialect
from linkage.steps.standardise.provider import provider_joins_sql, provider_sql
from linkage.words.key_text import present_sql


def placed_row_sql(dialect: Dialect) -> str:
    """
    One row per imaging row of any file that could be taken apart or that conflicts: where it says it is from.

    quarantine, key_conflict, did_raw, site_provider, provider_successor -> month and provider, null where not known.
    """
    own = present_sql(dialect, "aside.provider_code")
    return f"""
        with aside as (
            select file_id, row_number, reason, column_name, test_date, site_code, provider_code
            from quarantine
            where dataset = 'did'
            union all
            select raw.file_id, raw.row_number, 'key_conflict' as reason, 'accession_number' as column_name,
                raw.test_date, raw.site_code, raw.provider_code
            from did_raw as raw
            join key_conflict as conflict
              on conflict.file_id = raw.file_id and conflict.row_number = raw.row_number
        )
        select aside.file_id, aside.row_number, aside.reason, aside.column_name,
            substr(cast(aside.test_date as string), 1, 7) as test_month,
            {provider_sql(dialect, "aside.site_code", own)} as provider_code
        from aside
            {provider_joins_sql(dialect, "aside.site_code", "aside.test_date", own)}"""


def file_provider_sql(dialect: Dialect) -> str:
    """One row per imaging file with rows set aside whose other rows are all of one provider: that provider."""
    own = present_sql(dialect, "place_of.provider_code")
    return f"""
        with place_of as (
            select distinct file_id, site_code, provider_code, test_date
            from did_raw
            where file_id in (select file_id from placed_row)
        ),
        named as (
            select place_of.file_id, {provider_sql(dialect, "place_of.site_code", own)} as provider_code
            from place_of
            {provider_joins_sql(dialect, "place_of.site_code", "place_of.test_date", own)}
            union all
            select file_id, provider_code from placed_row where provider_code is not null
        )
        select file_id, min(provider_code) as provider_code
        from named
        group by file_id
        having count(distinct provider_code) = 1 and count(provider_code) = count(*)"""


def set_aside_sql() -> str:
    """
    One row per row set aside: the quarantine of every data set, and the rows of key_conflict.

    Rows of hospitals, deaths and lookups have no month and no provider here: whoever supplied the file has them.
    """
    return """
        select place.file_id, place.row_number, 'did' as dataset, place.reason, place.column_name,
            place.test_month, place.provider_code, whole.provider_code as file_provider_code
        from placed_row as place
        left join file_provider as whole on whole.file_id = place.file_id
        union all
        select file_id, row_number, dataset, reason, column_name, cast(null as string) as test_month,
            cast(null as string) as provider_code, cast(null as string) as file_provider_code
        from quarantine
        where dataset <> 'did'"""
