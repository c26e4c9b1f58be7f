"""
Recall by capture and recapture: the people whom birth date and sex find, and those whom the postcode finds.

    share at the postcode = people alike in birth date, sex and postcode / people alike in birth date and sex
    people in the index   = events whose person is found at the postcode / share at the postcode
    recall                = right links / people in the index

Strangers alike in birth date and sex are taken out as the made-up records meet them (`synthetic`). Nothing of it was
learnt from events with a number but what separates people at one postcode, which is hardly ever in doubt. It assumes
that a postcode is as often wrong or old where the birth date or sex is wrong as where both are right: where errors
come together it is too high. It is of events that bear all three fields, and counts an identity's events as one trial.
"""

from math import exp, sqrt

from linkage.engine.base import Engine
from linkage.engine.value import as_number
from linkage.steps.probabilistic.posterior.posterior import AGREES
from linkage.steps.probabilistic.posterior.presence import NUMBER_MISSING
from linkage.words.interval import Z

NAME = "recapture_recall"
DECIMALS = 9
MOST_NOISE = 0.25
"""Where the people found by birth date and sex are known no better than to a quarter (one standard error), nothing
is told: chance alike outnumbers them, as in the largest indexes with the smallest pools."""


def recapture(engine: Engine) -> tuple[str, float, float, float, int] | None:
    """
    The estimate with its 95% interval, and the events it rests on; None where there is too little to tell.

    Reads pool_identity, posterior, person_posterior, compared_identity, and of the made-up records
    synthetic_identity, pair_pattern and pattern_level.
    """
    events, squares, met, exact, at_postcode, right = _numbers(engine, whole_sql())
    records, mean, variance, by_chance = _numbers(engine, chance_sql())
    if not events or not records:
        return None
    alike = met - events * mean
    alike_there = exact - events * by_chance
    noise = sqrt(variance * (squares + events**2 / records))
    if min(alike, alike_there, at_postcode, right) <= 0 or noise > MOST_NOISE * alike:
        return None
    there = min(alike_there / alike, 1.0)
    recall = min(right * there / at_postcode, 1.0)
    spread = (1 - there) / (there * alike) + (noise / alike) ** 2 + (1 - recall) / right
    far = exp(Z * sqrt(spread))
    low, high = round(recall / far, DECIMALS), round(min(recall * far, 1.0), DECIMALS)
    return NAME, round(recall, DECIMALS), low, high, int(events)


def whole_sql() -> str:
    """
    One row of the pool's events that bear all three fields but no number.

    How many there are, their squares by identity, the people alike in birth date and sex, and in the postcode too,
    the events whose person is thought to be found at the postcode, and the right links expected.
    """
    return f"""
        with whole as (
            select identity_key, events, birth_date, sex
            from pool_identity
            where number_state = '{NUMBER_MISSING}' and birth_date is not null and sex is not null
              and postcode is not null
        ),
        met as (
            select sum(whole.events) as events, sum(whole.events * whole.events) as squares,
                sum(whole.events * coalesce(alike.people, 0)) as people
            from whole
            left join ({alike_sql("whole")}) as alike
              on alike.birth_date = whole.birth_date and alike.sex = whole.sex
        ),
        scored as (
            select sum(case when score.birth_date_level = 'exact' and score.sex_level = 'exact'
                    and score.postcode_level = 'exact' then whole.events end) as exact,
                sum(case when score.postcode_level = 'exact' then whole.events * score.probability end) as at_postcode
            from whole
            join person_posterior as score on score.identity_key = whole.identity_key
        ),
        decided as (
            select sum(case when decided.status = 'linked' then whole.events * decided.match_probability end)
                as right_links
            from whole
            join posterior as decided on decided.identity_key = whole.identity_key
        )
        select met.events, met.squares, met.people, scored.exact, scored.at_postcode, decided.right_links
        from met
        cross join scored
        cross join decided"""


def chance_sql() -> str:
    """One row of the made-up records that bear all three fields: how many, and whom they meet by chance."""
    return f"""
        with whole as (
            select identity_key, birth_date, sex
            from synthetic_identity
            where sex is not null and postcode is not null
        ),
        agreeing as (
            select pair.identity_key, count(*) as people
            from pair_pattern as pair
            join pattern_level as score on score.pattern_no = pair.pattern_no
            where {AGREES}
            group by pair.identity_key
        )
        select count(*), avg(coalesce(alike.people, 0)), var_pop(coalesce(alike.people, 0)),
            avg(coalesce(agreeing.people, 0))
        from whole
        left join ({alike_sql("whole")}) as alike
          on alike.birth_date = whole.birth_date and alike.sex = whole.sex
        left join agreeing on agreeing.identity_key = whole.identity_key"""


def alike_sql(events: str) -> str:
    """One row per birth date and sex of `events`: the people of the index who ever held the two together."""
    return f"""
                select held.birth_date, held.sex, count(distinct held.person_no) as people
                from compared_identity as held
                join (select distinct birth_date, sex from {events}) as wanted
                  on wanted.birth_date = held.birth_date and wanted.sex = held.sex
                group by held.birth_date, held.sex"""


def _numbers(engine: Engine, query: str) -> tuple[float, ...]:
    return tuple(as_number(value or 0) for value in engine.rows(query)[0])
