"""
Block coverage: how often a true pair shares a block, so that a person who was never compared still counts.

An event without sex bears fewer blocks than a whole one, and a block that is too large is left out: coverage is
therefore known for every set of blocks, from the pairs proved by their NHS numbers.
"""

from collections.abc import Iterable
from itertools import combinations

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.errors import ConfigError
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.model.model import BlockCoverage, Model
from linkage.steps.probabilistic.scoring.block import NUMBER, block_key_sql, block_name, demographic_blocks
from linkage.steps.probabilistic.scoring.pool import NUMBER_ALONE

LOWEST = 0.001
HALF_A_PAIR = 0.5


def block_coverage(engine: Engine, rules: RankP) -> tuple[BlockCoverage, ...]:
    """proved_event, proved_pair, identity -> the share of pairs that share one of the blocks, for each set of them."""
    blocks = demographic_blocks(rules)
    if not blocks:
        return ()
    found = [
        (tuple(row[: len(blocks)]), tuple(row[len(blocks) : -1]), as_whole(row[-1]))
        for row in engine.rows(_shared_sql(blocks))
    ]
    places = range(len(blocks))
    names = [block_name(block) for block in blocks.values()]
    made = []
    for size in range(1, len(blocks) + 1):
        for chosen in combinations(places, size):
            of = [(shared, pairs) for borne, shared, pairs in found if all(borne[place] for place in chosen)]
            pairs = sum(count for _, count in of)
            sharing = sum(count for shared, count in of if any(shared[place] for place in chosen))
            share = (sharing + HALF_A_PAIR) / (pairs + 1)
            made.append(
                BlockCoverage(
                    blocks=tuple(names[place] for place in chosen),
                    share=rounded(min(max(share, LOWEST), 1.0)),
                    pairs=pairs,
                )
            )
    return tuple(made)


def _shared_sql(blocks: dict[int, tuple[str, ...]]) -> str:
    """Proved pairs counted by the blocks the event bears and those the person shares."""
    event_keys = ", ".join(
        f"{block_key_sql(block, 'event')} as event_{place}" for place, block in blocks.items()
    )
    own_keys = ", ".join(
        f"{block_key_sql(block, 'identity')} as own_{place}" for place, block in blocks.items()
    )
    borne = ", ".join(f"event_{place} is not null as borne_{place}" for place in blocks)
    shared = ", ".join(
        f"bool_or(coalesce(event_{place} = own_{place}, false)) as shared_{place}" for place in blocks
    )
    listed = ", ".join([*(f"borne_{place}" for place in blocks), *(f"shared_{place}" for place in blocks)])
    event_columns = ", ".join(f"event_{place}" for place in blocks)
    return f"""
        select {listed}, count(*) as pairs
        from (
            select identity_key, {borne}, {shared}
            from (
                select event.identity_key, {event_keys}, {own_keys}
                from proved_event as event
                join proved_pair as pair on pair.identity_key = event.identity_key
                join identity on identity.person_id = pair.person_id
            ) as keyed
            group by identity_key, {event_columns}
        ) as judged
        group by {listed}"""


def coverage_sql(
    rules: RankP,
    coverage: Iterable[BlockCoverage],
    right_number_share: float,
    pool_table: str = "pool_identity",
) -> str:
    """
    event_block -> one row per identity that bears a block: the chance that its person, if in the index, was compared.

    Of an event that bears a number of the index and nothing else it is the chance that the number is right. Where it
    bears more, phi is of mistaken numbers (see score), whose person no number finds.
    """
    blocks = demographic_blocks(rules)
    by_set = {frozenset(one.blocks): one.share for one in coverage}
    shares = {
        sum(2**place for place in chosen): by_set[frozenset(block_name(blocks[place]) for place in chosen)]
        for size in range(1, len(blocks) + 1)
        for chosen in combinations(blocks, size)
    }
    known = ", ".join(f"({chosen}, {share:.17e})" for chosen, share in {0: 0.0, **shares}.items())
    numbered = " or ".join(
        f"block = {place}" for place, block in enumerate(rules.blocks, start=1) if NUMBER in block
    )
    powers = " ".join(f"when {place} then {2**place}" for place in blocks)
    compared = f"case when is_left_out then 0 else case block {powers} else 0 end end" if blocks else "0"
    return f"""
        select borne.identity_key,
            1 - (1 - known.share) * (1 - case when by_number then cast({right_number_share!r} as double) else 0 end)
                as coverage
        from (
            select borne.identity_key, cast(sum({compared}) as bigint) as blocks,
                bool_or(({numbered or "false"}) and people > 0 and not is_left_out
                    and event.number_state = '{NUMBER_ALONE}') as by_number
            from event_block as borne
            join {pool_table} as event on event.identity_key = borne.identity_key
            group by borne.identity_key
        ) as borne
        join (values {known}) as known (blocks, share) on known.blocks = borne.blocks"""


def check_blocks(model: Model, rules: RankP) -> None:
    """ConfigError when the model was trained with other blocks than the rules have."""
    names = {block_name(block) for block in demographic_blocks(rules).values()}
    if names != {name for one in model.block_coverage for name in one.blocks}:
        raise ConfigError(
            "the model was trained with other [p] blocks than these rules have, and block coverage is part of it; "
            "run `linkage train --force`, or put the blocks back"
        )
