"""
Impossible birth dates of events: the parts that can be read are compared, and may link.

A date such as 1970-81-01 says a year and a day. Whoever of the event's district holds both is a candidate beside those
of the blocks. The weight needs no training of its own: of whole dates it is known how often true pairs, and strangers,
agree on any two parts. Where events of one identity say different things, nothing is compared.
"""

from collections.abc import Mapping
from math import log2

from linkage.engine.making import Item, made
from linkage.steps.probabilistic.levels.birth_date_level import PARTS
from linkage.steps.probabilistic.model.model import Model, u_by_level
from linkage.steps.probabilistic.scoring.index_size import PEOPLE

EQUAL, DIFFER = "parts_equal", "parts_differ"
AGREEMENTS = {EQUAL: "partial", DIFFER: "conflict"}
"""Level, and what it is called in published tables."""
MEANINGS = {EQUAL: "year and the other readable part equal", DIFFER: "not all that can be read is equal"}
UNREAD = ("day", "month")
"""The part of which nothing can be read; without a year there is nothing to compare."""
LEAST = 1e-6
"""Lowest share of pairs, as elsewhere: a model may hold no pair that disagrees."""


def part_identity_sql(pool_table: str) -> str:
    """One row per identity without a birth date whose events all say the same year and day, or year and month."""
    return f"""
        select identity_key, postcode, cast(substr(parts, 1, 4) as bigint) as year,
            case when substr(parts, 6, 2) <> 'XX' then cast(substr(parts, 6, 2) as bigint) end as month,
            case when substr(parts, 9, 2) <> 'XX' then cast(substr(parts, 9, 2) as bigint) end as day
        from (
            select pool.identity_key, pool.postcode, min(event.birth_date_parts) as parts
            from {pool_table} as pool
            join event on event.identity_key = pool.identity_key
            where pool.birth_date is null
            group by pool.identity_key, pool.postcode
            having count(*) = count(event.birth_date_parts) and count(distinct event.birth_date_parts) = 1
        ) as said"""


def part_pair_sql() -> str:
    """part_identity, compared_identity -> one row per such identity and person of its district who holds its parts."""
    return f"""
        select distinct part.identity_key, held.person_no
        from part_identity as part
        join compared_identity as held
          on {_same("part", "held")} and held.district = substr(part.postcode, 1, length(part.postcode) - 3)"""


def with_part_pairs_sql(compared: str) -> str:
    """The pairs of the query `compared`, and those of part_pair: identity_key, person_no."""
    return f"""
        select identity_key, person_no from ({compared}
        ) as blocked
        union
        select identity_key, person_no from part_pair"""


def part_pairs_made(pool_table: str) -> tuple[Item, ...]:
    """`pool_table`, event and the index -> part_identity, part_pair."""
    return (made("part_identity", part_identity_sql, pool_table), made("part_pair", part_pair_sql))


def part_agreement_sql(model: Model) -> str:
    """
    compared_pair, part_identity and the index -> one row per pair of part_identity: level and bits of the birth date.

    At a postcode of more people than chance has of the `people` of the index, strangers are as many times as common.
    Of somebody without a birth date nothing is said, here as for whole dates.
    """
    weights = part_weights(model)
    there = u_by_level(model.comparisons)["postcode"]["exact"]
    crowded = f"""case when is_equal and is_there
                then least(log2(cast({there!r} as double) * {PEOPLE} / greatest(around.people - 1, 1)), 0)
                else cast(0 as double) end"""
    bits = " ".join(
        f"when part.{unread} is null and is_equal then cast({weights[unread, EQUAL]!r} as double)"
        f" when part.{unread} is null then cast({weights[unread, DIFFER]!r} as double)"
        for unread in UNREAD
    )
    return f"""
        select pair.identity_key, pair.person_no,
            case when is_equal then '{EQUAL}' else '{DIFFER}' end as birth_date_level,
            case {bits} end + {crowded} as birth_date_weight
        from (
            select pair.identity_key, pair.person_no,
                bool_or(case when held.birth_date is not null then {_same("said", "held")} end) as is_equal,
                bool_or(held.postcode is not null and said.postcode is not null
                    and held.postcode = said.postcode) as is_there
            from compared_pair as pair
            join part_identity as said on said.identity_key = pair.identity_key
            join compared_identity as held on held.person_no = pair.person_no
            group by pair.identity_key, pair.person_no
        ) as pair
        join part_identity as part on part.identity_key = pair.identity_key
        left join postcode_people as around on around.postcode = part.postcode
        where is_equal is not null"""


def part_weights(model: Model) -> Mapping[tuple[str, str], float]:
    """Bits by the part that cannot be read and level, of the levels of two whole dates off the default days."""
    whole = [
        one
        for one in model.comparisons["birth_date"]
        if not one.level.startswith("default_") and one.level != "none_held"
    ]
    found = {}
    for unread in UNREAD:
        equal = ("exact", *(f"{unread}_{how}" for how in ("slip", "switched", "differs")))
        m, u = (
            sum(getattr(one, kind) for one in whole if one.level in equal)
            / sum(getattr(one, kind) for one in whole)
            for kind in ("m", "u")
        )
        found[unread, EQUAL] = log2(max(m, LEAST) / max(u, LEAST))
        found[unread, DIFFER] = log2(max(1 - m, LEAST) / max(1 - u, LEAST))
    return found


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
    return "+".join(("district", *(part for part in PARTS if part != unread)))


def _same(said: str, held: str) -> str:
    """Whether a date of a person has all the parts that can be read."""
    day, month, year = (f"{held}.birth_{part}" for part in PARTS)
    return (
        f"{year} = {said}.year and ({said}.month is null or {month} = {said}.month)"
        f" and ({said}.day is null or {day} = {said}.day)"
    )
