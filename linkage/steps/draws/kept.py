"""What is promised of draws, looked at in every run."""

from math import sqrt

from linkage.engine.base import Engine
from linkage.engine.value import as_number
from linkage.errors import IntegrityError

MOST = 6.0
"""Standard deviations by which draws may be off the posterior, and more where few are expected: see room."""
FAULT = "this is a fault in the program, please report it with this line"


def broken_promises_sql() -> dict[str, str]:
    """In words what no row may be, and a query for how many are."""
    return {
        "of a person who has opted out": """
            select count(*) from link_draws
            where person_id in (select person_id from opted_out_person)""",
        "of an event that has opted out": """
            select count(*) from link_draws
            where event_id in (select event_id from opted_out_event)""",
        "of an event that a reviewer settled": """
            select count(*) from link_draws
            where event_id in (select event_id from settled_event)""",
        "of a person whom a reviewer ruled out": """
            select count(*) from link_draws as drawn
            join ruled_out as barred on barred.event_id = drawn.event_id and barred.person_id = drawn.person_id""",
        "of a draw in which the event is as published": """
            select count(*) from link_draws as drawn
            join links on links.event_id = drawn.event_id
            where links.person_id is not distinct from drawn.person_id""",
        "of an identity whose events fall to different people": """
            select count(*) from (
                select one.identity_key, one.draw
                from (
                    select distinct event.identity_key, drawn.draw
                    from link_draws as drawn
                    join event on event.event_id = drawn.event_id
                ) as one
                join event on event.identity_key = one.identity_key
                join links on links.event_id = event.event_id
                left join link_draws as drawn on drawn.event_id = event.event_id and drawn.draw = one.draw
                where event.event_id not in (select event_id from ruled_out)
                  and event.event_id not in (select event_id from settled_event)
                group by one.identity_key, one.draw
                having count(distinct coalesce(
                    case when drawn.event_id is null then links.person_id else drawn.person_id end, '')) > 1
            ) as split""",
    }


def frequency_sql() -> str:
    """
    pool_draw, rank_draw, rank_state, drawn_rank -> over all draws, one row for the pool and one for the ranks.

    How many fell to anybody, or of ranks to nobody; how many were expected; and the variance of that.
    """
    return """
        select 'rank P' as part, cast(count(person_id) as double) as found, coalesce(sum(anybody), 0) as expected,
            coalesce(sum(anybody * (1 - anybody)), 0) as variance
        from pool_draw
        union all
        select 'ranks', (select cast(count(*) as double) from rank_draw),
            coalesce(sum(number.identities * (1 - likely.probability)), 0),
            coalesce(sum(number.identities * likely.probability * (1 - likely.probability)), 0)
        from (
            select state.pattern, state.age_band, state.crowd, state.bears_all, state.is_beside,
                count(*) as identities
            from rank_state as state
            join drawn_identity as drawn on drawn.identity_key = state.identity_key
            where drawn.drawn_by = 'rank' and state.has_number
            group by state.pattern, state.age_band, state.crowd, state.bears_all, state.is_beside
        ) as number
        join drawn_rank as likely
          on likely.pattern = number.pattern and likely.age_band = number.age_band and likely.crowd = number.crowd
         and likely.bears_all = number.bears_all and likely.is_beside = number.is_beside"""


def room(variance: float) -> float:
    """
    How far a sum of draws of this variance may be off: more comes less than once in thirty million runs (Bernstein).

    Where hardly any is expected the sum is nearly Poisson's, whose tail no number of standard deviations bounds.
    """
    return MOST * sqrt(variance) + MOST**2 / 3 + 1


def keep_draws(engine: Engine) -> None:
    """IntegrityError unless every promise holds, and draws are as frequent as their posterior within chance."""
    for what, query in broken_promises_sql().items():
        if rows := engine.count(query):
            raise IntegrityError(f"table link_draws: {rows:,} row(s) {what}; {FAULT}")
    for part, *numbers in engine.rows(frequency_sql()):
        found, expected, variance = map(as_number, numbers)
        if abs(found - expected) > room(variance):
            raise IntegrityError(
                f"table link_draws: draws of {part} are not as frequent as their posterior: {found:,.0f} where "
                f"{expected:,.0f} were expected; {FAULT}"
            )
