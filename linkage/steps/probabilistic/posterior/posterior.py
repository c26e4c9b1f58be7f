"""What the scores mean: the posterior of each person, the threshold, and linked, review or unlinked."""

from linkage.config.rules import RankP
from linkage.steps.probabilistic.levels.levels import NONE_HELD, comparisons
from linkage.steps.probabilistic.levels.pair_level import MISSING
from linkage.steps.probabilistic.posterior.copied import CopiedShares, copied_data_sql
from linkage.steps.probabilistic.scoring.index_size import PEOPLE
from linkage.steps.probabilistic.scoring.part_agreement import AGREEMENTS
from linkage.steps.probabilistic.scoring.score import SCORE

NOT_COMPARED = f"'{MISSING}', '{NONE_HELD}'"
"""Levels of a birth date at which nothing was compared: no link rests on postcode and sex alone."""


AGREES = "score.birth_date_level = 'exact' and score.sex_level = 'exact' and score.postcode_level = 'exact'"


def own_data_sql(copied: float) -> str:
    """
    What is left of a person's probability where the record may be a copy: 1 less the share of copied records.

    A copied record bears the birth date, sex and postcode of somebody else at the address, with whatever errors: it
    agrees with that person as with its own, and only the event's number could tell.
    """
    return f"cast({1 - copied!r} as double)"


def factor_sql(weight: str) -> str:
    """A Bayes factor over N: a decimal, so that no sum of them depends on the order of the rows."""
    return f"cast(power(cast(2 as double), {weight}) / {PEOPLE} as decimal(38, 12))"


def probability_sql(own_data: str, weight: str, factors: str, pool: str = "", people: str = PEOPLE) -> str:
    """
    (phi/N) B / ((1 - phi c) + sum of factors phi), less copies.

    `pool`, with a dot, is where phi and c stand; `people` is N.
    """
    return (
        f"{own_data} * {pool}phi * power(cast(2 as double), {weight}) / {people}"
        f" / ((1 - {pool}phi * {pool}coverage) + {pool}phi * ({factors}))"
    )


NO_LINK = 2.0
"""A probability that nothing reaches, where the month has no threshold."""


def lowest_linked_sql(threshold: str = "threshold") -> str:
    """The lowest probability that is linked, by a table of one row, in an expression."""
    return f"coalesce((select probability from {threshold}), cast({NO_LINK!r} as double))"


def person_posterior_sql(scores: str, copied: CopiedShares | None = None) -> str:
    """
    pool_phi and `scores`, a table or a query in brackets of the columns of person_score, for the pairs of kept_pair.

    One row per pool identity and such a candidate: P(i) = (phi/N) B_i / ((1 - phi c) + (phi/N) sum of B), and for
    somebody who has not the event's number, less the share of copies, by event_kind and kind_share; without `copied`
    nothing is. All pairs count in the sum.

    The true person may be outside the index (1 - phi) or inside and not blocked (phi (1 - c)): both stay in
    the denominator, so two equal candidates can never both exceed one half.
    """
    left, of_event = "cast(1 as double)", ""
    if copied:
        left = copied_data_sql(copied)
        of_event = """
            join pool_identity as event on event.identity_key = score.identity_key
            join event_kind as kind on kind.identity_key = score.identity_key
            join kind_share as share on share.kind = kind.kind"""
    probability = probability_sql("own_data", "match_weight", "mean_factor")
    return f"""
        select {", ".join(SCORE)}, own_data, {probability} as probability
        from (
            select score.*, {left} as own_data, pool.phi, pool.coverage, pool.mean_factor
            from {scores} as score
            join pool_phi as pool on pool.identity_key = score.identity_key{of_event}
        ) as score"""


def expected_share_sql(rules: RankP) -> str:
    """
    One row per pool identity that could be linked: its events, and the expected share of wrong links down to it.

    Candidates for a link are taken from the most probable down; the share is the mean of 1 - P(i) over their events.
    """
    return f"""
        select events, probability,
            sum(events * (1 - probability)) over (order by probability desc
                range between unbounded preceding and current row)
            / sum(events) over (order by probability desc
                range between unbounded preceding and current row) as expected_false_share
        from leader
        where {_may_link(rules)}"""


def threshold_sql(
    rules: RankP, target_false_match_rate: float, copied_floor: float, running: str | None = None
) -> str:
    """
    One row: the lowest probability that is still linked, null where nothing is; and the floor copied records set.

    `running` is the table of expected_share_sql, where there is one.

    It is where the expected share of wrong links, times the prudence, would pass the target; never below the minimum.
    """
    return f"""
        select min(probability) as probability, cast({copied_floor!r} as double) as copied_floor
        from {running or f"({expected_share_sql(rules)})"} as running
        where expected_false_share <= cast({target_false_match_rate / rules.prudence!r} as double)"""


def _may_link(rules: RankP) -> str:
    return (
        f"probability >= cast({rules.minimum_probability!r} as double)"
        f" and not is_tied and birth_date_level not in ({NOT_COMPARED})"
    )


def agreements_sql() -> dict[str, str]:
    """Agreements as published tables have them, by column, of a row with the levels of rank P."""
    return {"nhs_number_agreement": "nhs_number_level"} | {
        f"{comparison.name}_agreement": f"case {comparison.name}_level "
        + " ".join(
            f"when '{level}' then '{agreement}'"
            for level, agreement in (
                *((level.name, level.agreement) for level in comparison.levels),
                *AGREEMENTS.items(),
            )
        )
        + f" else {comparison.name}_level end"
        for comparison in comparisons()
    }


def posterior_sql(rules: RankP) -> str:
    """leader, threshold -> one row per pool identity: the best person, how sure, and what that settles."""
    linked = f"{_may_link(rules)} and probability >= {lowest_linked_sql()}"
    review = f"probability >= cast({rules.review_probability!r} as double)"
    agreements = ",\n            ".join(
        f"{value} as {name}" for name, value in agreements_sql().items() if name != "nhs_number_agreement"
    )
    return f"""
        select leader.identity_key, case when not is_tied then person_id end as person_id,
            match_weight, probability as match_probability, runner_up_probability, candidate_people,
            effective_candidates, nhs_number_level as nhs_number_agreement,
            {agreements},
            case when {linked} then 'linked' when {review} then 'review' else 'unlinked' end as status,
            case
                when {linked} then 'posterior'
                when {review} and number_points_elsewhere then 'number_disagrees'
                when {review} and nhs_number_level = 'conflict' then 'contradicted'
                when {review} and split.identity_key is not null then 'possible_split_person'
                when {review} and is_tied then 'ambiguous'
                when {review} then 'below_threshold'
                when candidate_people = 0 then 'no_candidate'
                when nhs_number_level = 'conflict' and birth_date_level = 'exact' and sex_level = 'exact'
                    and postcode_level = 'exact' then 'contradicted'
                else 'low_probability' end as reason
        from leader
        left join split_person as split on split.identity_key = leader.identity_key"""
