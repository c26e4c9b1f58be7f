"""Whether the people that a published month's events may be of are those of its publication."""

from linkage.engine.base import Engine


def changed_table(month: str) -> str:
    """The table of the identities of a month whose possible people have changed: its own, as months are looked at."""
    return f"changed_identity_{month.replace('-', '_')}"


def changed_identities_sql(*, has_p: bool) -> str:
    """
    The identities of the month, known at its publication, whose possible people differ now.

    Reads context_identity, event_identity and the neighbours that the ranks, and rank P, find now.
    """
    pool = "left join pool_neighbour as pool on pool.identity_key = event.identity_key" if has_p else ""
    differs = "or pool.digest is distinct from before.pool_digest" if has_p else ""
    return f"""
        select before.identity_key
        from context_identity as before
        join event_identity as event on event.identity_key = before.identity_key
        left join rank_neighbour as ranked on ranked.identity_key = event.identity_key
        {pool}
        where ranked.digest is distinct from before.rank_digest {differs}"""


def find_changed_identities(engine: Engine, month: str, *, has_p: bool) -> int:
    """Make the table of them; gives how many they are."""
    return engine.create(changed_table(month), changed_identities_sql(has_p=has_p))
