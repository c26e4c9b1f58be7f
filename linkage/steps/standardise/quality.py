"""How many events and hospital rows have each identifier, and each date, in which state."""

from collections.abc import Mapping, Sequence

from linkage.engine.dialect import Dialect
from linkage.steps.standardise import dates
from linkage.steps.standardise.attendance import ecds_state_sql
from linkage.steps.standardise.raw_rows import RAW_TABLES, RawTables
from linkage.words.key_text import state_sql
from linkage.words.names import IDENTIFIERS

OPTIONAL_CODES = {
    **dict.fromkeys(("apc", "op", "ae"), ("provider_code", "provider_code_3", "site_code", "gp_practice")),
    "ecds": ("provider_code", "site_code", "gp_practice"),
}
OPTIONAL_KEYS = {"apc": ("provider_spell_number", "attendance_key"), "ae": ("episode_key",)}
"""What a record may lack: a code or key that is a word for no value, or holds a character not seen, is missing."""
DEATHS = "deaths_raw"
RECORDS = {
    "apc": "episode",
    "op": "appointment",
    "ae": "(select 1 from attendance where attendance_source = 'AE')",
}
"""Where the latest row of each record key went; some ECDS rows are no attendance, so their number says nothing."""


def event_quality_count_sql() -> str:
    """One row per field and state of the month's events, those of people who opted out excepted."""
    each = [
        f"select 'did' as dataset, '{field}' as field, {field}_state as state, 1 as records from event"
        " where event_id not in (select event_id from opted_out_event)"
        for field in IDENTIFIERS
    ]
    return _summed_sql(each)


def hospital_quality_count_sql() -> str:
    """One row per data set, field and state of the hospital rows, also those without a person key."""
    each = [
        f"select dataset, '{field}' as field, {field}_state as state, records from hospital_state"
        for field in IDENTIFIERS
    ]
    person = (
        "select dataset, 'person_key' as field,"
        " case when person_id is null then 'missing' else 'valid' end as state, records from hospital_state"
    )
    return _summed_sql([*each, person])


def record_quality_count_sql(dialect: Dialect) -> str:
    """
    One row per data set, field and state of what places a record: date, optional codes and keys; ECDS rows not used.

    Dates and codes are read once for each spelling: a year has far fewer of these than rows. Codes and keys are counted
    where something was sent; a record key once for each row, as the latest of its key or superseded.
    """
    raw = {**RAW_TABLES, "deaths": DEATHS}
    return _summed_sql([*_placed(dialect, raw), *_repeated(), *_used(raw)])


def file_quality_count_sql(dialect: Dialect, dataset: str, rows: str) -> str:
    """The same of some rows of one hospital data set, a table expression, but for what becomes of record keys."""
    raw = {dataset: rows}
    return _summed_sql([*_placed(dialect, raw), *_used(raw)])


def added_quality_count_sql(
    dialect: Dialect,
    counted: Sequence[str],
    less: Sequence[str] = (),
    latest: Mapping[str, tuple[int, int]] | None = None,
) -> str:
    """
    record_quality_count_sql of the hospital files of which file_quality_count_sql has `counted`, and of deaths.

    Of rows that do not count any more it has `less`. Of `latest` data sets it is known how many rows they have, and how
    many of them are the last of their record key.
    """
    repeated = _repeated() if latest is None else _repeated_known(latest)
    each = [f"select dataset, field, state, records from {counts} as of_file" for counts in counted]
    each += [f"select dataset, field, state, -records as records from {counts} as gone" for counts in less]
    every = _summed_sql([*_placed(dialect, {"deaths": DEATHS}), *each, *repeated])
    return f"select * from ({every}) as every where records <> 0"


def _placed(dialect: Dialect, raw: RawTables) -> list[str]:
    """Queries of the dates, codes and keys of data sets, each with its rows."""
    dated = dict.fromkeys(RAW_TABLES, "start_date") | {"deaths": "death_date"}
    each = [
        f"select '{dataset}' as dataset, '{field}' as field,"
        f" {dates.record_date_state_sql('spelling', 'parsed')} as state, records"
        f" from (select {field} as spelling, {dates.hospital_date_sql(dialect, field)} as parsed, records"
        f" from (select {field}, count(*) as records from {raw[dataset]} group by {field}) as spelt) as read"
        for dataset, field in dated.items()
        if dataset in raw
    ]
    coded = [
        f"select '{dataset}' as dataset, '{field}' as field, {state_sql(dialect, field)} as state, records"
        f" from (select {field}, count(*) as records from {raw[dataset]} group by {field}) as spelt"
        f" where {field} is not null"
        for dataset, fields in OPTIONAL_CODES.items()
        if dataset in raw
        for field in fields
    ]
    keyed = [
        f"select '{dataset}' as dataset, '{field}' as field, {state_sql(dialect, field)} as state, 1 as records"
        f" from {raw[dataset]} where {field} is not null"
        for dataset, fields in OPTIONAL_KEYS.items()
        if dataset in raw
        for field in fields
    ]
    return [*each, *coded, *keyed]


def _repeated() -> list[str]:
    """Queries of the rows of record keys, which are of all files together."""
    superseded = "(select count(*) from {0}_raw) - (select count(*) from {1} as latest)"
    return [
        f"select '{dataset}' as dataset, 'record_key' as field, '{state}' as state, records"
        f" from (select {counted} as records) as counted where records > 0"
        for dataset, records in RECORDS.items()
        for state, counted in (
            ("latest", f"(select count(*) from {records} as latest)"),
            ("superseded", superseded.format(dataset, records)),
        )
    ]


def _repeated_known(latest: Mapping[str, tuple[int, int]]) -> list[str]:
    """The same, of numbers."""
    return [
        f"select '{dataset}' as dataset, 'record_key' as field, '{state}' as state, {records} as records"
        for dataset, (rows, last) in latest.items()
        for state, records in (("latest", last), ("superseded", rows - last))
        if records > 0
    ]


def _used(raw: RawTables) -> list[str]:
    """The query of ECDS rows by what they are; none where there is no ECDS."""
    return [
        f"select 'ecds' as dataset, 'row' as field, {ecds_state_sql()} as state, 1 as records from {rows}"
        for dataset, rows in raw.items()
        if dataset == "ecds"
    ]


def data_quality_count_sql() -> str:
    """All three, in one table."""
    columns = "dataset, field, state, records"
    return " union all ".join(
        f"select {columns} from {table}"
        for table in ("event_quality_count", "hospital_quality_count", "record_quality_count")
    )


def _summed_sql(each: list[str]) -> str:
    combined = "\n            union all ".join(each)
    return f"""
        select dataset, field, state, cast(sum(records) as bigint) as records
        from (
            {combined}
        ) as counted
        group by dataset, field, state"""
