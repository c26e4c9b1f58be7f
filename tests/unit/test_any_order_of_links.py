"""Figures over the probabilities of links are the same to the last bit, whatever order the links come in."""

import random
from collections.abc import Iterator

import pyarrow as pa
import pytest

from linkage.commands.evaluate.calibration import calibration_bands, rank_calibration
from linkage.commands.run.month_gates import expected_false_links
from linkage.engine.duckdb import DuckDBEngine, Session

CHANCE = random.Random(11)
LINKS = [(f"E{n}", CHANCE.uniform(0.99, 0.995)) for n in range(700)]
"""Event and probability: all of one rank and one band."""
ORDERS = [random.Random(seed).sample(LINKS, len(LINKS)) for seed in range(8)]
EVENTS = len(LINKS)


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    """One thread, so that rows are added in their order."""
    opened = DuckDBEngine(Session(threads=1))
    yield opened
    opened.close()


def laid(links: list[tuple[str, float]], **alike: object) -> pa.Table:
    """The links in their order, with what all of them have."""
    events, probabilities = (list(column) for column in zip(*links, strict=True))
    columns = {"event_id": events, "match_probability": pa.array(probabilities, pa.float64())}
    return pa.table(columns | {name: [value] * len(links) for name, value in alike.items()})


def test_the_share_that_a_gate_is_held_against(engine: DuckDBEngine) -> None:
    """A plain mean differs from order to order."""
    plain, shares = set(), set()
    for links in ORDERS:
        with engine.lend("links", laid(links, match_rank="P")):
            plain.add(engine.number("select avg(1 - match_probability) from links"))
            shares.add(expected_false_links(engine))

    assert len(plain) > 1
    assert shares == {round(sum(1 - probability for _, probability in LINKS) / EVENTS, 9)}


def test_what_a_truth_is_held_against(engine: DuckDBEngine) -> None:
    """The mean probability of a band, and the wrong links expected of a rank."""
    bands, ranks = set(), set()
    engine.load_arrow("truth", laid(LINKS, person_id="H1"))
    for links in ORDERS:
        engine.load_arrow("scored", laid(links, person_id="H1", has_number=True))
        engine.load_arrow("judged", laid(links, match_rank="P", status="linked", is_right=True))
        bands.add(calibration_bands(engine))
        ranks.add(rank_calibration(engine))
    assert (len(bands), len(ranks)) == (1, 1)
    ((band,),), ((rank,),) = bands, ranks

    assert (band.events, rank.links) == (EVENTS, EVENTS)
    assert band.expected == pytest.approx(sum(probability for _, probability in LINKS) / EVENTS)
    assert rank.expected_wrong == pytest.approx(EVENTS * (1 - band.expected))
