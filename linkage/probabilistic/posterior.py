"""What the scores mean: the posterior of each person, the threshold, and linked, review or unlinked."""

from linkage.config.rules import RankP
from linkage.probabilistic.levels import comparisons


def person_posterior_sql(people: int, scores: str = "person_score") -> str:
    """
    pool_phi and `scores`, a table or a query in brackets of the columns of person_score.

    One row per pool identity and candidate: P(i) = (phi/N) B_i / ((1 - phi c) + (phi/N) sum of B).

    The true person may be outside the index (1 - phi) or inside and not blocked (phi (1 - c)): both stay in
    the denominator, so two equal candidates can never both exceed one half.
    """
    return f"""
        select score.*,
            pool.phi * power(cast(2 as double), score.match_weight) / {people}
                / ((1 - pool.phi * pool.coverage) + pool.phi * pool.mean_factor) as probability
        from {scores} as score
        join pool_phi as pool on pool.identity_key = score.identity_key"""


def leader_sql() -> str:
    """
    One row per pool identity: the two best people, whether they are equal, and whether a number points elsewhere.

    The effective number of candidates is 1 over the sum of squared shares of the candidates' probability: 1 when
    one person has all of it, 2 when two have half each. Equal: the same weight to a billionth of a bit. Equal people
    are one person split in two when they hold the same birth dates, sexes and postcodes and no two different
    numbers; otherwise twins or a coincidence.
    """
    numbered = "row_number() over (partition by score.identity_key order by score.person_id) as nth"
    return f"""
        with whole as (
            select identity_key, max(round(match_weight, 9)) as weight, count(*) as candidate_people,
                power(sum(probability), 2) / sum(power(probability, 2)) as effective_candidates,
                max(case when nhs_number_level = 'exact' then 1 else 0 end) = 1 as holder_is_candidate
            from person_posterior
            group by identity_key
        ),
        best as (
            select score.identity_key, score.person_id, score.match_weight, score.probability,
                score.birth_date_level, score.sex_level, score.postcode_level, score.nhs_number_level,
                whole.candidate_people, whole.effective_candidates, whole.holder_is_candidate, {numbered}
            from whole
            join person_posterior as score on score.identity_key = whole.identity_key
            where round(score.match_weight, 9) = whole.weight
        ),
        others as (
            select whole.identity_key, max(round(score.match_weight, 9)) as weight
            from whole
            join person_posterior as score on score.identity_key = whole.identity_key
            where round(score.match_weight, 9) < whole.weight
            group by whole.identity_key
        ),
        runner_up as (
            select identity_key, person_id, match_weight, probability
            from (
                select score.identity_key, score.person_id, score.match_weight, score.probability, {numbered}
                from others
                join person_posterior as score on score.identity_key = others.identity_key
                where round(score.match_weight, 9) = others.weight
            ) as beaten
            where nth = 1
        ),
        first as (
            select * from best where nth = 1
        ),
        second as (
            select identity_key, person_id, match_weight, probability from best where nth = 2
            union all
            select identity_key, person_id, match_weight, probability
            from runner_up
            where identity_key not in (select identity_key from best where nth = 2)
        )
        select pool.identity_key, pool.events,
            first.person_id, first.match_weight, first.probability,
            first.birth_date_level, first.sex_level, first.postcode_level, first.nhs_number_level,
            second.person_id as second_person_id,
            case when first.person_id is not null then coalesce(second.probability, 0) end as runner_up_probability,
            coalesce(first.candidate_people, 0) as candidate_people,
            round(first.effective_candidates, 6) as effective_candidates,
            coalesce(first.holder_is_candidate and first.nhs_number_level <> 'exact', false) as number_points_elsewhere,
            coalesce(round(first.match_weight, 9) = round(second.match_weight, 9), false) as is_tied
        from pool_identity as pool
        left join first on first.identity_key = pool.identity_key
        left join second on second.identity_key = pool.identity_key"""


def split_person_sql(rules: RankP) -> str:
    """One row per tied identity to be reviewed whose two best people look like one person under two keys."""
    return f"""
        with tied as (
            select identity_key, person_id, second_person_id
            from leader
            where is_tied and probability >= cast({rules.review_probability!r} as double)
        ),
        sides as (
            select identity_key, person_id from tied
            union all
            select identity_key, second_person_id from tied
        ),
        differing as (
            select sides.identity_key
            from sides
            join compared_identity as held on held.person_id = sides.person_id
            group by sides.identity_key, held.birth_date, held.sex, held.postcode
            having count(*) = 1
            union
            select tied.identity_key
            from tied
            join person_number as one on one.person_id = tied.person_id
            join person_number as other
              on other.person_id = tied.second_person_id and other.nhs_number <> one.nhs_number
        )
        select identity_key from tied where identity_key not in (select identity_key from differing)"""


def threshold_sql(rules: RankP, target_false_match_rate: float) -> str:
    """
    The lowest probability that is still linked.

    Candidates for a link are taken from the most probable down, and the threshold is where the mean of
    1 - P(i) over their events, times the prudence, would pass the target; never below the minimum. No row: nothing
    reaches it.
    """
    return f"""
        with running as (
            select probability,
                sum(events * (1 - probability)) over (order by probability desc
                    range between unbounded preceding and current row)
                / sum(events) over (order by probability desc
                    range between unbounded preceding and current row) as expected_false_share
            from leader
            where {_may_link(rules)}
        )
        select min(probability) from running
        where expected_false_share <= cast({target_false_match_rate / rules.prudence!r} as double)"""


def _may_link(rules: RankP) -> str:
    return (
        f"probability >= cast({rules.minimum_probability!r} as double)"
        " and not is_tied and birth_date_level not in ('missing', 'none_held')"
    )


def posterior_sql(rules: RankP, threshold: float | None) -> str:
    """One row per pool identity: the best person, how sure, and what that settles."""
    linked = f"{_may_link(rules)} and probability >= cast({threshold!r} as double)" if threshold else "false"
    review = f"probability >= cast({rules.review_probability!r} as double)"
    agreements = ",\n            ".join(
        f"case {comparison.name}_level "
        + " ".join(f"when '{level.name}' then '{level.agreement}'" for level in comparison.levels)
        + f" else {comparison.name}_level end as {comparison.name}_agreement"
        for comparison in comparisons()
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
