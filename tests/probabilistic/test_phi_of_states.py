"""phi of events in one state of the number is not drawn to that of events in another."""

import pyarrow as pa
import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.posterior.likeliest import Evidence
from linkage.steps.probabilistic.posterior.presence import COLUMNS, phi_of_states, pool_phi_sql
from tests.reference.posterior import posterior


def evidence(events: int, there: int) -> Evidence:
    """So many events, of whom so many have somebody who agrees in all and the others have nobody."""
    factors = [1e6] * there + [0.0] * (events - there)
    columns = [[1.0] * events, [1.0] * events, factors]
    return Evidence.of_columns(
        pa.table([pa.array(one, pa.float64()) for one in columns], names=["events", "coverage", "factor"])
    )


@pytest.mark.parametrize(
    ("missing", "not_in_index", "in_index", "expected"),
    [
        # events and those whose person is there, by state; phi of each state, to a hundredth
        ((5_000, 4_750), (600, 18), (100, 95), (0.95, 0.03, 0.95)),
        ((5_000, 3_000), (7_000, 28), (60, 50), (0.60, 0.00, 0.69)),
        ((5_000, 4_750), (20, 0), (0, 0), (0.95, 0.05, None)),
        ((20, 19), (600, 18), (10, 0), (0.91, 0.03, 0.83)),
        ((0, 0), (600, 18), (100, 50), (None, 0.03, 0.30)),
    ],
)
def test_phi(
    missing: tuple[int, int],
    not_in_index: tuple[int, int],
    in_index: tuple[int, int],
    expected: tuple[float | None, ...],
) -> None:
    """A number of the index is drawn to no number, as by a hundred events; the rest to the whole pool, as by one."""
    counts = {"number_missing": missing, "number_not_in_index": not_in_index, "number_in_index": in_index}
    all_events, all_there = (sum(of) for of in zip(*counts.values(), strict=True))
    found = phi_of_states(
        {state: evidence(*of) for state, of in counts.items() if of[0]}, all_there / all_events
    )

    assert tuple(found.get(state) and round(found[state], 2) for state in counts) == expected


RIGHT, PEOPLE = 0.996, 1_000
SUM = {
    "identity_key": "integer",
    "number_state": "text",
    "stratum": "text",
    "events": "integer",
    **dict.fromkeys(("coverage", "mean_factor"), "double"),
}


@pytest.mark.parametrize("phi", [0.95, 0.8, 0.6, 0.0])
def test_a_number_alone_is_as_sure_as_numbers_are_right(phi: float) -> None:
    """However few people HES has: its holder is there, and the number is theirs or it is not."""
    engine = DuckDBEngine()
    alone = 1 - (1 - RIGHT) * (1 - phi)
    states = (("number_alone", alone), ("number_missing", phi))
    engine.load("presence", COLUMNS, [(state, state, 1, of_state, None) for state, of_state in states])
    engine.load(
        "pool_sum", SUM, [(key, state, state, 1, RIGHT, RIGHT) for key, (state, _) in enumerate(states)]
    )
    (by_number, coverage), (without, _) = (
        (float(str(one)), float(str(other)))
        for one, other in engine.rows(
            f"select phi, coverage from ({pool_phi_sql()}) as found order by identity_key"
        )
    )

    found = posterior(
        {"holder": RIGHT * PEOPLE}, people=PEOPLE, presence=by_number, coverage=coverage, holders=["holder"]
    )
    assert found["holder"] == pytest.approx(RIGHT, abs=1e-12)
    assert without == phi
