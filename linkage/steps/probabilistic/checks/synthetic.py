"""
Made-up events that belong to nobody: how often rank P links one of them.

The check beside the hold-out that does not take events with a number for like the others. Values are those of the
month's own events without a number, put together anew: day and month of birth and sex of one, the year of another,
the postcode of a third, all of one age band, of postcodes as crowded, and bearing the same fields. So the young of a
hall stay the young of a hall, and no record is anybody's by construction. Twins and copied records are not made up:
what is linked is coincidence alone. Source of the idea: Robach and others 2025, doi 10.1002/sim.70292 (FlexRL).
"""

from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.engine.making import Item, Worked, made
from linkage.steps.probabilistic.levels.levels import FIELDS
from linkage.steps.probabilistic.posterior.presence import NUMBER_MISSING
from linkage.steps.probabilistic.scoring.age_band import age_band_sql
from linkage.steps.probabilistic.scoring.crowd import crowd_sql
from linkage.words.sample import shuffled_sql

MADE_UP = "synthetic_identity"
"""Their table."""
MOST_ROUNDS = 10
"""Records made of one event, at most: more of them would say the same again."""


def synthetic_made(rules: RankP, last_day: str) -> tuple[Item, ...]:
    """
    pool_identity, postcode_people -> synthetic_identity, never published.

    In the columns of the pool, and `origin`: the pool identity whose day and month it bears, and whose phi it takes.
    """
    return (
        made("donor", donor_sql, rules.seed, last_day),
        Worked(
            lambda engine: load_turns(engine, rules),
            f"As many turns, {MOST_ROUNDS} at most, as make synthetic_identities of all donors.",
            reads=("donor",),
            writes=("donor_turn",),
        ),
        made(MADE_UP, synthetic_identity_sql, rules, last_day),
    )


def load_turns(engine: Engine, rules: RankP) -> None:
    """donor -> donor_turn."""
    donors = engine.count("select count(*) from donor")
    rounds = max(1, min(MOST_ROUNDS, rules.synthetic_identities // max(donors, 1)))
    engine.load("donor_turn", {"turn": "integer"}, [(turn,) for turn in range(rounds)])


def donor_sql(seed: int, last_day: str) -> str:
    """One row per pool identity without a number but with a birth date: its place, from 0, among those like it."""
    age = age_band_sql("event.birth_date", last_day)
    return f"""
        select identity_key, birth_date, sex, postcode, kind,
            row_number() over (partition by kind order by shuffled) - 1 as place,
            count(*) over (partition by kind) as of_kind,
            row_number() over (order by shuffled) as nth
        from (
            select event.identity_key, event.birth_date, event.sex, event.postcode,
                {age} as age_band,
                concat({age}, '|',
                    case when event.postcode is null then 'none' else {crowd_sql("around")} end, '|',
                    case when event.sex is null then 'none' else 'sex' end) as kind,
                {shuffled_sql(seed, "synthetic", *(f"event.{field}" for field in FIELDS))} as shuffled
            from pool_identity as event
            left join postcode_people as around on around.postcode = event.postcode
            where event.number_state = '{NUMBER_MISSING}' and event.birth_date is not null
        ) as listed
        where age_band is not null"""


def synthetic_identity_sql(rules: RankP, last_day: str) -> str:
    """
    donor, donor_turn -> synthetic_identity, at most so many rows; each donor gives its day and month once a turn.

    No birth date and no postcode is that of a donor of another part, so that nobody's own record comes about. 29
    February becomes 28: the year is another. Keys are below 0, as no event identity's is.
    """
    day = "substr(cast(of_day.birth_date as string), 6)"
    year = "substr(cast(of_year.birth_date as string), 1, 4)"
    return f"""
        with joined as (
            select of_day.nth, turn.turn, of_day.identity_key as origin, of_day.sex, of_home.postcode,
                cast(concat({year}, '-', case when {day} = '02-29' then '02-28' else {day} end) as date)
                    as birth_date,
                of_day.birth_date as first_date, of_year.birth_date as second_date,
                of_day.postcode as first_home, of_year.postcode as second_home
            from donor as of_day
            cross join donor_turn as turn
            join donor as of_year on of_year.kind = of_day.kind
             and of_year.place = (of_day.place + 2 * turn.turn + 1) % of_day.of_kind
            join donor as of_home on of_home.kind = of_day.kind
             and of_home.place = (of_day.place + 2 * turn.turn + 2) % of_day.of_kind
            where 2 * turn.turn + 2 < of_day.of_kind
        )
        select -place as identity_key, cast(null as string) as nhs_number, birth_date, sex, postcode,
            cast(1 as bigint) as events, '{NUMBER_MISSING}' as number_state, origin
        from (
            select *, row_number() over (order by turn, nth) as place
            from joined
            where birth_date not in (first_date, second_date) and birth_date <= date '{last_day}'
              and (postcode is null or postcode not in (first_home, second_home))
        ) as made
        where place <= {rules.synthetic_identities}"""
