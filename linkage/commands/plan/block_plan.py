"""The blocks of rank P as a plan shows them: about how many pairs each will make."""

from dataclasses import dataclass

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.scoring.block import block_key_sql, block_size_sql


@dataclass(frozen=True)
class BlockPlan:
    """One blocking rule of rank P."""

    fields: tuple[str, ...]
    pairs: int
    """Estimated pairs of a pool identity and a person; a pair that several blocks make is scored once."""
    largest: int
    """People of the largest block that the pool asks for."""
    left_out: int
    """Block values with more people than `cap` allows: their pairs are not made."""
    cap: str = "max_block_people"
    """The setting of the rules that bounds it."""


def block_plans(engine: Engine, rank_p: RankP, identities: str) -> tuple[BlockPlan, ...]:
    """
    Each block of rank P with its estimated pairs: event_identity against `identities`, the index as a table expression.

    The pool is taken to be the identities whose number is missing or nobody's; a run knows it only after the
    ranks. The index is read once for each block and never held: it may be larger than the memory.
    """
    engine.create("plan_number", known_number_sql(identities))
    engine.create("plan_pool", plan_pool_sql())
    found = []
    for block in rank_p.blocks:
        alone = rank_p.model_copy(update={"blocks": (block,)})
        engine.create("plan_block", f"with identity as ({identities}) {block_size_sql(alone, 'plan_pool')}")
        cap, most = rank_p.cap(block)
        pairs, largest, left_out = map(as_whole, engine.rows(block_count_sql(block, most))[0])
        found.append(BlockPlan(block, pairs, largest, left_out, cap))
    return tuple(found)


def known_number_sql(identities: str) -> str:
    """One row per NHS number that both an event and the index bear."""
    return f"""
        select distinct held.nhs_number
        from ({identities}) as held
        where held.nhs_number in (select nhs_number from event_identity where nhs_number is not null)"""


def plan_pool_sql() -> str:
    """One row per event identity that is likely to reach rank P."""
    return """
        select event.identity_key, event.nhs_number, event.birth_date, event.sex, event.postcode
        from event_identity as event
        left join plan_number as known on known.nhs_number = event.nhs_number
        where known.nhs_number is null
          and (event.nhs_number is not null or event.birth_date is not null or event.postcode is not null)"""


def block_count_sql(block: tuple[str, ...], most: int) -> str:
    """One row: pairs of the pool in blocks of at most `most` people, the largest block, and how many are larger."""
    return f"""
        select coalesce(sum(case when size.people <= {most} then size.people else 0 end), 0),
            coalesce(max(size.people), 0),
            count(distinct case when size.people > {most} then size.block_key end)
        from (select {block_key_sql(block, "plan_pool")} as block_key from plan_pool) as keyed
        join plan_block as size on size.block_key = keyed.block_key"""
