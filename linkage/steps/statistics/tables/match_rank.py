"""Events and distinct people by rank, with totals that reconcile and the published match rate."""

from collections.abc import Sequence

from linkage.steps.statistics.row import row_sql
from linkage.words.control import OwnRule
from linkage.words.names import DECISION
from linkage.words.statistic import CountedFrom, Statistic


def match_rank_sql(ranks: Sequence[str]) -> str:
    """
    Statistics rows of the table match_rank; every rank, in the order given, has its rows, even when nothing reached it.

    What reviewers linked stands after them, where there is any: none of the ranks found it.
    Match rate = (supplied - unmatched) / supplied, as in the HES-DID report of April 2015; review counts as
    unmatched. People do not add up over ranks: one person may have events at several.
    """
    listed = ", ".join(f"('{rank}', {place})" for place, rank in enumerate(ranks, start=1))
    decided = (
        ""
        if DECISION in ranks
        else f"""
            union all
            select distinct match_rank, {len(ranks) + 1} from outcome where match_rank = '{DECISION}'"""
    )
    totals = {
        "matched": "status = 'linked'",
        "review": "status = 'review'",
        "unlinked": "status = 'unlinked'",
        "unmatched": "status <> 'linked'",
        "supplied": "true",
    }
    total_rows = [
        row
        for category, condition in totals.items()
        for row in (
            _total_row(
                category, "records", f"count(case when {condition} then 1 end)", "count(*)", condition
            ),
            _total_row(
                category, "people", f"count(distinct case when {condition} then subject end)", None, condition
            ),
        )
    ]
    rate = row_sql(
        table="match_rank",
        breakdown="'total'",
        category="'supplied'",
        measure="match_rate",
        numerator="count(case when status = 'linked' then 1 end)",
        denominator="count(*)",
        condition="status = 'linked'",
        share=True,
        source="outcome group by period",
    )
    by_rank = """
        select period, 'match_rank' as "table", 'rank' as breakdown, category, measure, numerator, denominator,
            case when measure in ('records', 'people') then cast(numerator as double)
                else cast(numerator as double) / nullif(denominator, 0) end as value,
            numerator_people, complement_people
        from (
            select period, category, 'records' as measure, records as numerator, supplied as denominator,
                people as numerator_people, everybody - people as complement_people from placed
            union all
            select period, category, 'people', people, cast(null as bigint), people, everybody - people from placed
            union all
            select period, category, 'share_of_matched', records, matched, people, linked_people - people from placed
            union all
            select period, category, 'cumulative_share', cumulative, matched, cast(null as bigint), cast(null as bigint)
            from placed
        ) as measured"""
    return f"""
        with rank_list as (
            select * from (values {listed}) as listed (category, place){decided}
        ),
        whole as (
            select period, count(*) as supplied, count(case when status = 'linked' then 1 end) as matched,
                count(distinct subject) as everybody,
                count(distinct case when status = 'linked' then subject end) as linked_people
            from outcome
            group by period
        ),
        counted as (
            select period, match_rank, count(*) as records, count(distinct subject) as people
            from outcome
            where status = 'linked'
            group by period, match_rank
        ),
        placed as (
            select whole.period, rank_list.category, whole.supplied, whole.matched, whole.everybody,
                whole.linked_people, coalesce(counted.records, 0) as records, coalesce(counted.people, 0) as people,
                cast(sum(coalesce(counted.records, 0)) over (partition by whole.period order by rank_list.place)
                    as bigint) as cumulative
            from whole
            cross join rank_list
            left join counted on counted.period = whole.period and counted.match_rank = rank_list.category
        )
        {by_rank}
        union all {" union all ".join([*total_rows, rate])}"""


def _total_row(category: str, measure: str, numerator: str, denominator: str | None, condition: str) -> str:
    return row_sql(
        table="match_rank",
        breakdown="'total'",
        category=f"'{category}'",
        measure=measure,
        numerator=numerator,
        denominator=denominator,
        condition=condition,
        share=False,
        source="outcome group by period",
    )


STATISTIC = Statistic(
    table="match_rank",
    meaning="Events and distinct people by rank, with running and whole totals and the published match rate.",
    source=CountedFrom.EVENTS,
    sql=lambda asked: match_rank_sql(asked.ranks),
    control=OwnRule("linkage.disclosure.ranks"),
    chapter="ranks",
    sums="true",
    sums_kept="true",
)
