"""The records of the HES files: the year to date grows, is sent again, corrected; the earlier year becomes final."""

from collections.abc import Mapping, Sequence

from ..draws import Draws
from ..files.hes_person import NULL_DATE
from ..settings import YEARS
from .base import HOSPITAL, line_sql
from .counted import delivery_sql, held_back_sql, one_or_two_sql
from .settings import YearSettings

NEVER = 99
"""A delivery that does not come."""

FIRST_WRONG = {"number": 1.0, "postcode": 1.0, "diagnosis": 1.0, "end": 1.0}
"""What of a corrected record was first wrong, each as often; only stays have an end."""

WRONG: Mapping[str, str] = {
    "NEWNHSNO": "case when is_wrong and wrong = 'number' then null else NEWNHSNO end",
    "HOMEADD": "case when is_wrong and wrong = 'postcode' then 'ZZ99 3VZ' else HOMEADD end",
    "DIAG_01": "case when is_wrong and wrong = 'diagnosis' then 'R99X' else DIAG_01 end",
    "TOKEN_PERSON_ID": "coalesce(case when is_rekeyed then after end, TOKEN_PERSON_ID)",
}
"""The columns of any record as a delivery has them."""

OF_STAYS: Mapping[str, str] = {
    "EPIEND": f"""case when is_open then '{NULL_DATE}'
            when is_wrong and wrong = 'end' and EPIEND <> '{NULL_DATE}' then cast(cast(EPIEND as date) + 1 as varchar)
            else EPIEND end""",
    "EPISTAT": "case when is_open then '1' else EPISTAT end",
    "DISDATE": f"case when is_inside then '{NULL_DATE}' else DISDATE end",
    "DISMETH": "case when is_inside then '8' else DISMETH end",
    "DISDEST": "case when is_inside then '98' else DISDEST end",
}
"""And of a stay that has not ended, or from which nobody has been discharged, by then."""


def life_sql(draws: Draws, settings: YearSettings, dataset: str) -> str:
    """
    One row per record: the deliveries from which it is there, right, ended, discharged and gone.

    Those of the earlier year, and whoever comes late, change with its final file alone.
    """
    key, day = HOSPITAL[dataset]
    final = settings.final
    is_early = f"FYEAR = '{YEARS[0]}'"
    late = held_back_sql(draws, "hes late", settings.hes_late, key)
    late_person = draws.happens("hes late person", settings.hes_late_people, "TOKEN_PERSON_ID")
    is_corrected = draws.happens("hes corrected", settings.hes_corrected, key)
    is_withdrawn = draws.happens("hes withdrawn", settings.hes_withdrawn, key)
    stay = f"""
            case when not {is_early} and EPIEND <> '{NULL_DATE}'
                then {delivery_sql("EPIEND", settings.first)} end as ends,
            case when not {is_early} and DISDATE <> '{NULL_DATE}'
                then {delivery_sql("DISDATE", settings.first)} end as leaves,
    """
    nothing = "cast(null as bigint) as ends, cast(null as bigint) as leaves,"
    return f"""
        select *,
            case when {is_corrected} then
                case when {is_early} then {final} else born + {one_or_two_sql(draws, "hes right", key)} end
                end as right_from,
            case when {is_withdrawn} then
                case when {is_early} then {final} else born + {one_or_two_sql(draws, "hes gone", key)} end end as gone,
            {draws.chosen("hes first wrong", FIRST_WRONG, key)} as wrong
        from (
            select record.*, rekeyed.after, {stay if dataset == "apc" else nothing}
                greatest(case when {is_early} then case when {late} > 0 then {final} else 1 end
                    else {delivery_sql(day, settings.first)} + {late} end,
                    case when {late_person} then {final} else 1 end) as born
            from base_{dataset} as record
            left join person_key as rekeyed on rekeyed.before = record.TOKEN_PERSON_ID
                and (rekeyed.trust is null or rekeyed.trust = record.PROCODET)
        ) as born_record"""


def hospital_rows_sql(settings: YearSettings, dataset: str, columns: Sequence[str]) -> str:
    """One row per record of a data set, file and span of deliveries over which its line stays the same."""
    key, _ = HOSPITAL[dataset]
    final, name = settings.final, dataset.upper()
    shown = {column: column for column in columns} | dict(WRONG) | dict(OF_STAYS if dataset == "apc" else {})
    boundaries = f"""[born, right_from, ends, leaves,
                    case when FYEAR = '{YEARS[0]}' or after is not null then {final} end]"""
    return f"""
        select '{dataset}' as kind,
            case when FYEAR = '{YEARS[0]}' and since >= {final} then 'hes/HES_{name}_{YEARS[0]}_M13.txt'
                else concat('hes/HES_{name}_', FYEAR, '.txt') end as file,
            1 as place, since, until, {key} as key, cast(null as varchar) as month,
            {line_sql({column: shown[column] for column in columns}, "|")} as line,
            case when since = right_from then 'corrected' when since in (ends, leaves) and since > born then 'ended'
                when since = {final} and after is not null then 'person key' end as why,
            {shown["TOKEN_PERSON_ID"]} as person
        from (
            select *, coalesce(lead(since) over (partition by {key} order by since), gone) as until,
                since < coalesce(right_from, 0) as is_wrong, since >= {final} as is_rekeyed,
                since < coalesce(ends, 0) as is_open, since < coalesce(leaves, 0) as is_inside
            from (
                select *, cast(unnest(list_filter(list_distinct({boundaries}),
                    lambda n: n >= born and n < coalesce(gone, {NEVER}))) as integer) as since
                from life_{dataset}
            ) as boundary
        ) as span
        where since <= {settings.last}"""
