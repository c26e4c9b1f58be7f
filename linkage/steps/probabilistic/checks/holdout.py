"""
The hold-out: events whose person the NHS number proves, linked again with the number hidden.

It tells, in every run and without a label, how often rank P finds the right person and how often a wrong one.
Each identity is decided twice: with its person in the index, and with that person taken out, as for the share
1 - phi of the pool. No proved pair is left out, whatever disagrees: pairs whose birth date conflicts are of those
that rank P misses. That some of their numbers are somebody else's makes the truth a range: see `number_belief`.
"""

from collections.abc import Iterator

from linkage.config.rules import RankP
from linkage.engine.making import Item, Listed, Worked, made
from linkage.steps.probabilistic.checks.hidden import HIDDEN, hidden_factor_sql, linked_sql
from linkage.steps.probabilistic.checks.judged import judged_score_sql
from linkage.steps.probabilistic.checks.number_belief import hidden_belief_sql, load_number_beliefs
from linkage.steps.probabilistic.levels.default_day import of_sides
from linkage.steps.probabilistic.levels.pair_level import pair_code_sql
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.month.adapt import SCORES, moved_made
from linkage.steps.probabilistic.month.trained import TRAINED
from linkage.steps.probabilistic.posterior.copied import CopiedShares, copied_shares, kept_sql
from linkage.steps.probabilistic.posterior.posterior import probability_sql
from linkage.steps.probabilistic.posterior.presence import EVERYTHING, NUMBER_MISSING
from linkage.steps.probabilistic.scoring import coverage, part_date
from linkage.steps.probabilistic.scoring.age_band import age_band_sql
from linkage.tables import contract
from linkage.words.names import DEMOGRAPHICS


def holdout_made(rules: RankP, model: Model, last_day: str, judged: str) -> tuple[Item, ...]:
    """
    event, event_identity, what checked_made makes, pool_identity, presence, threshold and the index -> holdout.

    `judged` is the query of how the pairs weigh (see `judged`).
    """
    if not rules.holdout_identities:
        told = "The hold-out: switched off with [p] holdout_identities."
        return (Listed("holdout", contract("holdout").types, [], told),)
    compared = coverage.coverage_sql(rules, model.right_number_share, HIDDEN)
    return (
        Worked(
            lambda engine: load_number_beliefs(engine, model),
            "By pattern of agreement, how probably an equal number is right.",
            reads=(),
            writes=("number_belief",),
        ),
        made("pair_code", pair_code_sql, HIDDEN, of_sides(model.default_days)),
        made("hidden_belief", hidden_belief_sql),
        made("hidden_coverage", part_date.with_part_coverage_sql, compared, model),
        made("hidden_factor", hidden_factor_sql, judged),
        *decided_made(rules, model, last_day),
    )


def decided_made(rules: RankP, model: Model, last_day: str) -> Iterator[Item]:
    """hidden_factor and hidden_coverage -> holdout; where m is adapted, by the model file and by the m of the month."""
    if not rules.month_m:
        yield made("holdout", holdout_sql, last_day, copied_shares(model))
        return
    yield made("trained_holdout", holdout_sql, last_day, copied_shares(model), TRAINED)
    yield from moved_made(rules, model, "hidden_coverage", HIDDEN)
    yield made("hidden_factor", hidden_factor_sql, judged_score_sql(SCORES))
    yield made("holdout", both_sql, last_day, copied_shares(model))


def both_sql(last_day: str, copied: CopiedShares) -> str:
    """The hold-out by the m of the month, and trained_holdout."""
    return f"{holdout_sql(last_day, copied)}\n        union all\n        select * from trained_holdout"


def holdout_sql(last_day: str, copied: CopiedShares, by: str = "") -> str:
    """
    One row per hidden identity and source setting, and per identity of the month without a number and setting.

    The latter's rows say nothing but what the others are weighted to: which fields they bear, and the age band. Those
    that bear nothing to compare are not in the pool, and nobody is found for them: they are among them all the same.
    `by` stands before the names of presence and threshold: TRAINED, or nothing for those of the run.
    """
    lowest, is_by_trained = linked_sql(f"{by}threshold"), "true" if by else "false"
    own_kept, other_kept = (kept_sql(copied, f"{whose}_in_full", "kind") for whose in ("own", "other"))
    own = probability_sql(own_kept, "own_weight", "own_factor + other_factor")
    other = probability_sql(other_kept, "other_weight", "own_factor + other_factor")
    alone = probability_sql(other_kept, "other_weight", "other_factor")
    fields = ", ".join(
        f"case when identity.{field} is null then '' else '{field} ' end" for field in DEMOGRAPHICS
    )
    described = f"concat({fields}) as fields, {age_band_sql('identity.birth_date', last_day)} as age_band"
    settings = (
        "(select distinct identity_key, coalesce(source_setting, 'unknown') as source_setting from event)"
    )
    return f"""
        with prior as (
            select hidden.identity_key, hidden.person_id, event.source_setting,
                coalesce(coverage.coverage, 0) as coverage, coalesce(own.phi, state.phi, whole.phi) as phi,
                coalesce(belief.right_share, 1) as right_share,
                coalesce(belief.surely_right_share, 1) as surely_right_share,
                factor.own_weight, factor.other_weight, coalesce(factor.best_others, 0) as best_others,
                coalesce(factor.own_may_link, false) as own_may_link,
                coalesce(factor.other_may_link, false) as other_may_link,
                coalesce(factor.other_agrees and not factor.own_agrees, false) as is_like_another,
                factor.own_in_full, factor.other_in_full, kinds.kind,
                coalesce(factor.own_factor, 0) as own_factor, coalesce(factor.other_factor, 0) as other_factor,
                {described}
            from hidden_identity as hidden
            join event_identity as identity on identity.identity_key = hidden.identity_key
            join {settings} as event on event.identity_key = hidden.identity_key
            join {by}presence as whole on whole.stratum = '{EVERYTHING}'
            left join {by}presence as state on state.stratum = '{NUMBER_MISSING}'
            left join {by}presence as own
              on own.stratum = concat('{NUMBER_MISSING} ', event.source_setting)
            left join hidden_belief as belief on belief.identity_key = hidden.identity_key
            left join hidden_coverage as coverage on coverage.identity_key = hidden.identity_key
            left join hidden_factor as factor on factor.identity_key = hidden.identity_key
            left join event_kind as kinds on kinds.identity_key = hidden.identity_key
        ),
        decided as (
            select *,
                coalesce(own_may_link and own_weight > coalesce(other_weight, own_weight - 1)
                    and {own} >= {lowest}, false) as is_found,
                coalesce(other_may_link and other_weight > coalesce(own_weight, other_weight - 1)
                    and best_others = 1 and {other} >= {lowest}, false) as is_mistaken,
                coalesce(other_may_link and best_others = 1 and {alone} >= {lowest}, false)
                    as is_mistaken_when_absent
            from prior
        ),
        without_number as (
            select identity_key, birth_date, sex, postcode
            from pool_identity
            where number_state = '{NUMBER_MISSING}'
            union all
            select identity_key, birth_date, sex, postcode
            from event_identity
            where nhs_number is null and birth_date is null and postcode is null
        )
        select identity_key, source_setting, true as is_held_out, person_id, fields, age_band, phi,
            is_found, is_mistaken, is_mistaken_when_absent, is_like_another, right_share, surely_right_share,
            {is_by_trained} as is_by_trained
        from decided
        union all
        select identity.identity_key, event.source_setting, false, null, concat({fields}),
            {age_band_sql("identity.birth_date", last_day)}, cast(null as double),
            cast(null as boolean), cast(null as boolean), cast(null as boolean), cast(null as boolean),
            cast(null as double), cast(null as double), {is_by_trained}
        from without_number as identity
        join {settings} as event on event.identity_key = identity.identity_key"""
