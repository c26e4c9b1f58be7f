"""
phi of each stratum as it might have been found, had other events of its kind come: Beta about the month's own.

Its variance is that of the maximum of the likelihood, with the identity as what is drawn, not the event: one that bears
ten events says the same ten times. What phi is drawn to counts as the events that it counts as there.
"""

from collections.abc import Iterable, Sequence

from linkage.engine.base import Engine
from linkage.engine.value import as_number
from linkage.steps.probabilistic.draws.chance import Chance
from linkage.steps.probabilistic.posterior.likeliest import APART, HIGHEST, LOWEST, PULL
from linkage.steps.probabilistic.posterior.presence import EVERYTHING, NUMBER_MISSING
from linkage.steps.probabilistic.scoring.pool import NUMBER_IN_INDEX
from linkage.words.estimate import exact_sum_sql
from linkage.words.value_id import Pads

SLOPE_DECIMALS = 9
COLUMNS = {"draw": "integer", "stratum": "text", "phi": "double"}


def presence_information_sql() -> str:
    """
    presence, pool_sum -> one row per stratum: what its events say of phi.

    `information` is the curvature of the log likelihood at phi, `spread` the variance of its slope over identities.
    """
    slope = (
        "(sums.mean_factor - sums.coverage) / (1 - place.phi * sums.coverage + place.phi * sums.mean_factor)"
    )
    each = " union all ".join(
        f"select {name} as stratum, identity_key, events, coverage, mean_factor from pool_sum"
        for name in ("stratum", "number_state", f"'{EVERYTHING}'")
    )
    return f"""
        select place.stratum, place.number_state, place.phi, place.borrowed_from,
            coalesce({exact_sum_sql("said.slope * said.slope / said.events", SLOPE_DECIMALS)}, 0) as information,
            coalesce({exact_sum_sql("said.slope * said.slope", SLOPE_DECIMALS)}, 0) as spread
        from presence as place
        left join (
            select place.stratum, sums.identity_key, sum(sums.events) as events, sum(sums.events * {slope}) as slope
            from ({each}) as sums
            join presence as place on place.stratum = sums.stratum
            group by place.stratum, sums.identity_key
        ) as said on said.stratum = place.stratum
        group by place.stratum, place.number_state, place.phi, place.borrowed_from"""


def load_drawn_presence(engine: Engine, pads: Pads, month: str, draws: Sequence[int]) -> None:
    """presence_information -> drawn_presence."""
    rows = engine.rows(
        "select stratum, number_state, phi, borrowed_from, information, spread from presence_information"
        " order by stratum"
    )
    found = [
        (str(stratum), None if state is None else str(state), lender is not None and str(lender))
        for stratum, state, _, lender, *_ in rows
    ]
    said = {
        str(stratum): (as_number(phi), as_number(information), as_number(spread))
        for stratum, _, phi, _, information, spread in rows
    }
    engine.load("drawn_presence", COLUMNS, list(drawn_rows(found, said, (pads, month), draws)))


def drawn_rows(
    strata: Sequence[tuple[str, str | None, str | bool]],
    said: dict[str, tuple[float, float, float]],
    source: tuple[Pads, str],
    draws: Sequence[int],
) -> Iterable[tuple[int, str, float]]:
    """
    The rows of drawn_presence: draw, stratum and phi; draw 0 is the month's own.

    `strata` are name, state of the number and whose phi it has, if another's; `said` phi, information and spread.
    `source`: the padded keys and the month.
    """
    pads, month = source
    for draw in draws:
        phi = {
            stratum: drawn_phi(stratum, state, said, Chance(pads, f"phi {month} {draw} {stratum}"))
            if draw
            else said[stratum][0]
            for stratum, state, _ in strata
        }
        for stratum, _, lender in strata:
            yield draw, stratum, phi[str(lender)] if lender and lender in phi else phi[stratum]


def drawn_phi(
    stratum: str, state: str | None, said: dict[str, tuple[float, float, float]], chance: Chance
) -> float:
    """One phi, drawn about that of the month."""
    phi, information, spread = said[stratum]
    parent, pull = pulled_to(stratum, state)
    if parent and parent in said:
        towards = said[parent][0]
        pulled = pull * (towards / phi**2 + (1 - towards) / (1 - phi) ** 2)
        information, spread = information + pulled, spread + pulled
    if information <= 0 or spread <= 0:
        return phi
    trials = max(phi * (1 - phi) * information**2 / spread - 1, 1.0)
    return min(max(chance.share(phi, trials), LOWEST), HIGHEST)


def pulled_to(stratum: str, state: str | None) -> tuple[str | None, float]:
    """The parent whose phi a stratum's own is drawn to, and as how many events."""
    if state is None:
        return None, 0.0
    if stratum != state:
        return state, PULL
    return (NUMBER_MISSING, PULL) if state == NUMBER_IN_INDEX else (EVERYTHING, APART)
