"""Relations: every way a linked event sits beside a hospital record, in one slim shape."""

PRECEDENCE = (
    "IN_EPISODE",
    "IN_SPELL",
    "IN_CIPS",
    "AE_SAME_DAY",
    "AE_THEN_ADMITTED",
    "OP_SAME_DAY",
    "OP_REQUESTED",
    "PRE_ADMISSION",
    "GP_DA_THEN_ADMISSION",
    "POST_DISCHARGE",
    "PERSON_ONLY",
)
"""Strongest first: an admission explains a scan better than an attendance, and that better than an appointment."""


def relation_row_sql(
    relation: str, source: str, key: str, *, spell: str = "cast(null as string)", gap: str = "0"
) -> str:
    """
    The columns of one relation of `event`: which record of which data set, its spell, and the gap.

    The gap is the whole days between the test and the nearest day of the stay or contact, 0 inside it.
    """
    return f"""
        select event.event_id, '{relation}' as relation, '{source}' as episode_source, {key} as episode_key,
            {spell} as spell_id, {gap} as gap_days"""


def linked_event_sql() -> str:
    """One row per linked event: the person, the days, the provider and how far to trust the link."""
    return """
        select links.event_id, links.person_id, links.match_rank, links.match_probability,
            event.test_date, event.request_date, event.source_setting, event.provider_code
        from links
        join event on event.event_id = links.event_id
        where links.status = 'linked'"""


def person_only_sql() -> str:
    """One row per linked event that has no other relation; it names no record."""
    return """
        select event.event_id, 'PERSON_ONLY' as relation, cast(null as string) as episode_source,
            cast(null as string) as episode_key, cast(null as string) as spell_id, cast(null as bigint) as gap_days
        from linked_event as event
        anti join record_relation as found on found.event_id = event.event_id"""
