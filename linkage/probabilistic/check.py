"""
Checks beside the hold-out, which do not take events with a number for like those without.

    synthetic_false_link_share   of the links of events without a number, those by coincidence with somebody else
    recapture_recall             of the people of events that bear all three fields, those whom rank P finds

Both are of events without a number alone, as the hold-out is.
"""

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.probabilistic import coverage
from linkage.probabilistic.hidden import LINKED
from linkage.probabilistic.model import Model
from linkage.probabilistic.posterior import NOT_COMPARED, factor_sql, own_data_sql, probability_sql
from linkage.probabilistic.presence import NUMBER_MISSING
from linkage.probabilistic.recapture import recapture
from linkage.probabilistic.score import score_pool
from linkage.probabilistic.synthetic import make_synthetic
from linkage.tables import contract
from linkage.words.interval import wilson

DECIMALS = 9
FEWEST_RECORDS = 100
"""Of fewer made-up records nothing is told: not one of them would be linked."""

Check = tuple[str, float, float, float, int]
"""Name, estimate, both ends of its 95% interval, and the records or events it rests on."""


def make_checks(engine: Engine, rules: RankP, model: Model, *, last_day: str) -> None:
    """
    pool_identity, pool_phi, posterior, person_posterior and the index -> rank_check.

    Scores the made-up records without further evidence, which they have none of. No row where there is too little to
    tell: no link, a pool of a few events.
    """
    found: list[Check | None] = []
    made = make_synthetic(engine, rules, last_day) if rules.synthetic_identities else 0
    if made >= FEWEST_RECORDS:
        score_pool(engine, rules, model, last_day, pool_table="synthetic_identity")
        engine.create(
            "synthetic_coverage",
            coverage.coverage_sql(
                rules, model.block_coverage, model.right_number_share, "synthetic_identity"
            ),
        )
        engine.create("synthetic_link", synthetic_link_sql(model.number.copied))
        found = [synthetic_false_links(engine), recapture(engine)]
        for table in (
            *("synthetic_coverage", "synthetic_link", "person_score", "event_block"),
            "part_identity",
        ):
            engine.drop(table)
    engine.drop("synthetic_identity")
    engine.load("rank_check", contract("rank_check").types, [check for check in found if check])


def synthetic_link_sql(copied: float = 0.0) -> str:
    """One row per made-up record: whether rank P would link it, decided as the pool is."""
    probability = probability_sql(own_data_sql(copied), "weight", "factor")
    return f"""
        with judged as (
            select identity_key, round(match_weight, 9) as weight,
                birth_date_level not in ({NOT_COMPARED}) as may_link,
                max(round(match_weight, 9)) over (partition by identity_key) as best,
                sum({factor_sql("match_weight")})
                    over (partition by identity_key) as factor
            from person_score
        ),
        best as (
            select identity_key, max(weight) as weight, cast(max(factor) as double) as factor, count(*) as equals,
                bool_or(may_link) as may_link
            from judged
            where weight = best
            group by identity_key
        ),
        prior as (
            select made.identity_key, best.weight, best.factor, best.equals, best.may_link,
                coalesce(borne.coverage, 0) as coverage, own.phi
            from synthetic_identity as made
            join pool_phi as own on own.identity_key = made.origin
            left join synthetic_coverage as borne on borne.identity_key = made.identity_key
            left join best on best.identity_key = made.identity_key
        )
        select identity_key,
            coalesce(may_link and equals = 1
                and {probability} >= {LINKED}, false) as is_linked
        from prior"""


def synthetic_false_links(engine: Engine) -> Check | None:
    """
    Share of wrong links that coincidence with strangers accounts for.

    Of the events that are thought to have nobody in the index, phi told, as many are linked as of the made-up ones;
    the interval has their chance in it beside that of the records.
    """
    records, linked = (
        int(str(value or 0))
        for value in engine.rows(
            "select count(*), count(case when is_linked then 1 end) from synthetic_link"
        )[0]
    )
    absent, links = (
        float(str(value or 0))
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
