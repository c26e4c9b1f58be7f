"""Which codes of providers others have followed, by the lookup of sites: a merged trust is not a silent one."""

from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal
from linkage.steps.statistics.quality_row import TAIL
from linkage.words.label import label_sql
from linkage.words.same_provider import FOLLOWED_BY, SUCCESSION
from linkage.words.statistic import CountedFrom, Statistic


def succession_sql(dialect: Dialect, month: str) -> str:
    """
    Statistics rows: a code of the lookup of sites, and each code that took its place.

    provider_successor, provider_split; in `month`. The numerator is how many codes took its place: of organisations,
    and not of people. More than one: it was split. Codes that look alike are one. No event is looked at, so that who
    followed whom stands in a month in which the follower is silent too, and tells nobody who sent events.
    """
    code, successor = label_sql(dialect, "told.code"), label_sql(dialect, "told.successor_code")
    return f"""
        select {literal(month)} as period, '{SUCCESSION}' as "table", 'provider' as breakdown, code as category,
            concat('{FOLLOWED_BY}', successor_code) as measure, successors as numerator,
            cast(null as bigint) as denominator, cast(successors as double) as value, {TAIL}
        from (
            select code, successor_code, count(*) over (partition by code) as successors
            from (
                select distinct {code} as code, {successor} as successor_code
                from (
                    select code, successor_code from provider_successor
                    union all
                    select code, successor_code from provider_split
                ) as told
            ) as labelled
        ) as followed"""


STATISTIC = Statistic(
    table=SUCCESSION,
    meaning="Codes of providers that others followed, by the lookup of sites, whether these sent events or not.",
    source=CountedFrom.RECORDS,
    sql=lambda asked: succession_sql(asked.dialect, asked.month),
    control=None,
    chapter="coverage",
    carried="true",
)
