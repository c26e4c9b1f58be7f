"""linkage_error from who is linked: linked against unlinked people, as standardised differences."""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.steps.statistics.outcome import NOBODYS
from linkage.words.control import OwnRule
from linkage.words.estimate import estimate_sql
from linkage.words.statistic import Asked, CountedFrom, Statistic

BY = ("age_band", "sex", "ethnic_group", "deprivation", "source_setting", "modality")


def expected_outcome_sql() -> str:
    """
    One row per event, and how likely it is that its person is in HES at all: 1 when linked.

    Unlinked events count by that chance, since whoever was never in hospital cannot be linked: the posterior of rank
    P for the pool, 1 where a number or a tie shows that somebody is there, and nothing where nothing is known, or where
    reviewers said whose it is not.
    """
    return f"""
        select outcome.event_id, outcome.period, outcome.subject, outcome.status,
            {", ".join(f"outcome.{name}" for name in BY)},
            case when outcome.status = 'linked' or outcome.status = 'review' then cast(1 as double)
                when {NOBODYS} or pool.identity_key is null then cast(0 as double)
                else pool.phi * (1 - pool.coverage + pool.mean_factor)
                    / (1 - pool.phi * pool.coverage + pool.phi * pool.mean_factor) end as in_hes
        from outcome
        join event on event.event_id = outcome.event_id
        join links on links.event_id = outcome.event_id
        left join pool_phi as pool on pool.identity_key = event.identity_key"""


def difference_sql() -> str:
    """
    Statistics rows: by category, (share among linked - share among unlinked) over the pooled standard deviation.

    Beyond 0.1 either way is commonly taken to matter (Austin 2009); positive: more frequent among the linked.
    """
    return " union all ".join(_by(breakdown) for breakdown in BY)


def _by(breakdown: str) -> str:
    variance = "(linked_share * (1 - linked_share) + unlinked_share * (1 - unlinked_share)) / 2"
    return f"""
        select period, 'linkage_error' as "table", '{breakdown}' as breakdown, category,
            'standardised_difference' as measure, cast(null as bigint) as numerator,
            cast(null as bigint) as denominator,
            {estimate_sql(f"(linked_share - unlinked_share) / nullif(sqrt({variance}), 0)")} as value,
            numerator_people, complement_people
        from (
            select period, category, numerator_people, complement_people,
                linked / nullif(sum(linked) over (partition by period), 0) as linked_share,
                unlinked / nullif(sum(unlinked) over (partition by period), 0) as unlinked_share
            from (
                select period, {breakdown} as category,
                    sum(case when status = 'linked' then in_hes else 0 end) as linked,
                    sum(case when status <> 'linked' then in_hes else 0 end) as unlinked,
                    count(distinct case when status = 'linked' then subject end) as numerator_people,
                    count(distinct case when status <> 'linked' then subject end) as complement_people
                from expected_outcome
                where {breakdown} is not null
                group by period, {breakdown}
            ) as counted
        ) as shared"""


def items(_asked: Asked) -> Sequence[Item]:
    """The events with the chance that their person is in HES."""
    return (made("expected_outcome", expected_outcome_sql),)


STATISTIC = Statistic(
    table="linkage_error",
    meaning="Standardised differences between linked and unlinked people, by category.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: difference_sql(),
    control=OwnRule("linkage.disclosure.estimates"),
    chapter="errors",
    needs_p=True,
)
