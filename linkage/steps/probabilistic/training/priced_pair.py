"""
Pairs of an event and a person of its blocks whose postcodes may agree at a level that is priced.

Whoever lives nowhere near is no part of the price of coincidence, however the birth dates agree. Blocks with a place
bring few of them. One without, such as birth date and sex, brings hardly anybody else, and the more the larger the
index is: there postcodes are compared while the two are joined, and few pairs are left to be looked at further.
"""

from collections.abc import Sequence

from linkage.config.rules import RankP
from linkage.steps.probabilistic.levels.postcode_code import PLACES, postcode_code_sql
from linkage.steps.probabilistic.scoring.block import block_number_sql

NOBODY = """
        select borne.identity_key, borne.value_key as person_no from event_block as borne where false"""
"""No pair, where every block has a place."""


def priced_pair_sql(rules: RankP, chosen: str = "true") -> str:
    """
    event_block, block_member, far_pair -> identity_key and person_no, some pairs several times.

    Every pair of a block that is not left out and at a level of the postcode that matters is there, and some at others.
    `chosen` is a condition on the events, which are `borne`.
    """
    return f"""
        select borne.identity_key, member.person_no
        from event_block as borne
        join block_member as member on member.block = borne.block and member.value_key = borne.value_key
        where {at_a_place_sql(rules, "borne")} and {chosen}
        union all
        select borne.identity_key, borne.person_no from far_pair as borne where {chosen}"""


def far_pair_sql(rules: RankP, priced: Sequence[str]) -> str:
    """
    event_block, event_part, compared_identity -> the pairs of blocks without a place, at the `priced` postcode levels.

    They are few, though all of the index is looked at: made once, whatever is done with a part of the events.
    """
    far = {place: block for place, block in enumerate(rules.blocks, start=1) if rules.grows_with_index(block)}
    each = [_anywhere_sql(place, block, priced) for place, block in far.items()]
    return "\n        union all".join(each or [NOBODY])


def at_a_place_sql(rules: RankP, row: str = "event_block") -> str:
    """Whether a row of event_block is of a block with a place, and not left out."""
    places = (
        str(place) for place, block in enumerate(rules.blocks, start=1) if not rules.grows_with_index(block)
    )
    return f"not {row}.is_left_out and {row}.block in ({', '.join(places) or '0'})"


def _anywhere_sql(place: int, block: tuple[str, ...], priced: Sequence[str]) -> str:
    """
    Pairs of one block without a place whose person has ever had a postcode at one of the levels.

    Most people have one row, which has block and postcode. Of the others every row of the block is laid beside every
    postcode of the person.
    """
    codes = ", ".join(str(PLACES[level]) for level in priced)
    number = block_number_sql(block, "held")
    return f"""
        select distinct borne.identity_key, held.person_no
        from event_block as borne
        join event_part as event on event.identity_key = borne.identity_key
        join (
            select {number} as value_key, held.person_no, held.postcode, held.postcode_no
            from compared_identity as held
            where held.combinations = 1
            union all
            select {number} as value_key, held.person_no, home.postcode, home.postcode_no
            from compared_identity as held
            join compared_identity as home on home.person_no = held.person_no
            where held.combinations > 1 and home.combinations > 1
        ) as held on held.value_key = borne.value_key
        where not borne.is_left_out and borne.block = {place}
          and {postcode_code_sql()} in ({codes})"""
