"""
Groups joined through the keys they share, set-wise: hook every group to the smallest it meets, then jump to its root.

A round lets each root take the smallest root among all that share a key with it, then the root of that one. Roots only
fall, and the tree they make is flattened as it grows, so long chains are joined in few rounds (engine/repeated).
"""

from linkage.config.people.person_rules import Pass
from linkage.engine.making import Made
from linkage.engine.repeated import Repeated
from linkage.steps.people.passes import SEVERAL_NUMBERS, numbered_sql


def rooted_sql(links: str) -> str:
    """One row per group that a pass has to join, as its own root."""
    return f"select distinct group_key, group_key as root from {links}"


def rounds(links: str, rooted: str) -> Repeated:
    """Roots of `rooted` until no key of `links` has two."""
    lowest, hooked, jumped = (f"{rooted}_{name}" for name in ("lowest", "hooked", "jumped"))
    return Repeated(
        (
            Made(
                lowest,
                f"""
        select links.pass_key, min(rooted.root) as root
        from {links} as links
        join {rooted} as rooted on rooted.group_key = links.group_key
        group by links.pass_key""",
            ),
            Made(
                hooked,
                f"""
        select rooted.root, min(lowest.root) as parent
        from {links} as links
        join {rooted} as rooted on rooted.group_key = links.group_key
        join {lowest} as lowest on lowest.pass_key = links.pass_key
        group by rooted.root""",
            ),
            Made(
                jumped,
                f"""
        select here.root, above.parent
        from {hooked} as here
        join {hooked} as above on above.root = here.parent""",
            ),
            Made(
                rooted,
                f"""
        select rooted.group_key, jumped.parent as root
        from {rooted} as rooted
        join {jumped} as jumped on jumped.root = rooted.root""",
            ),
        ),
        left=f"select count(*) from {hooked} where parent <> root",
        meaning="The root of each group: rounds of hooking to the smallest neighbour, until none changes.",
        start=rooted,
    )


def contradicted_sql(one: Pass, before: str, rooted: str) -> str:
    """
    One row per root whose groups hold several numbers between them, where numbers keep records apart.

    No key of theirs was contested, yet one led to another: none of these joins holds.
    """
    if not one.is_guarded:
        return f"select root from {rooted} where false"
    return f"""
        select rooted.root
        from {rooted} as rooted
        join {numbered_sql(before)} as numbered on numbered.group_key = rooted.group_key
        group by rooted.root
        having {SEVERAL_NUMBERS}"""


def grouped_sql(before: str, rooted: str, contradicted: str, values: tuple[str, ...]) -> str:
    """The identities with the groups that they are of after a pass."""
    kept = ", ".join(f"told.{name}" for name in values)
    return f"""
        select told.identity_key, coalesce(rooted.root, told.group_key) as group_key, {kept}, told.records
        from {before} as told
        left join (
            select group_key, root from {rooted} where root not in (select root from {contradicted})
        ) as rooted on rooted.group_key = told.group_key"""
