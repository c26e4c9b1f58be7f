"""linkage_error of every link, not of rank P alone: wrong links that the probabilities of all ranks lead to expect."""

from linkage.words.control import OwnRule
from linkage.words.estimate import estimate_sql, exact_sum_sql
from linkage.words.expected_wrong import OF_ALL, OF_RANK
from linkage.words.statistic import CountedFrom, Statistic


def expected_wrong_sql() -> str:
    """Statistics rows: the expected share of wrong ones among all links, and by rank how many; 1 - P summed."""
    doubt = "1 - links.match_probability"
    return " union all ".join(
        f"""
        select outcome.period, 'linkage_error' as "table", '{breakdown}' as breakdown, {category} as category,
            '{measure}' as measure, cast(null as bigint) as numerator, cast(null as bigint) as denominator,
            {estimate_sql(value)} as value,
            count(distinct outcome.subject) as numerator_people, cast(0 as bigint) as complement_people
        from outcome
        join links on links.event_id = outcome.event_id
        where outcome.status = 'linked' and links.match_probability is not null
        group by outcome.period, {category}"""
        for breakdown, category, measure, value in (
            ("month", "outcome.month", OF_ALL, f"avg({doubt})"),
            ("match_rank", "outcome.match_rank", OF_RANK, exact_sum_sql(doubt)),
        )
    )


STATISTIC = Statistic(
    table="linkage_error",
    meaning="Wrong links that the probabilities of the links of every rank lead one to expect.",
    source=CountedFrom.EVENTS,
    sql=lambda _: expected_wrong_sql(),
    control=OwnRule("linkage.disclosure.estimates"),
    chapter="errors",
    needs_p=True,
)
