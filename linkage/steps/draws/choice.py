"""
Whom each identity falls to in each draw.

    a rank before P, or after it where P has nobody   its person as often as the number is their own, else nobody
    several people of a rank before P                 each alike, as often as a number is right, else nobody
    rank P, and every other identity of the pool      each candidate by the posterior of the draw, else nobody

A link of a rank that asks for no number has no probability: it stays as it is. Whoever has opted out is nobody, and
what would have been theirs is nobody else's. What a reviewer settled is as published.
"""

from linkage.engine.dialect import Dialect
from linkage.steps.draws.uniform import uniform_sql

EXACT = "decimal(38, 12)"
"""In which probabilities are added up: the order of rows does not show."""


def drawn_identity_sql() -> str:
    """
    identity_link, rank_decision, rank_weight, posterior -> whom may identities fall to, and by what.

    One row per identity that may fall to different people.
    """
    return """
        select link.identity_key, link.person_id,
            case when link.match_rank is not null and link.match_rank <> 'P'
                    and posterior.person_id is distinct from link.person_id then 'rank'
                when ranked.identity_key is not null and not ranked.after_p and ranked.people > 1 then 'several'
                else 'posterior' end as drawn_by
        from identity_link as link
        left join rank_decision as ranked on ranked.identity_key = link.identity_key
        left join rank_weight as weighed on weighed.identity_key = link.identity_key
        left join posterior on posterior.identity_key = link.identity_key
        where posterior.candidate_people > 0 or weighed.match_probability is not null
           or ranked.people > 1 and not ranked.after_p"""


def drawn_uniform_sql(dialect: Dialect) -> str:
    """drawn_identity, draw_hash, draw_place -> one row per identity and draw, with its number from 0 up to 1."""
    return f"""
        select hash.identity_key, place.draw, {uniform_sql(dialect)} as number
        from draw_hash as hash
        join draw_place as place on place.hash_no = hash.hash_no"""


def rank_draw_sql() -> str:
    """drawn_identity, rank_state, drawn_rank, drawn_uniform -> identities and draws in which a rank's link is wrong."""
    return """
        select drawn.identity_key, uniform.draw, cast(null as string) as person_id
        from drawn_identity as drawn
        join rank_state as state on state.identity_key = drawn.identity_key
        join drawn_uniform as uniform on uniform.identity_key = drawn.identity_key
        join drawn_rank as likely
          on likely.draw = uniform.draw and likely.pattern = state.pattern and likely.age_band = state.age_band
         and likely.crowd = state.crowd and likely.bears_all = state.bears_all
         and likely.is_beside = state.is_beside
        where drawn.drawn_by = 'rank' and state.has_number and uniform.number >= likely.probability"""


def candidate_share_sql() -> str:
    """
    drawn_identity, drawn_posterior, drawn_number, candidate, rank_decision -> one row per draw and candidate.

    With the part of the numbers from 0 to 1 that is theirs, from `above` up to `below`, in the order of their keys.
    """
    return f"""
        with likely as (
            select found.identity_key, found.draw, found.person_id, found.probability
            from drawn_posterior as found
            join drawn_identity as drawn on drawn.identity_key = found.identity_key
            where drawn.drawn_by = 'posterior'
            union all
            select drawn.identity_key, number.draw, found.person_id, number.right_share / ranked.people as probability
            from drawn_identity as drawn
            join rank_decision as ranked on ranked.identity_key = drawn.identity_key
            join candidate as found
              on found.identity_key = drawn.identity_key and found.match_rank = ranked.match_rank
            cross join drawn_number as number
            where drawn.drawn_by = 'several'
        ),
        placed as (
            select identity_key, draw, person_id, cast(probability as {EXACT}) as share,
                sum(cast(probability as {EXACT})) over (
                    partition by identity_key, draw order by person_id
                    rows between unbounded preceding and current row) as below
            from likely
        )
        select identity_key, draw, person_id, cast(below - share as double) as above, cast(below as double) as below
        from placed"""


def pool_draw_sql() -> str:
    """candidate_share, drawn_uniform -> one row per identity and draw: the person or nobody; how likely anybody was."""
    return """
        select share.identity_key, share.draw, max(share.below) as anybody,
            max(case when uniform.number >= share.above and uniform.number < share.below then share.person_id end)
                as person_id
        from candidate_share as share
        join drawn_uniform as uniform on uniform.identity_key = share.identity_key and uniform.draw = share.draw
        group by share.identity_key, share.draw"""


def identity_draw_sql() -> str:
    """
    pool_draw, rank_draw, drawn_identity, opted_out_person.

    One row per identity and draw in which it falls to another than the link has, or to nobody where that has somebody.
    """
    return """
        select found.identity_key, found.draw, found.person_id
        from (
            select chosen.identity_key, chosen.draw,
                case when opted_out.person_id is null then chosen.person_id end as person_id
            from (
                select identity_key, draw, person_id from pool_draw
                union all
                select identity_key, draw, person_id from rank_draw
            ) as chosen
            left join opted_out_person as opted_out on opted_out.person_id = chosen.person_id
        ) as found
        join drawn_identity as drawn on drawn.identity_key = found.identity_key
        where found.person_id is distinct from drawn.person_id"""


def link_draws_sql() -> str:
    """
    identity_draw, event, links, settled_event, ruled_out.

    One row per draw and event that falls to another than it is linked to. Every event of an identity falls alike, but
    for those that a reviewer judged.
    """
    return """
        select drawn.event_id, drawn.draw, drawn.person_id
        from (
            select event.event_id, drawn.draw, case when barred.event_id is null then drawn.person_id end as person_id
            from identity_draw as drawn
            join event on event.identity_key = drawn.identity_key
            left join settled_event as settled on settled.event_id = event.event_id
            left join ruled_out as barred
              on barred.event_id = event.event_id and barred.person_id = drawn.person_id
            where settled.event_id is null
        ) as drawn
        join links on links.event_id = drawn.event_id
        where links.person_id is distinct from drawn.person_id"""
