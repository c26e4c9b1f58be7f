"""How many events and hospital rows have each identifier, and each date, in which state."""

from linkage.engine.dialect import Dialect
from linkage.standardise import dates
from linkage.standardise.attendance import ecds_state_sql
from linkage.standardise.hospital import RAW_TABLES

IDENTIFIERS = ("nhs_number", "birth_date", "sex", "postcode")


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
    One row per data set, field and state of what places a record in time: its start, a death, ECDS rows not used.

    Dates are read once for each spelling: a year has far fewer of these than rows.
    """
    dated = dict.fromkeys(RAW_TABLES, "start_date") | {"deaths": "death_date"}
    each = [
        f"select '{dataset}' as dataset, '{field}' as field,"
        f" {dates.record_date_state_sql(dialect, field)} as state, records"
        f" from (select {field}, count(*) as records from {dataset}_raw group by {field}) as spelt"
        for dataset, field in dated.items()
    ]
    used = (
        f"select 'ecds' as dataset, 'row' as field, {ecds_state_sql()} as state, 1 as records from ecds_raw"
    )
    return _summed_sql([*each, used])


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
