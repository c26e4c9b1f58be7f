"""
Checks beside the hold-out, which do not take events with a number for like those without.

    synthetic_false_link_share   of the links of events without a number, those by coincidence with somebody else
    recapture_recall             of the people of events that bear all three fields, those whom rank P finds

Both are of events without a number alone, as the hold-out is.
"""

from collections.abc import Iterator

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.making import Item, Listed, Worked, made
from linkage.engine.value import as_number, as_whole
from linkage.steps.probabilistic.checks.hidden import linked_sql
from linkage.steps.probabilistic.checks.judged import judged_score_sql, weighed_sql
from linkage.steps.probabilistic.checks.recapture import recapture
from linkage.steps.probabilistic.checks.synthetic import MADE_UP
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.month.adapt import SCORES, moved_made
from linkage.steps.probabilistic.posterior.copied import CopiedShares, copied_shares, kept_sql
from linkage.steps.probabilistic.posterior.posterior import probability_sql
from linkage.steps.probabilistic.posterior.presence import NUMBER_MISSING
from linkage.steps.probabilistic.scoring import coverage
from linkage.tables import contract
from linkage.words.interval import wilson

DECIMALS = 9
FEWEST_RECORDS = 100
"""Of fewer made-up records nothing is estimated: not one of them would be linked."""

Check = tuple[str, float, float, float, int]
"""Name, estimate, both ends of its 95% interval, and the records or events it rests on."""


def rank_check_made(rules: RankP, model: Model, judged: str) -> tuple[Item, ...]:
    """
    What checked_made makes, pool_phi, posterior, person_posterior, threshold and the index -> rank_check.

    `judged` is the query of how the pairs weigh (see `judged`). No row where there is too little to tell: no link, a
    pool of a few events.
    """
    columns = contract("rank_check").types
    if not rules.synthetic_identities:
        return (Listed("rank_check", columns, [], "Checks: switched off with [p] synthetic_identities."),)
    return (
        made("synthetic_coverage", coverage.coverage_sql, rules, model.right_number_share, MADE_UP),
        *month_made(rules, model),
        made(
            "synthetic_link",
            synthetic_link_sql,
            copied_shares(model),
            judged_score_sql(SCORES) if rules.month_m else judged,
        ),
        Worked(
            lambda engine: engine.load("rank_check", columns, found(engine)),
            "Links of made-up records that belong to nobody, and recall by capture and recapture: shares, with the ends"
            " of their 95% intervals.",
            reads=(
                "synthetic_link",
                MADE_UP,
                "pair_pattern",
                "pattern_level",
                "person_posterior",
                "posterior",
                "pool_identity",
                "pool_phi",
                "compared_identity",
            ),
            writes=("rank_check",),
        ),
    )


def month_made(rules: RankP, model: Model) -> Iterator[Item]:
    """person_score and synthetic_coverage -> those of the month, where m is adapted to it."""
    if rules.month_m:
        yield from moved_made(rules, model, "synthetic_coverage", MADE_UP)


def found(engine: Engine) -> list[Check]:
    """The checks that there is enough for."""
    if engine.count("select count(*) from synthetic_identity") < FEWEST_RECORDS:
        return []
    return [check for check in (synthetic_false_links(engine), recapture(engine)) if check]


def synthetic_link_sql(copied: CopiedShares, judged: str) -> str:
    """
    The query `judged` (see `judged`), synthetic_identity -> one row per made-up record: would rank P link it.

    Decided as the pool is.
    """
    probability = probability_sql(kept_sql(copied, "in_full", "kind"), "weight", "factor")
    return f"""
        with weighed as ({weighed_sql(judged, MADE_UP)}
        ),
        summed as (
            select identity_key, max(weight) as weight, cast(sum(factor) as double) as factor
            from weighed
            group by identity_key
        ),
        best as (
            select summed.identity_key, summed.weight, summed.factor, weighed.people as equals, weighed.may_link,
                weighed.in_full
            from summed
            join weighed on weighed.identity_key = summed.identity_key and weighed.weight = summed.weight
        ),
        prior as (
            select made.identity_key, best.weight, best.factor, best.equals, best.may_link, best.in_full,
                kinds.kind,
                coalesce(borne.coverage, 0) as coverage, own.phi
            from synthetic_identity as made
            join pool_phi as own on own.identity_key = made.origin
            left join synthetic_coverage as borne on borne.identity_key = made.identity_key
            left join best on best.identity_key = made.identity_key
            left join event_kind as kinds on kinds.identity_key = made.identity_key
        )
        select identity_key,
            coalesce(may_link and equals = 1
                and {probability} >= {linked_sql()}, false) as is_linked
        from prior"""


def synthetic_false_links(engine: Engine) -> Check | None:
    """
    Share of wrong links that coincidence with strangers accounts for.

    Of the events that are thought to have nobody in the index, phi told, as many are linked as of the made-up ones;
    the interval has their chance in it beside that of the records.
    """
    records, linked = (
        as_whole(value or 0)
        for value in engine.rows(
            "select count(*), count(case when is_linked then 1 end) from synthetic_link"
        )[0]
    )
    absent, links = (
        as_number(value or 0)
        for value in engine.rows(f"""
            select sum(case when pool.birth_date is not null then pool.events * (1 - prior.phi) end),
                sum(case when decided.status = 'linked' then pool.events end)
            from pool_identity as pool
            join pool_phi as prior on prior.identity_key = pool.identity_key
            join posterior as decided on decided.identity_key = pool.identity_key
            where pool.number_state = '{NUMBER_MISSING}'""")[0]
    )
    if not (records and links and absent):
        return None
    share = linked / records
    trials = 1 / (1 / records + 1 / absent)
    value, low, high = (
        round(min(absent * one / links, 1.0), DECIMALS) for one in (share, *wilson(share, trials))
    )
    return "synthetic_false_link_share", value, low, high, records
