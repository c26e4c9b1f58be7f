"""Whom rank P compared an identity of the pool with: as long as none of them changes, neither do its weights."""

from linkage.config.job import EvidenceTable
from linkage.engine.dialect import Dialect
from linkage.words.value_id import summed_sql


def pool_neighbour_sql() -> str:
    """compared_pair, person -> one row per identity of the pool that has candidates."""
    return f"""
        select pair.identity_key, count(*) as people, {summed_sql("person.digest")} as digest
        from compared_pair as pair
        join person on person.person_no = pair.person_no
        group by pair.identity_key"""


def neighbour_records_sql(dialect: Dialect, switches: EvidenceTable) -> str:
    """
    compared_pair, person -> pool_neighbour where evidence weighs what is known of the people beside their identities.

    Their hospital records by person_digest, and by hospital_practice where they are registered: another digest where
    any of these has changed.
    """
    numbers, joins = ["person.digest"], ""
    if switches.hospital_activity:
        numbers.append("state.records")
        joins += "\n        left join person_digest as state on state.person_id = person.person_id"
    if switches.gp_practice:
        numbers.append("practice.number")
        joins += f"""
        left join (
            select person_id, bit_xor({dialect.leading_integer("md5(gp_practice)")}) as number
            from hospital_practice
            group by person_id
        ) as practice on practice.person_id = person.person_id"""
    number = " + ".join(f"cast(coalesce({one}, 0) as decimal(38, 0))" for one in numbers)
    return f"""
        select pair.identity_key, count(*) as people, {summed_sql(f"({number})")} as digest
        from compared_pair as pair
        join person on person.person_no = pair.person_no{joins}
        group by pair.identity_key"""


def pool_block_sql() -> str:
    """event_block -> which values of blocks were left out, by the identities that bear them."""
    return "select identity_key, cast(block as bigint) as block, is_left_out from event_block"
