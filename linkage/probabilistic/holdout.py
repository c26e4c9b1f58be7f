"""
The hold-out: events whose person the NHS number proves, linked again with the number hidden.

It tells, in every run and without a label, how often rank P finds the right person and how often a wrong one.
Each identity is decided twice: with its person in the index, and with that person taken out, as for the share
1 - phi of the pool. It is optimistic where errors cluster: records without a number may be worse in every field.
"""

from linkage.config.job import EvidenceTable
from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.probabilistic import coverage, proof
from linkage.probabilistic.age_band import age_band_sql
from linkage.probabilistic.evidence.weigh import OFF
from linkage.probabilistic.model import Model
from linkage.probabilistic.presence import EVERYTHING
from linkage.probabilistic.score import score_pool

HIDDEN_STATE = "number_missing"
"""The hold-out stands for the events without a usable number."""


def run_holdout(
    engine: Engine,
    rules: RankP,
    model: Model,
    *,
    threshold: float | None,
    people: int,
    last_day: str,
    switches: EvidenceTable = OFF,
) -> None:
    """
    event, event_identity, candidate, pool_identity, presence and the index -> holdout.

    `threshold` is the month's; None: nothing is linked. `switches` are those of the run, though no number that was
    hidden is a near-miss. Scores anew, so it comes after the pool is settled.
    """
    engine.create("proved_pair", proof.proved_pair_sql())
    engine.create("hidden_identity", hidden_identity_sql(rules))
    score_pool(engine, rules, model, people, last_day, switches=switches, pool_table="hidden_identity")
    engine.create(
        "hidden_coverage",
        coverage.coverage_sql(rules, model.block_coverage, model.right_number_share, "hidden_identity"),
    )
    engine.create("hidden_factor", hidden_factor_sql(people))
    engine.create("holdout", holdout_sql(threshold, people, last_day))
    for table in (
        *("proved_pair", "hidden_identity", "hidden_coverage", "hidden_factor", "person_score"),
        *("scored_pair", "blocked_pair", "event_block", "block_size", "pattern_weight", "near_pair"),
    ):
        engine.drop(table)


def hidden_identity_sql(rules: RankP) -> str:
    """
    One row per proved event identity with its number hidden, and the person; at most so many, chosen by person.

    The person's birth date must agree at least in part, or be missing: else the number itself may be wrong.
    """
    return f"""
        select identity_key, person_id, cast(null as string) as nhs_number, birth_date, sex, postcode, events,
            '{HIDDEN_STATE}' as number_state
        from (
            select event.*, pair.person_id, row_number() over (
                order by md5(concat('{rules.seed}', '|', pair.person_id)), pair.person_id, event.identity_key) as nth
            from proved_pair as pair
            join event_identity as event on event.identity_key = pair.identity_key
            join candidate
              on candidate.identity_key = pair.identity_key and candidate.person_id = pair.person_id
            where candidate.birth_date_agreement <> 'conflict'
              and (event.birth_date is not null or event.postcode is not null)
        ) as shuffled
        where nth <= {rules.holdout_identities}"""


def hidden_factor_sql(people: int) -> str:
    """
    One row per hidden identity: the best weights of its person and of the others, and their sums over N.

    `best_others` counts those of the others who share the best weight, to a billionth of a bit.
    """
    return f"""
        with judged as (
            select score.identity_key, score.person_id = hidden.person_id as is_own,
                round(score.match_weight, 9) as weight,
                cast(power(cast(2 as double), score.match_weight) / {people} as decimal(38, 12)) as factor
            from person_score as score
            join hidden_identity as hidden on hidden.identity_key = score.identity_key
        ),
        summed as (
            select identity_key,
                max(case when is_own then weight end) as own_weight,
                max(case when not is_own then weight end) as other_weight,
                coalesce(cast(sum(case when is_own then factor end) as double), 0) as own_factor,
                coalesce(cast(sum(case when not is_own then factor end) as double), 0) as other_factor
            from judged
            group by identity_key
        )
        select summed.*, count(judged.weight) as best_others
        from summed
        left join judged
          on judged.identity_key = summed.identity_key and not judged.is_own
         and judged.weight = summed.other_weight
        group by summed.identity_key, summed.own_weight, summed.other_weight, summed.own_factor,
            summed.other_factor"""


def holdout_sql(threshold: float | None, people: int, last_day: str) -> str:
    """
    One row per hidden identity and source setting, and per pool identity without a number and setting.

    The pool's rows say nothing but what the others are weighted to: which fields they bear, and the age band.
    """
    level = "cast(2 as double)" if threshold is None else f"cast({threshold!r} as double)"
    odds = f"phi * power(cast(2 as double), %s) / {people} / ((1 - phi * coverage) + phi * (%s))"
    own = odds % ("own_weight", "own_factor + other_factor")
    other = odds % ("other_weight", "own_factor + other_factor")
    alone = odds % ("other_weight", "other_factor")
    fields = ", ".join(
        f"case when identity.{field} is null then '' else '{field} ' end"
        for field in ("birth_date", "sex", "postcode")
    )
    described = f"concat({fields}) as fields, {age_band_sql('identity.birth_date', last_day)} as age_band"
    settings = (
        "(select distinct identity_key, coalesce(source_setting, 'unknown') as source_setting from event)"
    )
    return f"""
        with prior as (
            select hidden.identity_key, hidden.person_id, event.source_setting,
                coalesce(coverage.coverage, 0) as coverage, coalesce(own.phi, state.phi, whole.phi) as phi,
                factor.own_weight, factor.other_weight, coalesce(factor.best_others, 0) as best_others,
                coalesce(factor.own_factor, 0) as own_factor, coalesce(factor.other_factor, 0) as other_factor,
                {described}
            from hidden_identity as hidden
            join event_identity as identity on identity.identity_key = hidden.identity_key
            join {settings} as event on event.identity_key = hidden.identity_key
            join presence as whole on whole.stratum = '{EVERYTHING}'
            left join presence as state on state.stratum = '{HIDDEN_STATE}'
            left join presence as own
              on own.stratum = concat('{HIDDEN_STATE} ', event.source_setting)
            left join hidden_coverage as coverage on coverage.identity_key = hidden.identity_key
            left join hidden_factor as factor on factor.identity_key = hidden.identity_key
        ),
        decided as (
            select *,
                coalesce(own_weight > coalesce(other_weight, own_weight - 1) and {own} >= {level}, false)
                    as is_found,
                coalesce(other_weight > coalesce(own_weight, other_weight - 1) and best_others = 1
                    and {other} >= {level}, false) as is_mistaken,
                coalesce(best_others = 1 and {alone} >= {level}, false) as is_mistaken_when_absent
            from prior
        )
        select identity_key, source_setting, true as is_held_out, person_id, fields, age_band, phi,
            is_found, is_mistaken, is_mistaken_when_absent
        from decided
        union all
        select identity.identity_key, event.source_setting, false, null, concat({fields}),
            {age_band_sql("identity.birth_date", last_day)}, cast(null as double),
            cast(null as boolean), cast(null as boolean), cast(null as boolean)
        from pool_identity as identity
        join {settings} as event on event.identity_key = identity.identity_key
        where identity.number_state = '{HIDDEN_STATE}'"""
