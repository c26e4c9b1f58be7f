"""The events of a month in strata, how many of each are drawn, and which."""

from collections.abc import Sequence

from linkage.engine.base import Engine
from linkage.engine.value import as_number
from linkage.review.size import Planned
from linkage.review.stratum import Held, Stratum, sizes_sql
from linkage.words.sample import shuffled_sql

PARTS = ("side", "rank", "band", "ambiguity")
STRATA = "review_stratum"


def strata_held(engine: Engine) -> tuple[Held, ...]:
    """The strata of the month with their events; reads review_stratum."""
    return tuple(
        Held(Stratum(*map(str, parts)), int(as_number(events)), None if best is None else as_number(best))
        for *parts, events, best in engine.rows(sizes_sql(STRATA))
    )


def load_plan(engine: Engine, plan: Sequence[Planned]) -> None:
    """How many are drawn of each stratum -> review_plan."""
    columns = {**dict.fromkeys(PARTS, "text"), "drawn": "integer"}
    rows = [(*(getattr(one.held.stratum, part) for part in PARTS), one.drawn) for one in plan]
    engine.load("review_plan", columns, rows)


def review_drawn_sql(seed: int) -> str:
    """
    One row per event drawn: its stratum, whose link it has, and a text to shuffle by.

    By a hash of the seed and the event, so the same events whatever the order of rows; reads review_stratum and
    review_plan.
    """
    return f"""
        select event_id, stratum, linked_person, shuffled
        from (
            select held.event_id, held.linked_person,
                concat(held.side, '/', held.rank, '/', held.band, '/', held.ambiguity) as stratum,
                {shuffled_sql(seed, "review", "held.event_id")} as shuffled, plan.drawn,
                row_number() over (
                    partition by held.side, held.rank, held.band, held.ambiguity
                    order by {shuffled_sql(seed, "review", "held.event_id")}, held.event_id
                ) as nth
            from {STRATA} as held
            join review_plan as plan
              on {" and ".join(f"plan.{part} = held.{part}" for part in PARTS)}
        ) as ordered
        where nth <= drawn"""
