"""Whether an event and a record are of one provider: yes, no, or not known, which is neither."""


def same_provider_sql(event: str, record: str) -> str:
    """
    True, false, or null where either provider is unknown.

    Equal site codes are one place, whatever is known of its provider; so is a site whose code the record has as
    its provider's, as independent hospitals are sent.
    """
    return (
        f"case when {event}.site_code = {record}.site_code or {event}.site_code = {record}.provider_code then true"
        f" else {event}.provider_code = {record}.provider_code end"
    )


def nearer_first_sql(same_provider: str) -> str:
    """To order by: the same provider, one that may be, another."""
    return f"case when {same_provider} then 0 when {same_provider} is null then 1 else 2 end"
