"""The hold-out: proved events linked again without their number, with and without their person."""

from datetime import date
from random import Random

import pytest

from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine
from linkage.probabilistic.model import Model
from linkage.probabilistic.run import run_rank_p
from tests.probabilistic.test_training import trained, world_with_errors
from tests.probabilistic.world import World, nhs_number, population, rules

BORN = date(1990, 5, 17)


@pytest.fixture(scope="module")
def model() -> Model:
    """A model trained on a population like the one below."""
    return trained(world_with_errors(seed=11, size=6_000))


@pytest.fixture(scope="module")
def engine(model: Model) -> DuckDBEngine:
    """Five hundred events without a number, and proved ones of which each shows one thing."""
    world = population(Random(21), 3_000)
    world.events = [(None, born, sex, home) for _, _, born, sex, home in world.people[:500]]
    for key, nth in (("TWIN1", 900_001), ("TWIN2", 900_002)):
        world.people.append((key, nhs_number(nth), BORN, "1", "AB25AP"))
    _, number, born, sex, home = world.people[700]
    world.events += [
        (number, born, sex, home),
        (nhs_number(900_001), BORN, "1", "AB25AP"),
        (world.people[701][1], None, "1", None),
        (world.people[702][1], date(1901, 2, 3), "1", "AB12CD"),
    ]
    return run(world, model)


def run(world: World, model: Model, **p: int) -> DuckDBEngine:
    """Rank P on a world."""
    engine = DuckDBEngine()
    profile = rules("hes_did", **p)
    world.load(engine, profile)
    assert profile.p is not None
    run_rank_p(engine, profile.p, model, target_false_match_rate=0.02, last_day="2019-11-30")
    return engine


def held_out(engine: DuckDBEngine, person: str) -> tuple[Value, ...] | None:
    """found, mistaken, mistaken when absent of the proved event of a person."""
    found = engine.rows(
        "select is_found, is_mistaken, is_mistaken_when_absent from holdout"
        f" where is_held_out and person_id = '{person}'"
    )
    return found[0] if found else None


def test_somebody_like_no_other_is_found(engine: DuckDBEngine) -> None:
    """And once they are out of the index, nobody is linked in their place."""
    assert held_out(engine, "P000700") == (True, False, False)


def test_a_twin_is_not_found_and_is_mistaken_once_the_other_is_away(engine: DuckDBEngine) -> None:
    """Both are there: a tie. One alone is a perfect match of the other's event: the main error of rank P."""
    assert held_out(engine, "TWIN1") == (False, False, True)


def test_a_number_that_its_person_contradicts_proves_nothing(engine: DuckDBEngine) -> None:
    """Another birth date: the number itself may be wrong. And a number alone leaves nothing to link by."""
    assert held_out(engine, "P000702") is None
    assert held_out(engine, "P000701") is None


def test_the_pool_it_stands_for_is_beside_it(engine: DuckDBEngine) -> None:
    """Every event without a number, by the fields it bears; phi lies between none and all."""
    pool = engine.rows("select fields, count(*) from holdout where not is_held_out group by fields")
    assert pool == [("birth_date sex postcode ", 500)]
    assert engine.scalar("select bool_and(phi > 0.9 and phi < 1) from holdout where is_held_out")


def test_at_most_so_many_are_held_out_and_always_the_same(model: Model) -> None:
    """They are chosen by a hash of the person, not by the order of rows."""
    world = population(Random(22), 1_000)
    world.events = [(number, born, sex, home) for _, number, born, sex, home in world.people[:300]]
    shuffled = World(world.people[::-1], world.events[::-1])
    chosen = [
        run(one, model, holdout_identities=50).rows(
            "select distinct person_id from holdout where is_held_out order by 1"
        )
        for one in (world, shuffled)
    ]

    assert chosen[0] == chosen[1]
    assert len(chosen[0]) == 50
