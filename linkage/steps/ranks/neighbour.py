"""Whom the ranks looked at for an event identity: as long as none of them changes, neither does what the ranks find."""

from linkage.words.value_id import summed_sql


def rank_neighbour_sql() -> str:
    """rank_pair, person -> one row per event identity with anybody to look at: how many people, and their digest."""
    return f"""
        select pair.identity_key, count(*) as people, {summed_sql("person.digest")} as digest
        from (select distinct identity_key, person_id from rank_pair) as pair
        join person on person.person_id = pair.person_id
        group by pair.identity_key"""
