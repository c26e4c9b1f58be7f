"""What other targets would have linked, and the floor that no threshold can go below."""

from linkage.config.rules import RankP
from linkage.engine.making import Item, made

TARGETS = (0.001, 0.002, 0.004, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1)
"""Shares of wrong links at which links are counted as if they were the target: from the strictest in use to a tenth."""


def targets_made(rules: RankP) -> tuple[Item, ...]:
    """expected_share -> target_link: one row per other target, with the events it would link; the lowest of all too."""
    return (made("target_link", target_link_sql, rules),)


def target_link_sql(rules: RankP) -> str:
    """
    expected_share -> one row per target, and one, `is_least`, for the lowest target that links anything.

    Without a candidate for a link the least target is null: no target would do.
    """
    prudent = f"expected_false_share * cast({rules.prudence!r} as double)"
    listed = ", ".join(f"(cast({target!r} as double))" for target in TARGETS)
    return f"""
        with least as (
            select min(probability) as probability, min(target) as target
            from (
                select probability, round({prudent}, 9) as target, min(round({prudent}, 9)) over () as lowest
                from expected_share
            ) as shares
            where target = lowest
        ),
        reached as (
            select listed.target, min(case
                when share.expected_false_share <= listed.target / cast({rules.prudence!r} as double)
                then share.probability end) as probability
            from (values {listed}) as listed (target)
            left join expected_share as share on true
            group by listed.target
        ),
        aimed as (
            select target, false as is_least, probability from reached
            union all
            select target, true, probability from least
        )
        select aimed.target, aimed.is_least, cast(coalesce(sum(case
                when share.probability >= aimed.probability then share.events end), 0) as bigint) as events
        from aimed
        left join expected_share as share on true
        group by aimed.target, aimed.is_least"""
