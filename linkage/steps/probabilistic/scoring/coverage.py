"""
Block coverage: how often a true pair shares a block, so that a person who was never compared still counts.

An event without sex bears fewer blocks than a whole one, and a block that is too large is left out: coverage is
therefore known for every set of blocks, from the pairs proved by their NHS numbers.
"""

from collections.abc import Iterable
from itertools import combinations

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Listed
from linkage.engine.value import as_whole
from linkage.errors import ConfigError
from linkage.steps.probabilistic.model.frozen import rounded
from linkage.steps.probabilistic.model.model import BlockCoverage, Model
from linkage.steps.probabilistic.scoring.block import NUMBER, block_name, demographic_blocks
from linkage.steps.probabilistic.scoring.blocking import block_columns, event_part_sql
from linkage.steps.probabilistic.scoring.pool import NUMBER_ALONE
from linkage.steps.probabilistic.training.proof import person_no_sql

LOWEST = 0.001
HALF_A_PAIR = 0.5


def block_coverage(engine: Engine, rules: RankP) -> tuple[BlockCoverage, ...]:
    """proved_event, proved_pair, compared_identity -> shares of pairs that share a block, by set of blocks."""
    blocks = demographic_blocks(rules)
    if not blocks:
        return ()
    found = [
        (tuple(row[: len(blocks)]), tuple(row[len(blocks) : -1]), as_whole(row[-1]))
        for row in engine.rows(_shared_sql(engine.dialect, blocks))
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


def _shared_sql(dialect: Dialect, blocks: dict[int, tuple[str, ...]]) -> str:
    """Proved pairs counted by the blocks the event bears and those the person shares, by parts of a date too."""
    columns = {place: block_columns(block) for place, block in blocks.items()}
    bears = {
        place: " and ".join(f"event.{column} is not null" for column in of) for place, of in columns.items()
    }
    same = {
        place: " and ".join(f"event.{column} = held.{column}" for column in of)
        for place, of in columns.items()
    }
    borne = ", ".join(f"max(case when {bears[place]} then 1 else 0 end) as borne_{place}" for place in blocks)
    shared = ", ".join(
        f"max(case when {same[place]} then 1 else 0 end) as shared_{place}" for place in blocks
    )
    listed = ", ".join([*(f"borne_{place}" for place in blocks), *(f"shared_{place}" for place in blocks)])
    return f"""
        select {listed}, count(*) as pairs
        from (
            select event.identity_key, {borne}, {shared}
            from ({event_part_sql(dialect, "proved_event")}
            ) as event
            join ({person_no_sql()}
            ) as pair on pair.identity_key = event.identity_key
            join compared_identity as held on held.person_no = pair.person_no
            group by event.identity_key
        ) as judged
        group by {listed}"""


def block_set_share_made(rules: RankP, coverage: Iterable[BlockCoverage]) -> Listed:
    """block_set_share: one row per set of blocks, numbered as coverage_sql does, and the share of pairs it finds."""
    blocks = demographic_blocks(rules)
    by_set = {frozenset(one.blocks): one.share for one in coverage}
    shares = [
        (sum(2**place for place in chosen), by_set[frozenset(block_name(blocks[place]) for place in chosen)])
        for size in range(1, len(blocks) + 1)
        for chosen in combinations(blocks, size)
    ]
    meaning = (
        "How often a set of blocks finds the person: block n of the rules adds two to the n to its number."
    )
    return Listed("block_set_share", {"blocks": "integer", "share": "double"}, [(0, 0.0), *shares], meaning)


def coverage_sql(rules: RankP, right_number_share: float, pool_table: str = "pool_identity") -> str:
    """
    event_block, block_set_share -> one row per identity that bears a block: the chance c that its person was compared.

    If in the index, that is. Of an event that bears a number of the index and nothing else it is the chance that the
    number is right. Where it bears more, phi is of mistaken numbers (see score), whose person no number finds.
    """
    blocks = demographic_blocks(rules)
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
        join block_set_share as known on known.blocks = borne.blocks"""


def check_blocks(model: Model, rules: RankP) -> None:
    """ConfigError when the model was trained with other blocks than the rules have."""
    names = {block_name(block) for block in demographic_blocks(rules).values()}
    if names != {name for one in model.block_coverage for name in one.blocks}:
        raise ConfigError(
            "the model was trained with other [p] blocks than these rules have, and block coverage is part of it; "
            "run `linkage train --force`, or put the blocks back"
        )
