"""
phi: the share of the pool's events whose person is in the index, by stratum, from the pool alone.

Maximum likelihood with one parameter: the sum over events of log((1 - phi c) + (phi / N) S) is concave, S being
the sum of Bayes factors over the blocked people and c the chance that the true person shares a block. The phi
of all events would be far too high: those in the pool are the ones nobody was found for.
"""

from collections.abc import Mapping

import pyarrow.compute as pc

from linkage.engine.base import Engine
from linkage.engine.making import Item, Worked
from linkage.engine.value import as_whole
from linkage.steps.probabilistic.posterior.likeliest import APART, HIGHEST, PULL, Evidence, groups, likeliest
from linkage.steps.probabilistic.scoring.pool import NUMBER_ALONE, NUMBER_IN_INDEX

NUMBER_MISSING = "number_missing"

SMALL_STRATUM = 500
"""A stratum with fewer events borrows phi from its parent, the number's state over all settings."""

EVERYTHING = "all"

COLUMNS = {
    "stratum": "text",
    "number_state": "text",
    "events": "integer",
    "phi": "double",
    "borrowed_from": "text",
}


def pool_sum_sql() -> str:
    """
    pool_best, pool_stratum and pool_coverage.

    One row per pool identity and stratum: S / N, and c, which is 0 where the identity bears no block.

    An identity that cannot be blocked says nothing about phi: its likelihood is 1 for any phi. The factors are added
    as decimals, to 12 places: a sum of doubles would depend on the order of the rows.
    """
    return """
        select stratum.identity_key, stratum.number_state, stratum.stratum, stratum.events,
            coalesce(coverage.coverage, 0) as coverage,
            coalesce(best.mean_factor, 0) as mean_factor
        from pool_stratum as stratum
        left join pool_coverage as coverage on coverage.identity_key = stratum.identity_key
        left join pool_best as best on best.identity_key = stratum.identity_key"""


def presence_made(right_number_share: float) -> Item:
    """presence: phi of the pool, of each state of the number and of each stratum."""
    return Worked(
        lambda engine: make_presence(engine, right_number_share),
        "phi by stratum: maximum of the sum over events of log((1 - phi c) + (phi / N) S), drawn to the parent's.",
        reads=("pool_sum",),
        writes=("presence",),
    )


def make_presence(engine: Engine, right_number_share: float) -> None:
    """
    pool_sum -> presence: one row per stratum of the pool, its parents included, with phi and where it is from.

    An event that bears a number of the index and nothing to compare says nothing of phi by itself: its person is there
    when the number is right, and else as often as that of an event without one.
    """
    sums = engine.columns(
        "select number_state, stratum, events, coverage, mean_factor from pool_sum"
        " order by number_state, stratum, events, coverage, mean_factor"
    )
    evidence = Evidence.of_columns(sums.select(["events", "coverage", "mean_factor"]))
    strata: dict[str, tuple[str, int]] = {}
    by_state: dict[str, int] = {}
    rows_of_stratum: dict[str, int] = {}
    rows_of_state: dict[str, int] = {}
    first = 0
    for found in pc.value_counts(sums["stratum"]).to_pylist():
        stratum, rows = str(found["values"]), as_whole(found["counts"])
        state = str(sums["number_state"][first])
        events = as_whole(pc.sum(sums["events"].slice(first, rows)).as_py())
        first += rows
        rows_of_stratum[stratum] = rows
        strata[stratum] = (state, events)
        by_state[state] = by_state.get(state, 0) + events
        rows_of_state[state] = rows_of_state.get(state, 0) + rows
    whole = likeliest(evidence) if strata else HIGHEST
    of_state = phi_of_states(groups(evidence, rows_of_state), whole)
    of_stratum = {
        stratum: likeliest(own, of_state[strata[stratum][0]])
        for stratum, own in groups(evidence, rows_of_stratum).items()
    }
    wrong = 1 - right_number_share
    if NUMBER_ALONE in of_state:
        alone = 1 - wrong * (1 - of_state.get(NUMBER_MISSING, whole))
        of_state[NUMBER_ALONE] = alone
        of_stratum |= {stratum: alone for stratum, (state, _) in strata.items() if state == NUMBER_ALONE}
    listed: list[tuple[str, str | None, int, float, str | None]] = [
        (EVERYTHING, None, sum(by_state.values()), whole, None)
    ]
    listed += [(state, state, events, of_state[state], None) for state, events in sorted(by_state.items())]
    for stratum, (state, events) in sorted(strata.items()):
        lender = state if events < SMALL_STRATUM and state != NUMBER_ALONE else None
        listed.append((stratum, state, events, of_state[state] if lender else of_stratum[stratum], lender))
    engine.load("presence", COLUMNS, listed)


def phi_of_states(evidence: Mapping[str, Evidence], whole: float) -> dict[str, float]:
    """
    phi of each state of the number, from its own events, however few: a state is no sample of the whole pool.

    Were its number mistaken, an event that bears one of the index would be like those without: their phi it is drawn
    to. The others have none to be drawn to but that of the whole pool, as if it were one event.
    """
    found = {
        state: likeliest(own, whole, APART) for state, own in evidence.items() if state != NUMBER_IN_INDEX
    }
    if NUMBER_IN_INDEX in evidence:
        parent = found.get(NUMBER_MISSING, whole)
        found[NUMBER_IN_INDEX] = likeliest(evidence[NUMBER_IN_INDEX], parent, PULL)
    return found


def pool_phi_sql() -> str:
    """
    pool_sum, presence -> one row per pool identity: phi, averaged over its events, with its c and S / N.

    Of an event that bears a number of the index and nothing else only whether the number is right is asked: S / N and c
    have that already, and the phi of its stratum is made of it. Counted once more it would doubt each such link the
    more, the fewer people HES has. So it is 1.
    """
    phi = f"case when presence.number_state = '{NUMBER_ALONE}' then 1 else presence.phi end"
    return f"""
        select sums.identity_key, sums.coverage, sums.mean_factor,
            round(sum(sums.events * {phi}) / sum(sums.events), 12) as phi
        from pool_sum as sums
        join presence on presence.stratum = sums.stratum
        group by sums.identity_key, sums.coverage, sums.mean_factor"""
