"""The two best people of every event, whether they are equal, and whether they may be one person under two keys."""

from linkage.config.rules import RankP


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
            select identity_key, round(best_weight, 9) as weight, effective_candidates, holder_is_candidate
            from pool_best
        ),
        best as (
            select score.identity_key, score.person_id, score.match_weight, score.probability,
                score.birth_date_level, score.sex_level, score.postcode_level, score.nhs_number_level,
                whole.effective_candidates, whole.holder_is_candidate, {numbered}
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
            coalesce(compared.candidate_people, 0) as candidate_people,
            round(first.effective_candidates, 6) as effective_candidates,
            coalesce(first.holder_is_candidate and first.nhs_number_level <> 'exact', false) as number_points_elsewhere,
            coalesce(round(first.match_weight, 9) = round(second.match_weight, 9), false) as is_tied
        from pool_identity as pool
        left join pool_best as compared on compared.identity_key = pool.identity_key
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
            group by sides.identity_key, held.birth_date, held.birth_year, held.birth_month, held.birth_day,
                held.sex, held.postcode
            having count(*) = 1
            union
            select tied.identity_key
            from tied
            join person_number as one on one.person_id = tied.person_id
            join person_number as other
              on other.person_id = tied.second_person_id and other.nhs_number <> one.nhs_number
        )
        select identity_key from tied where identity_key not in (select identity_key from differing)"""
