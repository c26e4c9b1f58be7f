"""
phi: the share of the pool's events whose person is in the index, by stratum, from the pool alone.

Maximum likelihood with one parameter: the sum over events of log((1 - phi c) + (phi / N) S) is concave, S being
the sum of Bayes factors over the blocked people and c the chance that the true person shares a block. The phi
of all events would be far too high: those in the pool are the ones nobody was found for.
"""

from collections.abc import Mapping

from linkage.engine.base import Engine
from linkage.probabilistic.pool import NUMBER_ALONE

NUMBER_MISSING = "number_missing"

SMALL_STRATUM = 500
"""A stratum with fewer events borrows phi from its parent: the number's state over all settings, then the pool."""

PULL = 100
"""Events' worth of weight that the parent's phi has in a stratum's own: it keeps a few hundred events from 0 and 1."""

LOWEST, HIGHEST = 0.001, 0.999
STEPS = 30
"""Halvings of the interval, to about a billionth: finer, and the order in which a sum is taken could be seen."""

EVERYTHING = "all"

COLUMNS = {
    "stratum": "text",
    "number_state": "text",
    "events": "integer",
    "phi": "double",
    "borrowed_from": "text",
}


def pool_sum_sql(people: int) -> str:
    """
    One row per pool identity and stratum: S / N, and c, which is 0 where the identity bears no block.

    An identity that cannot be blocked says nothing about phi: its likelihood is 1 for any phi. The factors are added
    as decimals, to 12 places: a sum of doubles would depend on the order of the rows.
    """
    return f"""
        select stratum.identity_key, stratum.number_state, stratum.stratum, stratum.events,
            coalesce(coverage.coverage, 0) as coverage,
            coalesce(cast(score.mean_factor as double), 0) as mean_factor
        from pool_stratum as stratum
        left join pool_coverage as coverage on coverage.identity_key = stratum.identity_key
        left join (
            select identity_key,
                sum(cast(power(cast(2 as double), match_weight) / {people} as decimal(38, 12))) as mean_factor
            from person_score
            group by identity_key
        ) as score on score.identity_key = stratum.identity_key"""


def make_presence(engine: Engine, right_number_share: float) -> None:
    """
    pool_sum -> presence: one row per stratum of the pool, its parents included, with phi and where it is from.

    An event that bears a number of the index and nothing to compare says nothing of phi by itself: its person is there
    when the number is right, and else as often as that of an event without one.
    """
    strata = {
        str(stratum): (str(state), int(str(events)))
        for stratum, state, events in engine.rows(
            "select stratum, number_state, sum(events) from pool_sum group by stratum, number_state"
        )
    }
    by_state: dict[str, int] = {}
    for state, events in strata.values():
        by_state[state] = by_state.get(state, 0) + events
    whole = _maxima(engine, f"'{EVERYTHING}'", {}).get(EVERYTHING, HIGHEST)
    of_state = _maxima(engine, "number_state", dict.fromkeys(by_state, whole))
    of_stratum = _maxima(
        engine, "stratum", {stratum: of_state[state] for stratum, (state, _) in strata.items()}
    )
    wrong = 1 - right_number_share
    if NUMBER_ALONE in of_state:
        alone = 1 - wrong * (1 - of_state.get(NUMBER_MISSING, whole))
        of_state[NUMBER_ALONE] = alone
        of_stratum |= {stratum: alone for stratum, (state, _) in strata.items() if state == NUMBER_ALONE}
    rows: list[tuple[str, str | None, int, float, str | None]] = [
        (EVERYTHING, None, sum(by_state.values()), whole, None)
    ]
    for state, events in sorted(by_state.items()):
        lender = EVERYTHING if events < SMALL_STRATUM and state != NUMBER_ALONE else None
        rows.append((state, state, events, whole if lender else of_state[state], lender))
    for stratum, (state, events) in sorted(strata.items()):
        lender = state if events < SMALL_STRATUM and state != NUMBER_ALONE else None
        rows.append((stratum, state, events, of_state[state] if lender else of_stratum[stratum], lender))
    engine.load("presence", COLUMNS, rows)


def pool_phi_sql() -> str:
    """pool_sum, presence -> one row per pool identity: phi, averaged over its events, with its c and S / N."""
    return """
        select sums.identity_key, sums.coverage, sums.mean_factor,
            round(sum(sums.events * presence.phi) / sum(sums.events), 12) as phi
        from pool_sum as sums
        join presence on presence.stratum = sums.stratum
        group by sums.identity_key, sums.coverage, sums.mean_factor"""


def _maxima(engine: Engine, grouping: str, parents: Mapping[str, float]) -> dict[str, float]:
    """The likeliest phi of each group of the pool, pulled towards its parent's; all groups are halved in step."""
    groups = [str(row[0]) for row in engine.rows(f"select distinct {grouping} from pool_sum order by 1")]
    low, high = dict.fromkeys(groups, LOWEST), dict.fromkeys(groups, HIGHEST)
    for _ in range(STEPS if groups else 0):
        middle = {group: (low[group] + high[group]) / 2 for group in groups}
        rising = _slopes(engine, grouping, middle)
        for group, phi in middle.items():
            parent = parents.get(group)
            pull = 0.0 if parent is None else PULL * (parent / phi - (1 - parent) / (1 - phi))
            (low if rising[group] + pull > 0 else high)[group] = phi
    return {group: (low[group] + high[group]) / 2 for group in groups}


def _slopes(engine: Engine, grouping: str, phi: Mapping[str, float]) -> dict[str, float]:
    """Derivative of each group's log likelihood; positive below the maximum."""
    cases = " ".join(f"when '{group}' then cast({value!r} as double)" for group, value in phi.items())
    found = engine.rows(f"""
        select one_group, sum(events * (mean_factor - coverage) / ((1 - phi * coverage) + phi * mean_factor))
        from (select *, {grouping} as one_group, case {grouping} {cases} end as phi from pool_sum) as shared
        group by one_group""")
    return {str(group): float(str(slope)) for group, slope in found}
