"""
Impossible birth dates of events: the parts that can be read find people, and are compared (see part_agreement).

Whoever of the event's district holds all that can be read is a candidate beside those of the blocks. Where events of
one identity say different things, nothing is compared. People of whom HES has parts alone are in the blocks of these.
"""

from linkage.engine.making import Item, made
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.scoring.block import block_name
from linkage.steps.probabilistic.scoring.part_agreement import UNREAD, readable_block
from linkage.words.compared_parts import said_sql

PART_PAIR = dict.fromkeys(("identity_key", "person_no"), "integer")
"""Columns of part_pair."""


def part_identity_sql(pool_table: str) -> str:
    """One row per identity without a birth date whose events all say the same year and day, or year and month."""
    said = ", ".join(f"{said_sql(f'birth_{part}', 'parts')} as {part}" for part in ("year", "month", "day"))
    return f"""
        select identity_key, postcode, {said}
        from (
            select pool.identity_key, pool.postcode, min(event.birth_date_parts) as parts
            from {pool_table} as pool
            join event on event.identity_key = pool.identity_key
            where pool.birth_date is null
            group by pool.identity_key, pool.postcode
            having count(*) = count(event.birth_date_parts)
               and min(event.birth_date_parts) = max(event.birth_date_parts)
        ) as said"""


def part_pair_sql() -> str:
    """part_identity, compared_identity -> one row per such identity and person of its district who holds its parts."""
    return f"""
        select distinct part.identity_key, held.person_no
        from part_identity as part
        join compared_identity as held
          on {_same("part", "held")} and held.district = substr(part.postcode, 1, length(part.postcode) - 3)"""


def with_part_pairs_sql(compared: str) -> str:
    """The pairs of the query `compared`, each once however often it stands there, and those of part_pair."""
    return f"""
        select identity_key, person_no from ({compared}
        ) as blocked
        union
        select identity_key, person_no from part_pair"""


def part_pairs_made(pool_table: str) -> tuple[Item, ...]:
    """`pool_table`, event and the index -> part_identity, part_pair."""
    return (
        made("part_identity", part_identity_sql, pool_table),
        made("part_pair", part_pair_sql).only_from("part_identity", columns=PART_PAIR),
    )


def with_part_coverage_sql(coverage: str, model: Model) -> str:
    """The rows of the query `coverage`, raised by the chance that the person shares district and parts."""
    shares = {frozenset(one.blocks): one.share for one in model.block_coverage}
    cases = " ".join(
        f"when {unread} is null then cast({shares.get(frozenset([_block(unread)]), 0.0)!r} as double)"
        for unread in UNREAD
    )
    return f"""
        select coalesce(blocked.identity_key, part.identity_key) as identity_key,
            1 - (1 - coalesce(blocked.coverage, cast(0 as double)))
                * (1 - coalesce(part.coverage, cast(0 as double))) as coverage
        from ({coverage}) as blocked
        full outer join (
            select identity_key, case {cases} end as coverage from part_identity where postcode is not null
        ) as part on part.identity_key = blocked.identity_key"""


def _block(unread: str) -> str:
    """The block of district and the two other parts, as the model names it."""
    return block_name(readable_block(unread))


def _same(said: str, held: str) -> str:
    """Whether a date of a person has all the parts that can be read."""
    day, month, year = (f"{held}.birth_{part}" for part in ("day", "month", "year"))
    return (
        f"{year} = {said}.year and ({said}.month is null or {month} = {said}.month)"
        f" and ({said}.day is null or {day} = {said}.day)"
    )
