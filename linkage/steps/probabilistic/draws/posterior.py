"""
The posterior of each candidate under the parameters of each draw.

The evidence of a candidate is what rank P weighed, and what the parameters of the draw make of it more or less: of how
birth date, postcode and sex agree, and of the number. Candidates who are not listed stay in the sum as they were.
"""

from linkage.steps.probabilistic.posterior.copied import IN_FULL
from linkage.steps.probabilistic.posterior.posterior import factor_sql
from linkage.steps.probabilistic.scoring.pool import NUMBER_ALONE


def drawn_event_sql() -> str:
    """pool_identity, event_kind of it, postcode_people -> what of an event its candidates' parameters depend on."""
    return """
        select event.identity_key, event.number_state, kind.kind,
            greatest(coalesce(around.people, 0) - 1, 1) as neighbours
        from pool_identity as event
        join drawn_event_kind as kind on kind.identity_key = event.identity_key
        left join postcode_people as around on around.postcode = event.postcode"""


def drawn_phi_sql() -> str:
    """
    pool_sum, drawn_presence, drawn_number -> one row per pool identity and draw: phi, averaged over its events, and c.

    As in pool_phi: of an event that bears a number of the index and nothing else phi is 1, and c, by which its number
    finds its person, is as much less than 1 as numbers are wrong in the draw. trained_number is as the model has it.
    """
    alone = f"sums.number_state = '{NUMBER_ALONE}'"
    return f"""
        select sums.identity_key, place.draw, sums.mean_factor,
            case when {alone} then 1 - (1 - sums.coverage) * number.wrong_share / trained.wrong_share
                else sums.coverage end as coverage,
            round(sum(sums.events * case when {alone} then 1 else place.phi end) / sum(sums.events), 12) as phi
        from pool_sum as sums
        join drawn_presence as place on place.stratum = sums.stratum
        join drawn_number as number on number.draw = place.draw
        cross join trained_number as trained
        where sums.mean_factor > 0
        group by sums.identity_key, place.draw, sums.coverage, sums.mean_factor, sums.number_state,
            number.wrong_share, trained.wrong_share"""


def number_bits_sql(number: str) -> str:
    """
    Bits of evidence in the number of a row `score` of drawn_candidate by the shares of a row `number`.

    As number_weight_sql has them: an event without a number has none, whoever the candidate is.
    """
    unknown = f"(size.without_number + (1 - size.without_number) * {number}.unheld_share)"
    mistaken = f"({number}.stranger_share + {number}.relative_share * size.people / score.neighbours)"
    return f"""case
                when score.nhs_number_level = 'exact' and score.number_state = '{NUMBER_ALONE}'
                    then log2({number}.right_share * size.people)
                when score.nhs_number_level = 'exact' and score.postcode_level = 'exact'
                    then log2({number}.right_share * size.people / {mistaken})
                when score.nhs_number_level = 'exact'
                    then log2({number}.right_share * size.people / {number}.stranger_share)
                when score.nhs_number_level = 'conflict' and score.number_state = 'number_not_in_index'
                    then log2({number}.unheld_share / {unknown})
                when score.number_state = 'number_not_in_index' then log2(1 / {unknown})
                when score.holder_lives_there and score.postcode_level <> 'exact'
                    then log2({number}.stranger_share / {mistaken})
                else cast(0 as double) end"""


def drawn_candidate_sql() -> str:
    """person_posterior, drawn_event -> the candidates with what the parameters of a draw look at."""
    return f"""
        select score.identity_key, score.person_id, score.birth_date_level, score.postcode_level, score.sex_level,
            score.nhs_number_level, score.match_weight, score.nhs_number_weight, {IN_FULL} as in_full,
            event.number_state, event.kind, event.neighbours,
            max(case when score.nhs_number_level = 'exact' and score.postcode_level = 'exact' then 1 else 0 end)
                over (partition by score.identity_key) = 1 as holder_lives_there
        from person_posterior as score
        join drawn_event as event on event.identity_key = score.identity_key"""


def drawn_weight_sql() -> str:
    """
    drawn_candidate, drawn_pattern, drawn_number -> one row per candidate and draw: its weight in bits.

    trained_number is the row of drawn_number as the model has it.
    """
    number, trained = number_bits_sql("number"), number_bits_sql("trained_number")
    return f"""
        select score.identity_key, score.person_id, number.draw, score.kind, score.number_state, score.in_full,
            score.nhs_number_level, score.match_weight as trained_weight,
            score.match_weight + pattern.bits + ({number}) - ({trained}) as match_weight,
            score.nhs_number_weight + ({number}) - ({trained}) as nhs_number_weight
        from drawn_candidate as score
        join drawn_pattern as pattern
          on pattern.kind = score.kind and pattern.birth_date_level = score.birth_date_level
         and pattern.postcode_level = score.postcode_level and pattern.sex_level = score.sex_level
        join drawn_number as number on number.draw = pattern.draw
        cross join trained_number
        cross join index_size as size"""


def drawn_posterior_sql() -> str:
    """
    drawn_weight, drawn_phi, drawn_kind, drawn_number -> one row per candidate and draw: its posterior probability.

    As person_posterior_sql and copied_data_sql have it.
    """
    own = "phi.phi * power(cast(2 as double), score.nhs_number_weight)"
    return f"""
        with summed as (
            select identity_key, draw, cast(sum({factor_sql("match_weight")}) as double) as drawn_factor,
                cast(sum({factor_sql("trained_weight")}) as double) as trained_factor
            from drawn_weight
            group by identity_key, draw
        ),
        weighed as (
            select score.identity_key, score.draw, score.person_id, score.match_weight, phi.phi, phi.coverage,
                greatest(phi.mean_factor - summed.trained_factor, 0) + summed.drawn_factor as mean_factor,
                case when score.nhs_number_level = 'exact' then cast(1 as double)
                    when not score.in_full then 1 - number.copied_share
                    when score.number_state = 'number_not_in_index'
                        then {own} / ({own} + (1 - phi.phi) * share.copied_odds)
                    else share.own_share end as own_data
            from drawn_weight as score
            join summed on summed.identity_key = score.identity_key and summed.draw = score.draw
            join drawn_phi as phi on phi.identity_key = score.identity_key and phi.draw = score.draw
            join drawn_number as number on number.draw = score.draw
            join drawn_kind as share on share.draw = score.draw and share.kind = score.kind
        )
        select identity_key, draw, person_id,
            own_data * phi * power(cast(2 as double), match_weight) / size.people
                / ((1 - phi * coverage) + phi * mean_factor) as probability
        from weighed
        cross join index_size as size"""
