"""The label check: what equal numbers say when all are believed, and what the wrong ones explain."""

from random import Random

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import InputError
from linkage.steps.probabilistic.levels.levels import comparisons
from linkage.steps.probabilistic.model.model import LevelParameters, Model
from linkage.steps.probabilistic.scoring import pool
from linkage.steps.probabilistic.training import proof
from linkage.steps.probabilistic.training.backend import EVENT, PERSON
from linkage.steps.probabilistic.training.label_check import label_gap
from tests.probabilistic.test_training import WRONG_NUMBER, trained, world_with_errors
from tests.probabilistic.world import World, population, rules

SIZE = 8_000


@pytest.fixture(scope="module")
def world() -> World:
    """Two numbers in a hundred are somebody else's."""
    return world_with_errors(seed=21, size=SIZE)


@pytest.fixture(scope="module")
def model(world: World) -> Model:
    """Trained once for the whole file."""
    return trained(world)


def level(model: Model, comparison: str, name: str) -> LevelParameters:
    """One level of a model."""
    return next(found for found in model.comparisons[comparison] if found.level == name)


def counted(world: World) -> dict[str, dict[str, int]]:
    """Proved pairs by comparison and level, counted by the conditions on whole lists, as Splink has them."""
    engine = DuckDBEngine()
    world.load(engine, rules())
    engine.create("proved_pair", proof.proved_pair_sql())
    engine.create("proved_event", proof.proved_event_sql())
    engine.create(EVENT, pool.event_record_sql(engine.dialect, "proved_event"))
    engine.create(PERSON, pool.person_record_sql(engine.dialect, "proved_pair"))
    found: dict[str, dict[str, int]] = {}
    for comparison in comparisons():
        event, person = comparison.event_column, comparison.person_column
        cases = " ".join(
            f"when {each.of_lists(engine.dialect, f'{event}_l', f'{person}_r')} then '{each.name}'"
            for each in comparison.compared
            if each.condition
        )
        rows = engine.rows(f"""
            select case {cases} else '{comparison.compared[-1].name}' end as level, count(*)
            from (
                select event.{event} as {event}_l, person.{person} as {person}_r
                from {EVENT} as event
                join proved_pair as pair on cast(pair.identity_key as string) = event.unique_id
                join {PERSON} as person on person.unique_id = pair.person_id
            ) as sides
            where {event}_l is not null and {person}_r is not null
            group by 1""")
        found[comparison.name] = {str(name): int(str(pairs)) for name, pairs in rows}
    return found


def test_pairs_are_those_at_the_level(world: World, model: Model) -> None:
    """The best of all that a person holds is what the condition on the list finds."""
    expected = counted(world)

    for name, levels in model.comparisons.items():
        present = sum(expected[name].values())
        assert {each.level: each.pairs for each in levels if each.pairs} == expected[name]
        for each in levels:
            if each.pairs:
                assert each.m_by_labels == pytest.approx(each.pairs / present, rel=1e-8)
            else:
                assert each.m_by_labels is None


def test_labels_take_wrong_numbers_for_wrong_birth_dates(model: Model) -> None:
    """With 2% wrong numbers labels give m(none) near 0.02 where EM gives near nothing."""
    none = level(model, "birth_date", "none")

    assert none.m < 0.002
    assert none.m_by_labels == pytest.approx(WRONG_NUMBER * none.u, abs=0.005)


def test_wrong_numbers_explain_the_gap(model: Model) -> None:
    """In a world where nothing else is wrong with the pairs, hardly anything is left of any gap."""
    gaps = {
        (name, each.level): label_gap(each, model.right_number_share)
        for name, levels in model.comparisons.items()
        for each in levels
    }
    largest = gaps["birth_date", "none"]

    assert largest
    assert largest.gap > 0.01
    assert largest.explained == pytest.approx(largest.gap, rel=0.05)
    assert all(abs(gap.left) < 0.003 for gap in gaps.values() if gap)


def test_the_parts_of_a_gap() -> None:
    """Labels expect r m + (1 - r) u; a level they never saw has no gap."""
    seen = LevelParameters(level="none", m=0.001, u=0.9, m_by_labels=0.03)

    gap = label_gap(seen, 0.98)
    assert gap
    assert gap.gap == pytest.approx(0.029)
    assert gap.explained == pytest.approx(0.98 * 0.001 + 0.02 * 0.9 - 0.001)
    assert gap.left == pytest.approx(0.01102)
    assert label_gap(seen.model_copy(update={"m_by_labels": None}), 0.98) is None


def test_no_default_of_splink_enters(model: Model) -> None:
    """A level without a pair has the m of half a count, or less: u; one with pairs never does."""
    for levels in model.comparisons.values():
        for each in levels:
            assert ("m" in each.smoothed) == (each.pairs == 0)
            assert ("u" in each.smoothed) == (each.strangers == 0)
            if each.smoothed == ("m",):
                assert each.m == pytest.approx(min(0.5 / SIZE, each.u))
                assert each.weight <= 0


def test_a_field_that_no_pair_holds_is_named() -> None:
    """Nothing is made up for a comparison without evidence, and the message says what to look at."""
    world = population(Random(22), 400)
    world.events = [(number, born, None, home) for _, number, born, _, home in world.people]

    with pytest.raises(InputError, match=r"^sex: missing .*\[did.columns\] .* dmq_2015"):
        trained(world)


def test_every_field_that_no_pair_holds_is_named() -> None:
    """All at once, not one at a time."""
    world = population(Random(23), 400)
    world.events = [(number, None, sex, None) for _, number, _, sex, _ in world.people]

    with pytest.raises(InputError, match="^birth date and postcode: missing"):
        trained(world)


def test_strangers_are_everybody_but_the_own_person() -> None:
    """Every event and everybody else: its own person is no stranger, and half a count is half of those pairs."""
    world = world_with_errors(seed=24, size=300)
    model = trained(world)

    assert model.training.stranger_pairs == len(set(world.events)) * (300 - 1)
    assert all(
        each.u == pytest.approx(0.5 / model.training.stranger_pairs)
        for levels in model.comparisons.values()
        for each in levels
        if "u" in each.smoothed
    )
