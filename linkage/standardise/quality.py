"""How many events and hospital rows have each identifier in which state."""

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


def data_quality_count_sql() -> str:
    """Both, in one table."""
    columns = "dataset, field, state, records"
    return f"select {columns} from event_quality_count union all select {columns} from hospital_quality_count"


def _summed_sql(each: list[str]) -> str:
    combined = "\n            union all ".join(each)
    return f"""
        select dataset, field, state, cast(sum(records) as bigint) as records
        from (
            {combined}
        ) as counted
        group by dataset, field, state"""
