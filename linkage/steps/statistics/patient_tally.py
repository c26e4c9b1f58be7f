"""Patients counted once for all numbers of a table: by breakdown, and by what they have of each kind of event."""

from collections.abc import Iterable, Mapping


def patient_tally_sql(source: str, breakdowns: Iterable[str], kinds: Mapping[str, str]) -> str:
    """
    One row per breakdown, category, and events that a patient has of it: how many `patients` have just as many.

    `source` is a table of events with their period, subject and breakdowns; `kinds` are conditions on these by name:
    beside all its `events`, a patient has so many of each. Each patient is counted once here, so that the distinct
    people of every number are a plain sum afterwards.
    """
    of_each = ", ".join(
        f"count(case when {condition} then 1 end) as {kind}" for kind, condition in kinds.items()
    )
    counted = ", ".join(("events", *kinds))
    return " union all ".join(
        f"""
        select period, '{breakdown}' as breakdown, category, {counted}, count(*) as patients
        from (
            select period, {breakdown} as category, count(*) as events, {of_each}
            from {source}
            where {breakdown} is not null
            group by period, {breakdown}, subject
        ) as of_patient
        group by period, category, {counted}"""
        for breakdown in breakdowns
    )


def patients_sql(condition: str) -> str:
    """The patients of a tally whose events meet a condition, to be grouped by category."""
    return f"cast(sum(case when {condition} then patients else 0 end) as bigint)"


def tallied_rate_sql(tally: str, table: str, measure: str, kind: str) -> str:
    """Statistics rows of a `table`, by breakdown and category: events of one kind as a share of all."""
    return f"""
        select period, '{table}' as "table", breakdown, category, '{measure}' as measure,
            cast(sum({kind} * patients) as bigint) as numerator, cast(sum(events * patients) as bigint) as denominator,
            cast(sum({kind} * patients) as double) / nullif(sum(events * patients), 0) as value,
            {patients_sql(f"{kind} > 0")} as numerator_people,
            {patients_sql(f"{kind} < events")} as complement_people
        from {tally}
        group by period, breakdown, category"""
