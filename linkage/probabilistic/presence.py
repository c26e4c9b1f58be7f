"""
phi: the share of the pool's events whose person is in the index, by stratum, from the pool alone.

Maximum likelihood with one parameter: the sum over events of log((1 - phi c) + (phi / N) S) is concave, S being
the sum of Bayes factors over the blocked people and c the chance that the true person shares a block. The phi
of all events would be far too high: those in the pool are the ones nobody was found for.
"""

from linkage.engine.base import Engine
from linkage.probabilistic.model import Model

SMALL_STRATUM = 500
"""Strata with fewer events borrow the phi of the whole pool."""

LOWEST, HIGHEST = 0.001, 0.999
STEPS = 30
"""Halvings of the interval, to about a billionth: finer, and the order in which a sum is taken could be seen."""


def pool_sum_sql(model: Model, people: int) -> str:
    """
    One row per pool identity: S / N, and c, which is 0 where the identity bears no block but a number.

    An identity that cannot be blocked says nothing about phi: its likelihood is 1 for any phi. The factors are added
    as decimals, to 12 places: a sum of doubles would depend on the order of the rows.
    """
    return f"""
        select event.identity_key, event.stratum, event.events,
            case when event.postcode is not null and (event.birth_date is not null or event.sex is not null)
                then cast({model.block_coverage!r} as double) else cast(0 as double) end as coverage,
            coalesce(cast(score.mean_factor as double), 0) as mean_factor
        from pool_identity as event
        left join (
            select identity_key,
                sum(cast(power(cast(2 as double), match_weight) / {people} as decimal(38, 12))) as mean_factor
            from person_score
            group by identity_key
        ) as score on score.identity_key = event.identity_key"""


def estimate_presence(engine: Engine) -> dict[str, float]:
    """pool_sum -> phi by stratum of the pool; `all` is the whole pool."""
    sizes = {
        str(stratum): int(str(events))
        for stratum, events in engine.rows("select stratum, sum(events) from pool_sum group by stratum")
    }
    whole = _maximum(engine, "true") if sizes else HIGHEST
    return {"all": whole} | {
        stratum: _maximum(engine, f"stratum = '{stratum}'") if events >= SMALL_STRATUM else whole
        for stratum, events in sorted(sizes.items())
    }


def _maximum(engine: Engine, where: str) -> float:
    low, high = LOWEST, HIGHEST
    for _ in range(STEPS):
        middle = (low + high) / 2
        if _slope(engine, where, middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _slope(engine: Engine, where: str, phi: float) -> float:
    """Derivative of the log likelihood; positive below the maximum."""
    share = f"cast({phi!r} as double)"
    slope = engine.scalar(
        f"select sum(events * (mean_factor - coverage) / ((1 - {share} * coverage) + {share} * mean_factor))"
        f" from pool_sum where {where}"
    )
    return float(str(slope))
