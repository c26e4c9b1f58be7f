"""
The keys of made people: a keyed hash of what a group holds and no other does, never of history or the order of rows.

The values of a pass stand for a group where it alone bears them: those of pass 1 (number, sex, birth date) if it has
any, else those of the next. So a key outlives new addresses, other files and a deleted cache; it changes when a smaller
value comes in or goes, and so when people are merged or split.
"""

from collections.abc import Sequence

from linkage.config.people.person_rules import Pass
from linkage.engine.dialect import Dialect
from linkage.steps.people.identity import VALUES
from linkage.steps.people.passes import is_valid_sql, key_sql
from linkage.words.value_id import PAD, joined_sql

LAST = "~"
"""Before what stands for a group that bears no values of a pass alone: after every number of a pass."""


def is_placed_sql(passes: Sequence[Pass]) -> str:
    """Whether an identity is somebody: it has a valid number, or all that some pass requires."""
    return " or ".join(["nhs_number is not null", *(f"({is_valid_sql(one)})" for one in passes)])


def issued_sql(dialect: Dialect, passes: Sequence[Pass], grouped: str) -> str:
    """One row per group with its key; reads id_pad. Identities that say too little of anybody are in none."""
    anchors = [(str(nth), key_sql(one), is_valid_sql(one)) for nth, one in enumerate(passes, 1)]
    anchors.append((LAST, f"concat({joined_sql(*VALUES)})", is_placed_sql(passes)))
    each = "\n            union all\n            ".join(
        f"select group_key, concat('{before}', chr(31), {text}) as anchor from {grouped} where {is_there}"
        for before, text, is_there in anchors
    )
    hashed = dialect.keyed_hash("anchor", f"{PAD}.inner_pad", f"{PAD}.outer_pad")
    return f"""
        with borne as (
            {each}
        ),
        own as (
            select anchor, min(group_key) as group_key
            from borne
            group by anchor
            having min(group_key) = max(group_key)
        ),
        smallest as (
            select group_key, min(anchor) as anchor
            from own
            group by group_key
        )
        select substr({hashed}, 1, 32) as person_id, group_key
        from smallest
        cross join {PAD}"""


def made_person_sql(grouped: str) -> str:
    """One row per bearer that is somebody, with the person."""
    return f"""
        select bearer.bearer, issued.person_id
        from bearer
        join {grouped} as told on told.identity_key = bearer.identity_key
        join issued_person as issued on issued.group_key = told.group_key"""
