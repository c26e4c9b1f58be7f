"""The blocks of rank P as a plan tells of them: about how many pairs each will make."""

from dataclasses import dataclass

from linkage.config.rules import RankP
from linkage.engine.duckdb import DuckDBEngine
from linkage.probabilistic.pool import block_size_sql


@dataclass(frozen=True)
class BlockPlan:
    """One blocking rule of rank P."""

    fields: tuple[str, ...]
    pairs: int
    """Estimated pairs of a pool identity and a person."""
    largest: int
    """People of the largest block that the pool asks for."""
    left_out: int
    """Block values with more people than max_block_people: their pairs are not made."""


def block_plans(engine: DuckDBEngine, rank_p: RankP) -> tuple[BlockPlan, ...]:
    """
    Each block of rank P with its estimated pairs, from event_identity and the index.

    The pool is taken to be the identities whose number is nobody's; a run knows it only after the ranks.
    """
    engine.create(
        "plan_pool",
        "select * from event_identity where nhs_number is null"
        " or nhs_number not in (select nhs_number from person_number)",
    )
    engine.create("plan_block", block_size_sql(rank_p, "plan_pool"))
    found = {
        int(str(block)): tuple(int(str(count)) for count in counts)
        for block, *counts in engine.rows(
            f"""
            select block, sum(case when people <= {rank_p.max_block_people} then people else 0 end),
                max(people), count(case when people > {rank_p.max_block_people} then 1 end)
            from plan_block
            group by block"""
        )
    }
    return tuple(
        BlockPlan(fields, *found.get(nth, (0, 0, 0))) for nth, fields in enumerate(rank_p.blocks, start=1)
    )
