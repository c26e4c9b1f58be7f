"""
What a wrong link shows, for rates that carry linkage error: how often a wrong person has a contact of the test's day.

It shows what the wrong person's records happen to hold. The people whom rank P compared with an event of its pool and
thought less probable stand for them: whoever agrees by chance, lives there or holds the number.
"""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.steps.statistics.stray_contact import estimates_sql, stray_contact_sql
from linkage.words.estimate import BY_CHANCE, RECALL, estimate_sql
from linkage.words.statistic import Asked, CountedFrom, Statistic

BREAKDOWN = "relation"


def stray_sql(month: str) -> str:
    """Statistics rows of `month`: the share of less probable people with each contact, and how many they are."""
    rows = " union all ".join(
        f"""
        select '{month}' as period, '{BREAKDOWN}' as breakdown, '{relation}' as category, '{measure}' as measure,
            {estimate_sql(value)} as value
        from (
            select count(*) as pairs, count(case when relation = '{relation}' then 1 end) as seen from recall_stray
        ) as counted"""
        for relation in BY_CHANCE
        for measure, value in (
            ("stray_share", "cast(seen as double) / nullif(pairs, 0)"),
            ("trials_stray", "cast(pairs as double)"),
        )
    )
    return estimates_sql(rows)


def items(asked: Asked) -> Sequence[Item]:
    """The contacts of less probable people."""
    return (made("recall_stray", stray_contact_sql, asked.dialect),)


STATISTIC = Statistic(
    table=RECALL,
    meaning="How often a wrong person has a hospital contact on the day of the test: for rates with their error.",
    source=CountedFrom.RECORDS,
    breakdowns=(BREAKDOWN,),
    items=items,
    sql=lambda asked: stray_sql(asked.month),
    control=None,
    chapter="carried",
    needs_p=True,
    carried=f"breakdown = '{BREAKDOWN}'",
)
