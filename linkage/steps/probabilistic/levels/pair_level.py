"""
The levels of every pair: each field at the best level over all that the person holds.

Whole numbers stand for levels while they are compared, 1 the best, so that the best over a person's identities is
their minimum: the same as Splink finds with lists, in one pass and without a list.
"""

from linkage.steps.probabilistic.levels.birth_date_code import BIRTH_DATE, birth_date_code_sql
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays
from linkage.steps.probabilistic.levels.levels import MISSING_CODE, Comparison, comparisons
from linkage.steps.probabilistic.levels.postcode_code import POSTCODE, postcode_code_sql

PAIR_CODE = dict.fromkeys(
    ("identity_key", "person_no", *(f"{one.name}_code" for one in comparisons())), "integer"
)
"""Columns of pair_code."""
MISSING = "missing"
"""The level of an event that does not bear a field."""


def pair_code_sql(pairs: str = "compared_pair", days: DefaultDays = NO_DAYS) -> str:
    """
    `pairs`, event_part, compared_identity -> one row per identity and person: the code of the best level by field.

    Most people have one row, whose code is the best there is.
    """
    names = ", ".join(f"{one.name}_code" for one in comparisons())
    codes = ", ".join(f"{compared_sql(one, days)} as {one.name}_code" for one in comparisons())
    best = ", ".join(f"min({one.name}_code) as {one.name}_code" for one in comparisons())
    return f"""
        with compared as (
            select pair.identity_key, pair.person_no, held.combinations, {codes}
            from {pairs} as pair
            join event_part as event on event.identity_key = pair.identity_key
            join compared_identity as held on held.person_no = pair.person_no
        )
        select identity_key, person_no, {names}
        from compared
        where combinations = 1
        union all
        select identity_key, person_no, {best}
        from compared
        where combinations > 1
        group by identity_key, person_no"""


def compared_sql(comparison: Comparison, days: DefaultDays = NO_DAYS) -> str:
    """The code of the level of a row `held` of compared_identity and a row `event` of event_part."""
    if comparison == BIRTH_DATE:
        return birth_date_code_sql(days)
    if comparison == POSTCODE:
        return postcode_code_sql()
    return comparison.code_sql(f"held.{comparison.event_column}", f"event.{comparison.event_column}")


def level_of(comparison: Comparison, code: int) -> str:
    """The name of the level with a code."""
    return MISSING if code == MISSING_CODE else comparison.levels[code - 1].name


def level_sql(comparison: Comparison, code: str) -> str:
    """The name of the level with a code."""
    cases = " ".join(
        f"when {place} then '{level.name}'" for place, level in enumerate(comparison.levels, start=1)
    )
    return f"case {code} {cases} else '{MISSING}' end"
