"""Identities whose proved number is hidden, and how heavily their own person and the others weigh."""

from linkage.config.rules import RankP
from linkage.steps.probabilistic.levels.levels import FIELDS
from linkage.steps.probabilistic.posterior.copied import IN_FULL
from linkage.steps.probabilistic.posterior.posterior import (
    AGREES,
    NOT_COMPARED,
    factor_sql,
    lowest_linked_sql,
)
from linkage.steps.probabilistic.posterior.presence import NUMBER_MISSING
from linkage.words.sample import shuffled_sql

MAY_LINK = f"score.birth_date_level not in ({NOT_COMPARED})"

JITTER = 1e-9
"""The threshold is the probability of one of the pool's identities: in another sum the same comes out this near it."""


def linked_sql(threshold: str = "threshold") -> str:
    """The probability that links, for events decided as the pool was, in an expression."""
    return f"{lowest_linked_sql(threshold)} * cast({1 - JITTER!r} as double)"


def hidden_identity_sql(rules: RankP) -> str:
    """One row per proved event identity with its number hidden, and the person; at most so many, chosen by person."""
    of_person = ", ".join(f"event.{field} nulls last" for field in ("nhs_number", *FIELDS))
    return f"""
        select identity_key, person_id, cast(null as string) as nhs_number, birth_date, sex, postcode, events,
            '{NUMBER_MISSING}' as number_state
        from (
            select event.*, pair.person_id, row_number() over (
                order by {shuffled_sql(rules.seed, "hold-out", "pair.person_id")}, {of_person}) as nth
            from proved_pair as pair
            join event_identity as event on event.identity_key = pair.identity_key
        ) as shuffled
        where nth <= {rules.holdout_identities}"""


def hidden_factor_sql(scores: str = "person_score") -> str:
    """
    `scores`, hidden_identity -> one row per hidden identity.

    The best weights of its person and of the others, and their sums over N.

    `best_others` counts those of the others who share the best weight, to a billionth of a bit; `other_agrees` says
    whether any of them agrees on birth date, sex and postcode exactly, `other_in_full` on all that is compared.
    """
    return f"""
        with judged as (
            select score.identity_key, score.person_id = hidden.person_id as is_own,
                round(score.match_weight, 9) as weight, {MAY_LINK} as may_link, {AGREES} as agrees,
                {IN_FULL} as in_full,
                {factor_sql("score.match_weight")} as factor
            from {scores} as score
            join hidden_identity as hidden on hidden.identity_key = score.identity_key
        ),
        summed as (
            select identity_key,
                max(case when is_own then weight end) as own_weight,
                max(case when not is_own then weight end) as other_weight,
                bool_or(is_own and may_link) as own_may_link,
                bool_or(is_own and agrees) as own_agrees,
                bool_or(not is_own and agrees) as other_agrees,
                bool_or(is_own and in_full) as own_in_full,
                bool_or(not is_own and in_full) as other_in_full,
                coalesce(cast(sum(case when is_own then factor end) as double), 0) as own_factor,
                coalesce(cast(sum(case when not is_own then factor end) as double), 0) as other_factor
            from judged
            group by identity_key
        )
        select summed.identity_key, summed.own_weight, summed.other_weight, summed.own_factor, summed.other_factor,
            summed.own_may_link, summed.own_agrees, summed.other_agrees, summed.own_in_full, summed.other_in_full,
            count(judged.weight) as best_others, coalesce(bool_or(judged.may_link), false) as other_may_link
        from summed
        left join judged
          on judged.identity_key = summed.identity_key and not judged.is_own
         and judged.weight = summed.other_weight
        group by summed.identity_key, summed.own_weight, summed.other_weight, summed.own_factor,
            summed.other_factor, summed.own_may_link, summed.own_agrees, summed.other_agrees, summed.own_in_full,
            summed.other_in_full"""
