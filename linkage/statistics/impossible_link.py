"""linkage_error from what cannot be: links to somebody who had died in hospital, or was not yet born."""

DIED = "79"
"""Discharge destination of a patient who died. Source: HES data dictionary, DISDEST."""


def impossible_event_sql() -> str:
    """One row per linked event that cannot be its person's: the test is after a death in hospital or before birth."""
    return f"""
        with death as (
            select person_id, max(discharge_date) as died_on
            from episode
            where discharge_destination = '{DIED}' and discharge_date is not null
            group by person_id
        ),
        birth as (
            select person_id, min(birth_date) as born_on
            from identity
            where birth_date is not null
            group by person_id
        )
        select links.event_id
        from links
        join event on event.event_id = links.event_id
        left join death on death.person_id = links.person_id
        left join birth on birth.person_id = links.person_id
        where links.status = 'linked' and (event.test_date > death.died_on or event.test_date < birth.born_on)"""


def impossible_link_sql() -> str:
    """
    Statistics rows: impossible links among all, by rank and together.

    A lower bound of the false links, and a low one: most wrong people are alive.
    """
    parts = []
    for breakdown, category in (("match_rank", "outcome.match_rank"), ("month", "outcome.month")):
        parts.append(f"""
        select outcome.period, 'linkage_error' as "table", '{breakdown}' as breakdown, {category} as category,
            'impossible_link_share' as measure, count(wrong.event_id) as numerator, count(*) as denominator,
            cast(count(wrong.event_id) as double) / nullif(count(*), 0) as value, 'national' as level,
            count(distinct case when wrong.event_id is not null then outcome.subject end) as numerator_people,
            count(distinct case when wrong.event_id is null then outcome.subject end) as complement_people
        from outcome
        left join impossible_event as wrong on wrong.event_id = outcome.event_id
        where outcome.status = 'linked'
        group by outcome.period, {category}""")
    return " union all ".join(parts)
