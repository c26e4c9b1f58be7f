"""phi is where plain halving of the interval finds it, whatever the pool: few of its sums are worked out."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from linkage.steps.probabilistic.posterior.likeliest import HIGHEST, LOWEST, PULL, STEPS, Evidence, likeliest

SHARES = st.floats(0, 1) | st.sampled_from([0.0, 0.9, 1.0])
FACTORS = st.just(0.0) | st.floats(-9, 9).map(lambda power: 10**power)
ROWS = st.lists(st.tuples(st.integers(1, 5).map(float), SHARES, FACTORS), max_size=30)


def evidence_of(rows: list[tuple[float, float, float]]) -> Evidence:
    """From rows of events, coverage and factor."""
    columns = [pa.array([row[n] for row in rows], pa.float64()) for n in range(3)]
    return Evidence.of_columns(pa.table(columns, names=["events", "coverage", "factor"]))


def halved(evidence: Evidence, parent: float | None) -> float:
    """The middle of what is left of the interval, every half being judged by its own slope."""
    low, high = LOWEST, HIGHEST
    for _ in range(STEPS):
        phi = (low + high) / 2
        pull = 0.0 if parent is None else PULL * (parent / phi - (1 - parent) / (1 - phi))
        low, high = (phi, high) if evidence.slope(phi) + pull > 0 else (low, phi)
    return (low + high) / 2


@given(rows=ROWS, parent=st.none() | st.floats(0.001, 0.999))
def test_it_is_where_halving_finds_it(rows: list[tuple[float, float, float]], parent: float | None) -> None:
    """To the last bit; with no event at all too."""
    evidence = evidence_of(rows)

    assert likeliest(evidence, parent) == halved(evidence, parent)
