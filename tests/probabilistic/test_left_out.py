"""A block with more people than the rules allow: left out, counted, and known to the posterior."""

from datetime import date

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.run import run_rank_p
from tests.probabilistic.world import World, nhs_number, rules

CROWD = 50_000
LARGEST = 4_000
CARE_HOME = "AB25AP"


@pytest.fixture(scope="module")
def engine(model: Model) -> DuckDBEngine:
    """Fifty thousand people of one postcode, half of them born on one 1 January; two events there."""
    world = World()
    for nth in range(CROWD):
        born = date(1950, 1, 1) if nth % 2 else date(1930 + nth % 60, 1 + nth % 12, 1 + nth % 28)
        world.people.append((f"P{nth:06}", nhs_number(nth), born, "12"[nth // 2 % 2], CARE_HOME))
    world.people.append(("ALONE", nhs_number(900_001), date(1951, 7, 30), "1", CARE_HOME))
    world.events = [(None, date(1951, 7, 30), "1", CARE_HOME), (None, date(1950, 1, 1), "1", CARE_HOME)]
    found = DuckDBEngine()
    profile = rules("hes_did", max_block_people=LARGEST)
    world.load(found, profile)
    assert profile.p is not None
    run_rank_p(found, profile.p, model, target_false_match_rate=0.02, last_day="2019-11-30")
    return found


def test_what_was_left_out_is_counted_by_block(engine: DuckDBEngine) -> None:
    """Both events by postcode and month of birth; the one of 1 January by every block it has."""
    found = engine.rows("select block, block_values, events, people from block_left_out order by block")

    assert [row[:3] for row in found] == [
        ("birth_date+letters", 1, 1),
        ("birth_date+sex", 1, 1),
        ("district+day+month", 1, 1),
        ("district+day+year", 1, 1),
        ("district+month+year", 1, 1),
        ("postcode+day", 1, 1),
        ("postcode+month", 2, 2),
        ("postcode+year", 1, 1),
    ]
    assert all(int(str(row[3])) > LARGEST for row in found)


def test_another_block_still_finds_the_person(engine: DuckDBEngine) -> None:
    """And the pairs stay few: nobody compares an event with fifty thousand people."""
    assert engine.rows("select person_id from person_posterior") == [("ALONE",)]
    assert engine.scalar("select candidate_people from posterior where identity_key = 2") == 0


def test_coverage_counts_only_the_blocks_that_were_compared(engine: DuckDBEngine) -> None:
    """All blocks but one for the one, none for the other."""
    one, other = (
        float(str(row[0])) for row in engine.rows("select coverage from pool_phi order by identity_key")
    )

    assert other == 0
    assert 0.5 < one < 1
