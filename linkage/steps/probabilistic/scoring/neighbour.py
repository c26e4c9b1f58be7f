"""Whom rank P compared an identity of the pool with: as long as none of them changes, neither do its weights."""

from linkage.words.value_id import summed_sql


def pool_neighbour_sql() -> str:
    """compared_pair, person -> one row per identity of the pool that has candidates."""
    return f"""
        select pair.identity_key, count(*) as people, {summed_sql("person.digest")} as digest
        from compared_pair as pair
        join person on person.person_no = pair.person_no
        group by pair.identity_key"""


def pool_block_sql() -> str:
    """event_block -> which values of blocks were left out, by the identities that bear them."""
    return "select identity_key, cast(block as bigint) as block, is_left_out from event_block"
