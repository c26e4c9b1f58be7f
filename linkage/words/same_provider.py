"""Whether an event and a record are of one provider: yes, no, or not known, which is neither."""

SUCCESSION = "succession"
"""Table of the statistics that says which code of a provider has been followed by which; its category is the first."""
FOLLOWED_BY = "followed_by "
"""What the measure begins with there; the code that followed stands after it."""
TAKEN_OVER = 0.5
"""Share of what a code sent by which those who followed it must send more than before; a choice."""


def took_over(stopped: int, before: int, now: int) -> bool:
    """Whether those who followed codes send on what these, which stopped, sent: by their own events before and now."""
    return now - before >= TAKEN_OVER * stopped


def same_provider_sql(event: str, record: str) -> str:
    """
    True, false, or null where either provider is unknown, or one was split and the other is a part of it.

    Equal site codes are one place, whatever is known of its provider; so is a site whose code the record has as
    its provider's, as independent hospitals are sent. `kin_join_sql` must stand beside it.
    """
    return (
        f"case when {event}.site_code = {record}.site_code or {event}.site_code = {record}.provider_code then true"
        f" when kin.code is null then {event}.provider_code = {record}.provider_code end"
    )


def kin_join_sql(event: str, record: str) -> str:
    """A join, of one row at most, to what says that the two providers may be one."""
    return (
        f"left join provider_kin as kin on kin.code = {event}.provider_code"
        f" and kin.other_code = {record}.provider_code"
    )


def nearer_first_sql(same_provider: str) -> str:
    """To order by: the same provider, one that may be, another."""
    return f"case when {same_provider} then 0 when {same_provider} is null then 1 else 2 end"
