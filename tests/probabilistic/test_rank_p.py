"""What the posterior settles: twins, split people, contradictions, thresholds and phi."""

from datetime import date, timedelta
from random import Random

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.run import run_rank_p
from tests.probabilistic.test_training import world_with_errors
from tests.probabilistic.world import World, nhs_number, population, rules

Outcome = tuple[str, str, str | None]
"""Status, reason, person."""


def settle(
    world: World, model: Model, target: float = 0.02, **p: int
) -> tuple[DuckDBEngine, dict[int, Outcome]]:
    """Run rank P on the world's events; outcome by the event's place, from 1."""
    engine = DuckDBEngine()
    profile = rules("hes_did", **p)
    world.load(engine, profile)
    assert profile.p is not None
    run_rank_p(engine, profile.p, model, target_false_match_rate=target, last_day="2019-11-30")
    found = engine.rows("select identity_key, status, reason, person_id from posterior")
    return engine, {int(str(key)): (str(s), str(r), None if p is None else str(p)) for key, s, r, p in found}


def crowd(seed: int = 12) -> World:
    """People who hold others' attention, and enough of their events for phi to be near one."""
    world = population(Random(seed), 3_000)
    world.events = [(None, born, sex, home) for _, _, born, sex, home in world.people[:600]]
    return world


def test_somebody_without_a_number_is_found_by_the_other_three(model: Model) -> None:
    """Nine in ten of six hundred such events, and hardly one of them wrongly."""
    world = crowd()
    engine, settled = settle(world, model)
    linked = {key: person for key, (status, _, person) in settled.items() if status == "linked"}

    events = engine.rows("select identity_key, birth_date, sex, postcode from event_identity")
    truth = {(born, sex, home): key for key, _, born, sex, home in world.people}
    right = sum(truth[(born, sex, home)] == linked.get(int(str(key))) for key, born, sex, home in events)  # type: ignore[index]
    assert right >= 0.9 * len(events)
    assert len(linked) - right <= 0.01 * len(linked)


def test_same_sex_twins_are_never_told_apart(model: Model) -> None:
    """Both live there, both fit equally: neither is linked, whatever the numbers say."""
    world = crowd()
    born = date(1990, 5, 17)
    for key, nth in (("TWIN1", 900_001), ("TWIN2", 900_002)):
        world.people.append((key, nhs_number(nth), born, "1", "AB25AP"))
    world.events.append((None, born, "1", "AB25AP"))

    _, settled = settle(world, model)

    assert settled[601] == ("review", "ambiguous", None)


def test_twins_stay_twins_when_one_has_moved_house(model: Model) -> None:
    """Older addresses are held too: the twin who left still fits as well as the one who stayed."""
    world = crowd()
    born = date(1990, 5, 17)
    world.people += [
        ("TWIN1", nhs_number(900_001), born, "1", "AB25AP"),
        ("TWIN2", nhs_number(900_002), born, "1", "AB25AP"),
        ("TWIN2", nhs_number(900_002), born, "1", "AB38BQ"),
    ]
    world.events.append((None, born, "1", "AB25AP"))

    _, settled = settle(world, model)

    assert settled[601] == ("review", "ambiguous", None)


def test_a_person_split_over_two_keys_is_told_from_twins(model: Model) -> None:
    """The same history under two keys and no two different numbers: possibly one person."""
    world = crowd()
    born = date(1971, 8, 9)
    world.people += [
        ("SPLIT1", nhs_number(900_003), born, "2", "AB25AP"),
        ("SPLIT2", None, born, "2", "AB25AP"),
    ]
    world.events.append((None, born, "2", "AB25AP"))

    _, settled = settle(world, model)

    assert settled[601] == ("review", "possible_split_person", None)


def test_a_contradicted_person_is_linked_where_all_else_is_theirs_alone(model: Model) -> None:
    """The event's valid number is nobody's of the index: beside somebody who agrees in full it is likelier wrong."""
    world = crowd()
    key, number, born, sex, home = world.people[700]
    assert number != nhs_number(900_004)
    world.events += [
        (nhs_number(900_004), born, sex, home),
        (nhs_number(900_004), born, sex, f"{home[:-2]}XX"),
        (nhs_number(900_004), born.replace(year=born.year + 7), sex, f"{home[:-2]}XX"),
    ]

    engine, settled = settle(world, model)

    assert settled[601] == ("linked", "posterior", key)
    assert settled[603][0] != "linked"
    weights = engine.rows("select match_weight from posterior where identity_key > 600 order by identity_key")
    assert weights == sorted(weights, reverse=True)


def test_where_number_and_all_else_point_to_two_people_all_else_is_followed(model: Model) -> None:
    """The number is one person's, and birth date, sex and postcode are another's: the number is wrong."""
    world = crowd()
    key, _, born, sex, home = world.people[700]
    stranger = world.people[701]
    assert (stranger[2], stranger[3]) != (born, sex)
    assert stranger[4] != home
    wrong = born.replace(year=born.year + 7)
    world.events += [(stranger[1], born, sex, home), (stranger[1], wrong, sex, f"{home[:-2]}XX")]

    _, settled = settle(world, model)

    assert settled[601] == ("linked", "posterior", key)
    assert settled[602][0] != "linked"


def test_nothing_to_share_a_block_with_is_no_candidate(model: Model) -> None:
    """A birth date and sex nobody of that district has, and no postcode: nobody to score."""
    world = crowd()
    world.events.append((None, date(1931, 3, 4), "1", None))

    _, settled = settle(world, model)

    assert settled[601] == ("unlinked", "no_candidate", None)


def test_a_frequent_attender_gets_one_draw(model: Model) -> None:
    """Twelve other addresses add nothing to somebody's claim on an event at the thirteenth."""
    world = crowd()
    born = date(1985, 2, 11)
    world.people.append(("MANY", nhs_number(900_005), born, "1", "AB25AP"))
    world.events.append((None, born, "1", "AB25AP"))
    engine, _ = settle(world, model)
    alone = engine.scalar("select match_weight from posterior where identity_key = 601")

    for nth in range(12):
        world.people.append(("MANY", nhs_number(900_005), born, "1", f"AB3{nth % 6 + 1}{'BD'[nth // 6]}Q"))
    engine, _ = settle(world, model)

    assert engine.scalar("select match_weight from posterior where identity_key = 601") == alone


@pytest.mark.parametrize("share", [0.6, 0.8, 0.95])
def test_phi_is_recovered_from_the_pool_alone(model: Model, share: float) -> None:
    """The share of the pool whose person is in the index, without a label."""
    random = Random(int(share * 100))
    world = world_with_errors(seed=13, size=4_000)
    world.events = [(None, born, sex, home) for _, born, sex, home in world.events[:2_000]]
    world.people = [p for n, p in enumerate(world.people) if n >= 2_000 or random.random() < share]

    engine, _ = settle(world, model)

    present = len([p for p in world.people if p[0] < "P002000"]) / 2_000
    phi = engine.scalar("select phi from presence where stratum = 'number_missing'")
    assert float(str(phi)) == pytest.approx(present, abs=0.03)


def test_a_lower_target_links_fewer_and_never_others(model: Model) -> None:
    """Threshold: the links at 0.0005 are among those at 0.05, which also has some that share the sector only."""
    world = crowd()
    world.events += [(None, born, sex, f"{home[:-2]}XX") for _, _, born, sex, home in world.people[600:650]]
    strict = {key for key, (status, _, _) in settle(world, model, 0.0005)[1].items() if status == "linked"}
    loose = {key for key, (status, _, _) in settle(world, model, 0.05)[1].items() if status == "linked"}

    assert strict < loose


def test_expected_false_links_stay_within_the_target(model: Model) -> None:
    """Mean of 1 - P over the links, event by event, is at most the target."""
    for target in (0.0005, 0.004, 0.02):
        engine, _ = settle(crowd(), model, target)
        expected = engine.scalar("""
            select sum(pool.events * (1 - posterior.match_probability)) / sum(pool.events)
            from posterior join pool_identity as pool on pool.identity_key = posterior.identity_key
            where posterior.status = 'linked'""")
        assert expected is None or float(str(expected)) <= target + 1e-12


def test_the_posteriors_of_one_event_never_pass_one(model: Model) -> None:
    """And two equal candidates are each at most one half."""
    world = crowd()
    born = date(1990, 5, 17) + timedelta(days=1)
    world.people += [(f"T{n}", nhs_number(900_010 + n), born, "1", "AB25AP") for n in range(3)]
    world.events.append((None, born, "1", "AB25AP"))
    engine, _ = settle(world, model)

    best, second = engine.rows(
        "select match_probability, runner_up_probability from posterior where identity_key = 601"
    )[0]
    assert float(str(best)) == pytest.approx(float(str(second)))
    assert float(str(best)) <= 1 / 3
