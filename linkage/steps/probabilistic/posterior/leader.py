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
    return """
        with placed as (
            select identity_key, person_id, match_weight, probability,
                birth_date_level, sex_level, postcode_level, nhs_number_level,
                row_number() over (
                    partition by identity_key order by round(match_weight, 9) desc, person_id
                ) as nth
            from person_posterior
        ),
        first as (
            select * from placed where nth = 1
        ),
        second as (
            select * from placed where nth = 2
        )
        select pool.identity_key, pool.events,
            first.person_id, first.match_weight, first.probability,
            first.birth_date_level, first.sex_level, first.postcode_level, first.nhs_number_level,
            second.person_id as second_person_id,
            case when first.person_id is not null then coalesce(second.probability, 0) end as runner_up_probability,
            coalesce(compared.candidate_people, 0) as candidate_people,
            round(compared.effective_candidates, 6) as effective_candidates,
            coalesce(compared.holder_is_candidate and first.nhs_number_level <> 'exact', false)
                as number_points_elsewhere,
            coalesce(round(first.match_weight, 9) = round(second.match_weight, 9), false) as is_tied
        from pool_identity as pool
        left join pool_best as compared on compared.identity_key = pool.identity_key
        left join first on first.identity_key = pool.identity_key
        left join second on second.identity_key = pool.identity_key"""


def split_person_sql(rules: RankP) -> str:
    """
    One row per tied identity to be reviewed whose two best people look like one person under two keys.

    Numbers are looked up of those alone who hold the same dates, sexes and postcodes: few of the tied do.
    """
    return f"""
        with tied as (
            select identity_key, person_id, second_person_id
            from leader
            where is_tied and probability >= cast({rules.review_probability!r} as double)
        ),
        sides as (
            select tied.identity_key, kept.person_no, kept.person_id
            from tied
            join kept_pair as kept on kept.identity_key = tied.identity_key
            where kept.person_id in (tied.person_id, tied.second_person_id)
        ),
        alike as (
            select identity_key from tied where identity_key not in (
                select sides.identity_key
                from sides
                join compared_identity as held on held.person_no = sides.person_no
                group by sides.identity_key, held.birth_date, held.birth_year, held.birth_month, held.birth_day,
                    held.sex, held.postcode
                having count(*) = 1)
        ),
        numbered as (
            select sides.identity_key, sides.person_id, own.nhs_number
            from alike
            join sides on sides.identity_key = alike.identity_key
            join person_number as own on own.person_id = sides.person_id
        )
        select identity_key from alike where identity_key not in (
            select one.identity_key
            from numbered as one
            join numbered as other
              on other.identity_key = one.identity_key and other.person_id <> one.person_id
             and other.nhs_number <> one.nhs_number)"""
