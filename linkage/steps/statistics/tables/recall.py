"""
What a rate needs to carry linkage error: how often an event's own person is found.

Recall is of events whose person is in HES, over every rank. Of events without a number rank P alone finds anybody, and
the hold-out tells how often; of events with one it is what the ranks and rank P linked, over what the posteriors expect
to be in HES. Trials are the people that an estimate is worth, an equal weight each (Kish), so that whoever uses it can
draw it again with its chance.
"""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.steps.statistics.held_out import BY, CROSSED, by_category_sql, of_person_sql
from linkage.steps.statistics.outcome import NOBODYS
from linkage.steps.statistics.stray_contact import estimates_sql
from linkage.words.estimate import RECALL, WITH_NUMBER, WITHOUT_NUMBER, estimate_sql, exact_sum_sql
from linkage.words.statistic import Asked, CountedFrom, Statistic


def recall_without_sql() -> str:
    """
    One row per breakdown and category: recall of events without a number, and its trials.

    Whoever bears no birth date is linked by nobody: such events of the month count as missed as they are, whether the
    hold-out has their like or not.
    """
    of_category = "period, breakdown, category"
    right = "weight * right_share"
    dated = "not of_trained and breakdown <> 'fields' and fields like '%birth_date%'"
    undated = "not is_held_out and not of_trained and fields not like '%birth_date%'"

    def sums(total: str) -> str:
        weight, found = right, f"{right} * cast(is_found as integer)"
        if total:
            weight, found = exact_sum_sql(weight), exact_sum_sql(found)
        return f"{weight} as weight, {found} as found"

    return f"""
        with of_person as ({of_person_sql(f"{of_category}, person_id", sums, dated)}
        ),
        dated as (
            select period, breakdown, category, {exact_sum_sql("found")} as found, {exact_sum_sql("weight")} as weight,
                power({exact_sum_sql("weight")}, 2) / nullif({exact_sum_sql("power(weight, 2)")}, 0) as trials
            from of_person
            group by period, breakdown, category
        ),
        undated as (
            select {of_category}, count(*) as events
            from ({by_category_sql((), undated)}
            ) as event
            group by {of_category}
        )
        select dated.period, dated.breakdown, dated.category, '{WITHOUT_NUMBER}' as kind,
            dated.found / nullif(dated.weight + coalesce(undated.events, 0), 0) as recall, dated.trials
        from dated
        left join undated
          on undated.period = dated.period and undated.breakdown = dated.breakdown
         and undated.category = dated.category"""


def numbered_event_sql() -> str:
    """
    One row per event with a usable number: how probably its person is in HES, and is the one it is linked to.

    Of what no rank before P settled the posterior of the pool says it: somebody compared, or in HES and not compared.
    What reviewers took from whom it was found for is nobody's, as in the tables of who is missed.
    """
    there = "phi * (1 - coverage) + phi * mean_factor"
    linked = "case when links.status = 'linked' then coalesce(links.match_probability, 1) else 0 end"
    return f"""
        select outcome.event_id, outcome.period, outcome.subject, {", ".join(f"outcome.{name}" for name in BY)},
            {linked} as is_right,
            case when {NOBODYS} then 0
                else greatest({linked}, coalesce(({there}) / nullif(1 - phi + {there}, 0), 1)) end as is_there
        from outcome
        join event on event.event_id = outcome.event_id
        join links on links.event_id = outcome.event_id
        left join pool_phi as pool on pool.identity_key = event.identity_key
        where event.nhs_number is not null"""


def recall_with_sql() -> str:
    """recall_numbered -> the same of events with a number; a trial is a person."""
    categories = {name: name for name in BY} | {
        f"{name}.source_setting": f"concat({name}, ' ', source_setting)" for name in CROSSED
    }
    return " union all ".join(
        f"""
        select period, '{breakdown}' as breakdown, {category} as category, '{WITH_NUMBER}' as kind,
            {exact_sum_sql("is_right")} / nullif({exact_sum_sql("is_there")}, 0) as recall,
            count(distinct subject) * {exact_sum_sql("is_there")} / count(is_there) as trials
        from recall_numbered
        where {category} is not null
        group by period, {category}"""
        for breakdown, category in categories.items()
    )


def recall_sql() -> str:
    """Statistics rows: recall by kind of event, and its trials."""
    rows = " union all ".join(
        f"""
        select period, breakdown, category, concat('{measure}', kind) as measure, {estimate_sql(column)} as value
        from link_recall
        where recall is not null and trials is not null"""
        for measure, column in (("recall_", "recall"), ("trials_", "trials"))
    )
    return estimates_sql(rows)


def items(_asked: Asked) -> Sequence[Item]:
    """Recall by kind of event; beside the tables of the hold-out."""
    return (
        made("recall_numbered", numbered_event_sql),
        made("link_recall", link_recall_sql),
    )


def link_recall_sql() -> str:
    """One row per breakdown, category and kind of event: recall over every rank, and its trials."""
    parts = (recall_without_sql(), recall_with_sql())
    return " union all ".join(f"select * from ({part}) as part" for part in parts)


STATISTIC = Statistic(
    table=RECALL,
    meaning="How often an event's own person is found, by any rank: for rates that carry linkage error.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: recall_sql(),
    control=None,
    chapter="carried",
    needs_p=True,
)
