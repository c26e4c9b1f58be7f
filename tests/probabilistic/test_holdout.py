"""The hold-out: proved events linked again without their number, with and without their person."""

from datetime import date, timedelta
from random import Random

import pytest

from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.checks.number_belief import number_beliefs
from linkage.steps.probabilistic.model.model import Model, NumberMixture
from linkage.steps.probabilistic.run import run_rank_p
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.world import World, nhs_number, population, rules

BORN = date(1990, 5, 17)


@pytest.fixture(scope="module")
def engine(model: Model) -> DuckDBEngine:
    """Five hundred events without a number, and proved ones of which each shows one thing."""
    world = population(Random(21), 3_000)
    world.events = [(None, born, sex, home) for _, _, born, sex, home in world.people[:500]]
    for key, nth in (("TWIN1", 900_001), ("TWIN2", 900_002)):
        world.people.append((key, nhs_number(nth), BORN, "1", "AB25AP"))
    _, _, original, its_sex, home = world.people[703]
    world.people.append(
        ("COPIED", nhs_number(900_003), date(1931, 2, 3), "2" if its_sex == "1" else "1", home)
    )
    world.events.append((nhs_number(900_003), original, its_sex, home))
    _, number, born, sex, home = world.people[700]
    world.events += [
        (number, born, sex, home),
        (nhs_number(900_001), BORN, "1", "AB25AP"),
        (world.people[701][1], None, world.people[701][3], None),
        (None, None, "2", None),
        (world.people[702][1], date(1901, 2, 3), "1", "AB12CD"),
    ]
    return run(world, model)


def run(world: World, model: Model, **p: int) -> DuckDBEngine:
    """Rank P on a world."""
    engine = DuckDBEngine()
    profile = rules("hes_did", synthetic_identities=0, **p)
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


def test_no_proved_pair_is_left_out(engine: DuckDBEngine) -> None:
    """A birth date that conflicts, and nothing to compare: neither is found, and both count."""
    assert held_out(engine, "P000702") == (False, False, False)
    assert held_out(engine, "P000701") == (False, False, False)


def test_a_number_is_right_as_far_as_the_rest_says(engine: DuckDBEngine) -> None:
    """All agrees: right for certain. All disagrees: almost surely somebody else's. Nothing to compare: as all are."""
    agrees, conflicts, bare = (
        shares(engine, person, "right_share") for person in ("P000700", "P000702", "P000701")
    )

    assert agrees > 0.99999
    assert conflicts < 0.1
    assert 0.97 < bare < 0.995  # of a world in which two in a hundred are wrong


def test_a_copied_record_is_a_wrong_link_unless_its_number_is(engine: DuckDBEngine) -> None:
    """It bears the date, sex and postcode of somebody else, is linked to them, and the number says another person."""
    assert held_out(engine, "COPIED") == (False, True, True)
    like_another = engine.rows(
        "select distinct person_id from holdout where is_held_out and is_like_another order by 1"
    )
    assert like_another == [("COPIED",)]
    expected, beyond_doubt = (
        shares(engine, "COPIED", name) for name in ("right_share", "surely_right_share")
    )
    assert beyond_doubt < 0.2
    assert beyond_doubt <= expected < 1


def shares(engine: DuckDBEngine, person: str, column: str) -> float:
    """A chance of the proved event of a person."""
    return float(
        str(engine.scalar(f"select {column} from holdout where is_held_out and person_id = '{person}'"))
    )


def test_the_pool_it_stands_for_is_beside_it(engine: DuckDBEngine) -> None:
    """Every event without a number, by the fields it bears, nothing too; phi lies between none and all."""
    pool = engine.rows(
        "select fields, count(*) from holdout where not is_held_out group by fields order by 1"
    )
    assert pool == [("birth_date sex postcode ", 500), ("sex ", 1)]
    assert engine.scalar("select bool_and(phi > 0.9 and phi < 1) from holdout where is_held_out")


def test_hidden_events_are_decided_as_the_pool_is(model: Model) -> None:
    """
    The same birth date, sex and postcode, with a number that is hidden and without one: linked alike, or neither.

    Those without a birth date never are.
    """
    random = Random(23)
    world = population(random, 1_500)
    for _, number, born, sex, home in world.people[:600]:
        slip = random.choice((0, 0, 0, 1, 20, 400))
        lives = home if random.random() < 0.5 else random.choice(world.people)[4]
        says = None if random.random() < 0.1 else born + timedelta(days=slip)
        bare = (says, sex, lives)
        world.events += [(None, *bare), (number, *bare)]
    decided = run(world, model).rows("""
        select held.is_found, coalesce(pool.status = 'linked' and pool.person_id = held.person_id, false), count(*)
        from holdout as held
        join event_identity as hidden on hidden.identity_key = held.identity_key
        join pool_identity as own
          on own.birth_date is not distinct from hidden.birth_date and own.sex = hidden.sex
         and own.postcode = hidden.postcode and own.nhs_number is null
        join posterior as pool on pool.identity_key = own.identity_key
        where held.is_held_out
        group by all order by all""")

    assert [row[:2] for row in decided] == [(False, False), (True, True)]
    assert all(int(str(row[2])) > 50 for row in decided)


def test_a_number_is_never_surer_than_it_is_right() -> None:
    """Chances both, whatever the pattern; where nobody at the address is meant by any number, the two are one."""
    settings = rules().p
    assert settings is not None
    plain = fixed_model(settings)
    alone = plain.model_copy(
        update={"number": NumberMixture(right=0.97, stranger=0.03, relative=1e-9, copied=0)}
    )

    assert all(0 <= surely <= right <= 1 for *_, right, surely in number_beliefs(plain))
    assert all(right == pytest.approx(surely, abs=1e-3) for *_, right, surely in number_beliefs(alone))


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
