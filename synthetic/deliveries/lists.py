"""The files beside: opt-outs that grow, deaths that become known, lookups that stay."""

from ..draws import Draws
from ..written.layout import Layout
from .base import HOSPITAL, line_sql
from .counted import delivery_sql
from .settings import YearSettings, rounded_up

OPT_OUTS = "opt_outs.csv"


def opt_out_rows_sql(draws: Draws, settings: YearSettings) -> str:
    """One row per number on the list, of people with imaging and a hospital record; the first may leave it again."""
    each = rounded_up(settings.opted_out * settings.people)
    numbers = " union ".join(f"select NEWNHSNO as number from base_{dataset}" for dataset in HOSPITAL)
    leaves = settings.leaves or "null"
    return f"""
        select 'opt_outs' as kind, '{OPT_OUTS}' as file, 1 as place,
            cast(1 + (nth - 1) // {max(each, 1)} as integer) as since,
            cast(case when nth = 1 then {leaves} end as integer) as until, number as key,
            cast(null as varchar) as month,
            number as line, cast(null as varchar) as why, cast(null as varchar) as person
        from (
            select number, row_number() over (order by {draws.unit("opt out", "number")}, number) as nth
            from (
                select distinct NHS_NUMBER as number from base_did where NHS_NUMBER in (select number from ({numbers}))
            ) as known
        ) as listed
        where nth <= {each * settings.deliveries}"""


def death_rows_sql(settings: YearSettings) -> str:
    """One row per death and span of deliveries; it bears the person key of the time."""
    columns = {"id": "case when since >= issued then after else TOKEN_PERSON_ID end", "day": "DATE_OF_DEATH"}
    return f"""
        select 'deaths' as kind, 'lookups/deaths.csv' as file, 1 as place, since,
            lead(since) over (partition by TOKEN_PERSON_ID order by since) as until, TOKEN_PERSON_ID as key,
            cast(null as varchar) as month, {line_sql(columns, ",")} as line,
            case when since = issued then 'person key' end as why, cast(null as varchar) as person
        from (
            select *, cast(unnest(list_filter(list_distinct([born, issued]), lambda n: n >= born)) as integer) as since
            from (
                select base_deaths.*, after, {delivery_sql("DATE_OF_DEATH", settings.first)} as born,
                    case when after is not null then {settings.final} end as issued
                from base_deaths
                left join (select before, after from person_key where trust is null) as rekeyed
                    on rekeyed.before = TOKEN_PERSON_ID
            ) as dead
        ) as span
        where since <= {settings.last}"""


def standing_rows_sql(path: str, layout: Layout) -> str:
    """One row per row of a lookup that comes with the first delivery."""
    columns = {name: f"cast({filled} as varchar)" for name, filled in layout.columns.items()}
    return f"""
        select 'lookup' as kind, '{path}' as file, 1 as place, 1 as since, cast(null as integer) as until, line as key,
            cast(null as varchar) as month, line, cast(null as varchar) as why, cast(null as varchar) as person
        from (select {line_sql(columns, layout.delimiter)} as line from {layout.source}) as lines"""
