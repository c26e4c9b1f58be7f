"""
What is made of every pair's weight: the best and the sum of each event, and which pairs are worth a row.

pair_weight has one row per pair that was compared and a few numbers in it; the levels and keys of person_posterior are
looked up for the pairs that are kept.
"""

from linkage.steps.probabilistic.posterior.posterior import factor_sql, own_data_sql, probability_sql

NEGLIGIBLE = 30.0
"""Bits by which a candidate may fall behind the best and still be kept: beyond, its chance is a billionth of that."""
LISTED = 1e-5
"""Probability from which a candidate is kept whoever is before them; below, only the best and the next."""


SURELY = 1e-6
"""Bits by which weights that are not equal surely differ: what is nearer is looked at digit by digit."""
LEAST = 1e-300
"""Of a probability, so that it has a logarithm."""


def pool_best_sql(copied: float = 0.0) -> str:
    """
    pair_weight -> one row per pool identity that anybody was compared with.

    How many were, the weight of the best, S / N, the sum of Bayes factors over N, how many compete for it, and whether
    the holder of its number is among them. Competing: 1 over the sum of squared shares of the candidates' probability.
    """
    part = (
        f"case when is_holder then 1 else {own_data_sql(copied)} end * power(cast(2 as double), match_weight)"
    )
    return f"""
        select identity_key, count(*) as candidate_people, max(match_weight) as best_weight,
            cast(sum({factor_sql("match_weight")}) as double) as mean_factor,
            power(sum({part}), 2) / sum({part} * {part}) as effective_candidates,
            bool_or(is_holder) as holder_is_candidate
        from pair_weight
        group by identity_key"""


def weight_of_score_sql(scores: str) -> str:
    """A table of the columns of person_score -> pair_weight, for scores that are made before they are weighed up."""
    return f"""
        select score.identity_key, named.person_no, cast(0 as bigint) as pattern_no,
            score.nhs_number_level = 'exact' as is_holder, score.match_weight
        from {scores} as score
        join person as named on named.person_id = score.person_id"""


def kept_score_sql(scores: str) -> str:
    """A query in brackets: the rows of such a table that are of kept_pair."""
    return f"""(
            select score.*
            from {scores} as score
            join kept_pair as kept on kept.identity_key = score.identity_key and kept.person_id = score.person_id
        )"""


def next_best_sql() -> str:
    """pair_weight, pool_best -> the second-best weight of each pool identity that has one, to a billionth of a bit."""
    return f"""
        select best.identity_key, round(max(pair.match_weight), 9) as weight
        from pool_best as best
        join pair_weight as pair on pair.identity_key = best.identity_key
        where pair.match_weight < best.best_weight - {SURELY!r}
          or round(pair.match_weight, 9) < round(best.best_weight, 9)
        group by best.identity_key"""


def kept_pair_sql(copied: float = 0.0) -> str:
    """
    pair_weight, pool_best, next_best, pool_phi, person -> the pairs of person_posterior, with both keys of the person.

    The holder of the event's number; whoever is `LISTED` probable and at most `NEGLIGIBLE` bits behind the best; and of
    those less probable two who are as good as the best, and two as good as the next, by their HES keys: numbers that
    stand for people go by the pseudonym key, and what is counted of the kept would too.
    """
    own_data = f"case when is_holder then 1 else {own_data_sql(copied)} end"
    probability = probability_sql(own_data, "match_weight", "mean_factor", people="people")
    return f"""
        with bound as (
            select pool.identity_key, pool.phi, pool.coverage, pool.mean_factor, size.people,
                round(best.best_weight, 9) as best, coalesce(next.weight, round(best.best_weight, 9)) as next,
                best.best_weight - {NEGLIGIBLE!r} as last,
                least(coalesce(next.weight, best.best_weight), {listed_weight_sql()}) - {SURELY!r} as lowest
            from pool_best as best
            join pool_phi as pool on pool.identity_key = best.identity_key
            left join next_best as next on next.identity_key = best.identity_key
            cross join index_size as size
        ),
        possible as (
            select pair.identity_key, pair.person_no, pair.pattern_no, pair.is_holder, pair.match_weight,
                round(pair.match_weight, 9) as weight,
                bound.best, bound.next, bound.phi, bound.coverage, bound.mean_factor, bound.people
            from pair_weight as pair
            join bound on bound.identity_key = pair.identity_key
            where pair.is_holder or pair.match_weight >= bound.last and pair.match_weight >= bound.lowest
        ),
        near as (
            select identity_key, person_no, pattern_no, weight = best as is_best, weight >= next as is_next,
                is_holder or {probability} >= cast({LISTED!r} as double) as is_listed
            from possible
        ),
        named as (
            select near.*, person.person_id
            from near
            join person on person.person_no = near.person_no
            where is_listed or is_next
        )
        select identity_key, person_no, person_id, pattern_no from named where is_listed
        union all
        select identity_key, person_no, person_id, pattern_no
        from (
            select named.*, row_number() over (partition by identity_key, is_best order by person_id) as nth
            from named
            where not is_listed
        ) as seldom
        where nth <= 2"""


def listed_weight_sql() -> str:
    """
    The weight at which a person is `LISTED` probable; nobody below it is.

    Of a row `pool` of pool_phi and the row `size` of index_size.
    """
    odds = "((1 - pool.phi * pool.coverage) + pool.phi * pool.mean_factor) / pool.phi"
    return f"log2(cast({max(LISTED, LEAST)!r} as double) * size.people * {odds})"
