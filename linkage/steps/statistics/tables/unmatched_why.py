"""Why events of a group are unmatched: nothing to compare, a person who is not in HES, or one who was missed."""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.steps.statistics.patient_tally import patient_tally_sql, patients_sql
from linkage.steps.statistics.tables.difference import BY
from linkage.words.estimate import estimate_sql, exact_sum_sql
from linkage.words.names import IDENTIFIERS
from linkage.words.statistic import Asked, CountedFrom, Statistic

PARTS = ("no_identifiers", "not_in_hes", "missed")
"""What an unmatched event is, in shares that add up to 1."""


def unmatched_event_sql() -> str:
    """
    One row per event: which identifiers it bears, and what it is as far as it is unmatched.

    A person who is in HES was missed; how likely that is says expected_outcome. An event that bears nothing is neither:
    nobody can know.
    """
    pattern = ", ".join(
        f"case when event.{field} is null then '-' else '{field[0]}' end" for field in IDENTIFIERS
    )
    bare = "coalesce(links.reason = 'no_identifiers', false)"
    return f"""
        select expected.period, expected.subject, expected.status, {", ".join(f"expected.{name}" for name in BY)},
            concat({pattern}) as pattern,
            case when expected.status = 'linked' then 0.0 when {bare} then 1.0 else 0.0 end as no_identifiers,
            case when expected.status = 'linked' or {bare} then 0.0 else 1 - expected.in_hes end as not_in_hes,
            case when expected.status = 'linked' or {bare} then 0.0 else expected.in_hes end as missed
        from expected_outcome as expected
        join links on links.event_id = expected.event_id
        join event on event.event_id = expected.event_id"""


def unmatched_cell_sql() -> str:
    """One row per breakdown, category and identifiers borne: events, and each part of them."""
    summed = ", ".join(f"{exact_sum_sql(part)} as {part}" for part in PARTS)
    return " union all ".join(
        f"""
        select period, '{breakdown}' as breakdown, {breakdown} as category, pattern, count(*) as events, {summed}
        from unmatched_event
        where {breakdown} is not null
        group by period, {breakdown}, pattern"""
        for breakdown in BY
    )


def unmatched_patient_sql() -> str:
    """Patients by breakdown, category, and how many linked events they have; see patient_tally_sql."""
    return patient_tally_sql("unmatched_event", BY, {"linked": "status = 'linked'"})


def unmatched_people_sql() -> str:
    """One row per breakdown and category: people with unmatched events, and with linked ones."""
    return f"""
        select period, breakdown, category, {patients_sql("linked < events")} as unmatched_people,
            {patients_sql("linked > 0")} as linked_people
        from unmatched_patient
        group by period, breakdown, category"""


def unmatched_group_sql() -> str:
    """
    One row per breakdown and category: each part as so many events, and as others with the same identifiers have it.

    Others: the events of the other categories that bear the same identifiers, all events where no other bears them.
    """
    summed = ", ".join(f"{exact_sum_sql(part)} as {part}" for part in PARTS)
    own = ", ".join(f"{exact_sum_sql(f'cell.{part}')} as {part}" for part in PARTS)
    others = """cell.events * case when whole.events > cell.events
                then (whole.{0} - cell.{0}) / (whole.events - cell.events)
                else whole.{0} / whole.events end"""
    expected = ", ".join(f"{exact_sum_sql(others.format(part))} as standardised_{part}" for part in PARTS)
    return f"""
        select cell.period, cell.breakdown, cell.category, {own}, {expected}
        from unmatched_cell as cell
        join (
            select period, pattern, count(*) as events, {summed}
            from unmatched_event
            group by period, pattern
        ) as whole on whole.period = cell.period and whole.pattern = cell.pattern
        group by cell.period, cell.breakdown, cell.category"""


def unmatched_why_sql() -> str:
    """Statistics rows of the table unmatched_why: a measure for each part, and for each as others have it."""
    return " union all ".join(
        f"""
        select counted.period, 'unmatched_why' as "table", counted.breakdown, counted.category,
            '{measure}' as measure, cast(null as bigint) as numerator, cast(null as bigint) as denominator,
            {estimate_sql(f"counted.{measure}")} as value,
            behind.unmatched_people as numerator_people, behind.linked_people as complement_people
        from unmatched_group as counted
        join unmatched_people as behind
          on behind.period = counted.period and behind.breakdown = counted.breakdown
         and behind.category = counted.category"""
        for measure in (*PARTS, *(f"standardised_{part}" for part in PARTS))
    )


def items(_asked: Asked) -> Sequence[Item]:
    """The events with what they are as far as they are unmatched, and their counts; reads expected_outcome."""
    return (
        made("unmatched_event", unmatched_event_sql),
        made("unmatched_cell", unmatched_cell_sql),
        made("unmatched_patient", unmatched_patient_sql),
        made("unmatched_people", unmatched_people_sql),
        made("unmatched_group", unmatched_group_sql),
    )


STATISTIC = Statistic(
    table="unmatched_why",
    meaning="Unmatched events that bear no identifiers, whose person is not in HES, and that were missed, by category; "
    "and as many as other events with the same identifiers have.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: unmatched_why_sql(),
    control=None,
    chapter="groups",
    needs_p=True,
)
