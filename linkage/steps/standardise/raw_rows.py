"""The rows of hospital files: of which tables they are read, and which of them count."""

from collections.abc import Mapping

from linkage.engine.dialect import Dialect
from linkage.steps.standardise import codes, dates, provider
from linkage.words.key_text import present_sql
from linkage.words.names import HOSPITAL

RAW_TABLES = {dataset: f"{dataset}_raw" for dataset in HOSPITAL}
PROVIDER = ("provider_code", "provider_code_3")
"""Where the provider stands; the second where the first is missing."""

RawTables = Mapping[str, str]
"""Data set -> the table of its rows, or an expression for some of them."""


def providers_of(dataset: str) -> tuple[str, ...]:
    """The columns of PROVIDER that a data set has."""
    return PROVIDER[:1] if dataset == "ecds" else PROVIDER


def rows_alone(dataset: str, rows: str) -> dict[str, str]:
    """The raw tables as if these rows of a data set, a table expression, were the only hospital rows."""
    none = {name: f"(select * from {table} where false)" for name, table in RAW_TABLES.items()}
    return {**none, dataset: rows}


def latest_sql(dialect: Dialect, dataset: str, raw: RawTables = RAW_TABLES) -> str:
    """
    The rows of a raw table that count: the last of each record key, by file and line.

    Each with `present_site` (the site code, if it is one) and `known_provider`.
    """
    own = codes.first_present_sql(dialect, *(f"counting.{name}" for name in providers_of(dataset)))
    site = present_sql(dialect, "counting.site_code")
    day = dates.known_date_sql(dialect, "latest.start_date")
    return f"""(
            select latest.*, {provider.provider_sql(dialect, "latest.present_site", "latest.own")} as known_provider
            from (
                select counting.*, {site} as present_site, {own} as own
                from {raw[dataset]} as counting
                left join ({_superseded_sql(raw[dataset])}
                ) as gone on gone.file_id = counting.file_id and gone.row_number = counting.row_number
                where gone.file_id is null
            ) as latest
            {provider.provider_joins_sql(dialect, "latest.present_site", day, "latest.own")}
        ) as raw"""


def _superseded_sql(rows: str) -> str:
    """
    The rows of a raw table that a later row of their record key takes the place of.

    Keys are counted first, so that none but the rows of repeated ones are ever put in order.
    """
    return f"""
                    select file_id, row_number
                    from (
                        select file_id, row_number, row_number() over (
                            partition by record_key order by file_id desc, row_number desc) as nth_from_last
                        from {rows} as every
                        where record_key in (
                            select record_key from {rows} as counted group by record_key having count(*) > 1)
                    ) as numbered
                    where nth_from_last > 1"""
