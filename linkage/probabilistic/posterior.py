"""What the scores mean: the posterior of each person, the threshold, and linked, review or unlinked."""

from linkage.config.rules import RankP
from linkage.probabilistic.levels import comparisons
from linkage.probabilistic.part_date import AGREEMENTS


def person_posterior_sql(people: int) -> str:
    """
    One row per pool identity and candidate: P(i) = (phi/N) B_i / ((1 - phi c) + (phi/N) sum of B).

    The true person may be outside the index (1 - phi) or inside and not blocked (phi (1 - c)): both stay in
    the denominator, so two equal candidates can never both exceed one half.
    """
    return f"""
        select score.*,
            pool.phi * power(cast(2 as double), score.match_weight) / {people}
                / ((1 - pool.phi * pool.coverage) + pool.phi * pool.mean_factor) as probability
        from person_score as score
        join pool_phi as pool on pool.identity_key = score.identity_key"""


def leader_sql() -> str:
    """
    One row per pool identity: the two best people, whether they are equal, and whether a number points elsewhere.

    The effective number of candidates is 1 over the sum of squared shares of the candidates' probability: 1 when
    one person has all of it, 2 when two have half each. Equal: the same weight to a billionth of a bit. Equal people
    are one person split in two when they hold the same birth dates, sexes and postcodes and no two different
    numbers; otherwise twins or a coincidence.
    """
    return """
        with numbered as (
            select *, row_number() over (
                    partition by identity_key order by round(match_weight, 9) desc, person_id) as nth,
                count(*) over (partition by identity_key) as candidate_people,
                power(sum(probability) over (partition by identity_key), 2)
                    / sum(power(probability, 2)) over (partition by identity_key) as effective_candidates,
                max(case when nhs_number_level = 'exact' then 1 else 0 end)
                    over (partition by identity_key) = 1 as holder_is_candidate
            from person_posterior
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
        left join numbered as first on first.identity_key = pool.identity_key and first.nth = 1
        left join numbered as second on second.identity_key = pool.identity_key and second.nth = 2"""


def split_person_sql() -> str:
    """One row per tied identity whose two best people look like one person under two keys."""
    held = """(
            select person_id, birth_date, sex, postcode
            from identity
            group by person_id, birth_date, sex, postcode
        )"""
    return f"""
        with tied as (
            select identity_key, person_id, second_person_id from leader where is_tied
        ),
        differing as (
            select tied.identity_key
            from tied
            join {held} as one on one.person_id = tied.person_id
            left join {held} as other
              on other.person_id = tied.second_person_id
             and one.birth_date is not distinct from other.birth_date
             and one.sex is not distinct from other.sex and one.postcode is not distinct from other.postcode
            where other.person_id is null
            union
            select tied.identity_key
            from tied
            join {held} as one on one.person_id = tied.second_person_id
            left join {held} as other
              on other.person_id = tied.person_id
             and one.birth_date is not distinct from other.birth_date
             and one.sex is not distinct from other.sex and one.postcode is not distinct from other.postcode
            where other.person_id is null
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
        + " ".join(
            f"when '{level}' then '{agreement}'"
            for level, agreement in (
                *((level.name, level.agreement) for level in comparison.levels),
                *AGREEMENTS.items(),
            )
        )
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
