"""
Which provider a site or a record is of: what the file says, else the lookup of sites, else the code, else unknown.

Until October 2020 a trust's sites began with its three characters (RXA01 is of RXA). Codes made since then are a
letter, a digit, a letter, a digit and a letter, and show nothing. Source: NHS Digital, consistent use of provider and
site codes. An unknown provider is null, and is nobody else's either.
"""

from linkage.engine.dialect import Dialect
from linkage.steps.standardise import dates
from linkage.words.key_text import present_sql

TRUST = "^[RT][A-Z0-9]{2}$"
OLD_SITE = "^[RT][A-Z0-9]{4}$"
NEW_CODE = "^[A-Z][0-9][A-Z][0-9][A-Z]$"


def own_provider_sql(dialect: Dialect, code: str) -> str:
    """The provider that a provider code names: a site of the old form in its place is its trust's."""
    return f"coalesce({by_code_sql(dialect, code)}, upper({code}))"


def by_code_sql(dialect: Dialect, code: str) -> str:
    """The trust that a code shows: of the trust itself, or of a site of the old form; null for any other."""
    upper = f"upper({code})"
    is_old = f"{dialect.matches(upper, OLD_SITE)} and not {dialect.matches(upper, NEW_CODE)}"
    return f"case when {dialect.matches(upper, TRUST)} or ({is_old}) then substr({upper}, 1, 3) end"


def known_provider_sql(dialect: Dialect, site: str, own: str | None = None) -> str:
    """What is known of the provider before its successors; `provider_joins_sql` must stand beside it."""
    known = [own_provider_sql(dialect, own)] if own else []
    return f"coalesce({', '.join([*known, 'place.provider_code', by_code_sql(dialect, site)])})"


def provider_sql(dialect: Dialect, site: str, own: str | None = None) -> str:
    """
    The provider under the last of its names, or null; `provider_joins_sql` must stand beside it.

    One that was split keeps its own, unless the site shows which part it went to, under whatever name of that part.
    """
    known = known_provider_sql(dialect, site, own)
    return f"coalesce(later.successor_code, parted.successor_code, {known})"


def provider_joins_sql(dialect: Dialect, site: str, day: str, own: str | None = None) -> str:
    """Joins, each of one row at most, to what the lookup says of a site on a day, and of the provider's successors."""
    known = known_provider_sql(dialect, site, own)
    return f"""left join site_provider as place
              on place.site_code = upper({site})
             and (place.valid_from is null or place.valid_from <= {day})
             and (place.valid_to is null or place.valid_to >= {day})
            left join provider_successor as later
              on later.code = {known}
            left join provider_successor as part_now
              on part_now.code = place.provider_code
            left join provider_split as parted
              on parted.code = {known}
             and parted.successor_code = coalesce(part_now.successor_code, place.provider_code)"""


def site_provider_sql(dialect: Dialect) -> str:
    """
    One row per site and period of the lookup, with its provider. Periods of one site do not overlap.

    A later period ends an earlier one the day before it begins; of two that begin on one day the later row counts. A
    site that is in none, and whose code shows no provider or one that was split, is of the provider of the site that
    followed it.
    """
    named = present_sql(dialect, "provider_code")
    first, last = (dates.hospital_date_sql(dialect, column) for column in ("valid_from", "valid_to"))
    shown = by_code_sql(dialect, "moved.code")
    now = f"coalesce(placed.provider_code, {by_code_sql(dialect, 'moved.successor_code')})"
    return f"""
        with parsed as (
            select upper(record_key) as site_code, {own_provider_sql(dialect, named)} as provider_code,
                {first} as valid_from, {last} as valid_to, file_id, row_number
            from sites_raw
            where {named} is not null
        ),
        numbered as (
            select *, row_number() over (
                partition by site_code, valid_from order by file_id desc, row_number desc) as nth
            from parsed
        ),
        followed as (
            select site_code, provider_code, valid_from, valid_to,
                lead(valid_from) over (partition by site_code order by valid_from nulls first) as next_from
            from numbered
            where nth = 1
        )
        select site_code, provider_code, valid_from,
            case when next_from <= valid_to or (next_from is not null and valid_to is null)
                then {dialect.days_after("next_from", -1)} else valid_to end as valid_to
        from followed
        union all
        select moved.code, coalesce(later.successor_code, {now}), cast(null as date), cast(null as date)
        from provider_successor as moved
        left join followed as placed on placed.site_code = moved.successor_code and placed.next_from is null
        left join provider_successor as later on later.code = {now}
        left join (select distinct code from provider_split) as parted on parted.code = {shown}
        where moved.code not in (select site_code from followed)
          and ({shown} is null or parted.code is not null)
          and {now} is not null"""
