"""
The levels of every blocked pair: each field at the best level over all that the person holds.

Whole numbers stand for levels while they are compared, 1 the best, so that the best over a person's identities is
their minimum: the same as Splink finds with lists, in one pass and without a list.
"""

from linkage.probabilistic.default_day import NO_DAYS, DefaultDays
from linkage.probabilistic.levels import NONE_HELD, Comparison, comparisons

MISSING = "missing"
"""The level of an event that does not bear a field."""


def pair_code_sql(pool_table: str, pairs: str = "blocked_pair", days: DefaultDays = NO_DAYS) -> str:
    """`pairs`, `pool_table`, identity -> one row per event identity and person: the code of the best level by field."""
    codes = ", ".join(
        f"min({one.code_sql(f'held.{one.event_column}', f'event.{one.event_column}', days)}) as {one.name}_code"
        for one in comparisons()
    )
    return f"""
        select pair.identity_key, pair.person_id, {codes}
        from {pairs} as pair
        join {pool_table} as event on event.identity_key = pair.identity_key
        join identity as held on held.person_id = pair.person_id
        group by pair.identity_key, pair.person_id"""


def scored_pair_sql(pool_table: str) -> str:
    """pair_code, level_weight -> one row per event identity and person: the level of each field, and its bits."""
    levels = ", ".join(
        f"{level_sql(one, f'pair.{one.name}_code', f'event.{one.event_column}')} as {one.name}_level"
        for one in comparisons()
    )
    weights = ", ".join(
        f"coalesce({one.name}.weight, cast(0 as double)) as mw_{one.name}" for one in comparisons()
    )
    joins = "".join(
        f"""
        left join level_weight as {one.name}
          on {one.name}.field = '{one.name}' and {one.name}.level = stated.{one.name}_level"""
        for one in comparisons()
    )
    return f"""
        with stated as (
            select pair.identity_key, pair.person_id, {levels}
            from pair_code as pair
            join {pool_table} as event on event.identity_key = pair.identity_key
        )
        select stated.*, {weights}
        from stated{joins}"""


def level_sql(comparison: Comparison, code: str, own: str) -> str:
    """The name of the level with a code; no code: the event, or the person, has nothing to compare."""
    cases = " ".join(
        f"when {code} = {place} then '{level.name}'"
        for place, level in enumerate(comparison.compared, start=1)
    )
    return f"case when {own} is null then '{MISSING}' when {code} is null then '{NONE_HELD}' {cases} end"
