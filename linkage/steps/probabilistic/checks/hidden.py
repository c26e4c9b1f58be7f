"""Identities whose proved number is hidden, and how heavily their own person and the others weigh."""

from linkage.config.rules import RankP
from linkage.steps.probabilistic.checks.judged import weighed_sql
from linkage.steps.probabilistic.levels.levels import FIELDS
from linkage.steps.probabilistic.posterior.posterior import lowest_linked_sql
from linkage.steps.probabilistic.posterior.presence import NUMBER_MISSING
from linkage.words.sample import shuffled_sql

HIDDEN = "hidden_identity"
"""Their table."""
JITTER = 1e-9
"""The threshold is the probability of one of the pool's identities: in another sum the same comes out this near it."""


def linked_sql(threshold: str = "threshold") -> str:
    """The probability that links, for events decided as the pool was, in an expression."""
    return f"{lowest_linked_sql(threshold)} * cast({1 - JITTER!r} as double)"


def hidden_identity_sql(rules: RankP) -> str:
    """One row per proved event identity with its number hidden, and the person; at most so many, chosen by person."""
    of_person = ", ".join(f"event.{field} nulls last" for field in ("nhs_number", *FIELDS))
    return f"""
        select shuffled.identity_key, shuffled.person_id, named.person_no, cast(null as string) as nhs_number,
            shuffled.birth_date, shuffled.sex, shuffled.postcode, shuffled.events,
            '{NUMBER_MISSING}' as number_state
        from (
            select event.*, pair.person_id, row_number() over (
                order by {shuffled_sql(rules.seed, "hold-out", "pair.person_id")}, {of_person}) as nth
            from proved_pair as pair
            join event_identity as event on event.identity_key = pair.identity_key
        ) as shuffled
        join person as named on named.person_id = shuffled.person_id
        where nth <= {rules.holdout_identities}"""


def hidden_factor_sql(judged: str) -> str:
    """
    The query `judged` (see `judged`), hidden_identity -> one row per hidden identity.

    The best weights of its person and of the others, and their sums over N.

    `best_others` counts those of the others who share the best weight, to a billionth of a bit; `other_agrees` says
    whether any of them agrees on birth date, sex and postcode exactly, `other_in_full` on all that is compared.
    """
    return f"""
        with weighed as ({weighed_sql(judged, HIDDEN, "score.person_no = event.person_no")}
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
            from weighed
            group by identity_key
        )
        select summed.identity_key, summed.own_weight, summed.other_weight, summed.own_factor, summed.other_factor,
            summed.own_may_link, summed.own_agrees, summed.other_agrees, summed.own_in_full, summed.other_in_full,
            coalesce(best.people, 0) as best_others, coalesce(best.may_link, false) as other_may_link
        from summed
        left join weighed as best
          on best.identity_key = summed.identity_key and not best.is_own and best.weight = summed.other_weight"""
