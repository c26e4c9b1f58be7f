"""Training recovers the numbers that made the data."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from linkage.cli.main import exit_code
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import InputError
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.training.backend import ROUNDS
from linkage.steps.probabilistic.training.level_estimate import estimated_level
from linkage.steps.probabilistic.training.rounds import trained_m
from linkage.steps.probabilistic.training.train import train_model
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.probabilistic.world import World, population, postcode, rules

SLIPPED, MOVED, WRONG_SEX, WRONG_NUMBER = 0.02, 0.15, 0.01, 0.02


def trained(world: World) -> Model:
    """A model trained on the world's events."""
    engine = DuckDBEngine()
    profile = rules()
    world.load(engine, profile)
    assert profile.p is not None
    return train_model(engine, profile.p, months=("2019-11",), inputs_sha256="none")


def world_with_errors(seed: int, size: int) -> World:
    """Events of every person: birth date slipped, moved house, sex wrong, another person's number, at known rates."""
    random = Random(seed)
    world = population(random, size)
    for _, number, born, sex, home in world.people:
        bears = random.choice(world.people)[1] if random.random() < WRONG_NUMBER else number
        slip = timedelta(days=1 if born.day < 28 else -1) if random.random() < SLIPPED else timedelta(0)
        wrong = {"1": "2", "2": "1"}[sex] if random.random() < WRONG_SEX else sex
        lives = postcode(random) if random.random() < MOVED else home
        world.events.append((bears, born + slip, wrong, lives))
    return world


@pytest.fixture(scope="module")
def model() -> Model:
    """One model for the whole file: training takes seconds."""
    return trained(world_with_errors(seed=5, size=12_000))


def m_of(model: Model, comparison: str) -> dict[str, float]:
    """m by level."""
    return {level.level: level.m for level in model.comparisons[comparison]}


def test_m_is_recovered_although_some_numbers_are_wrong(model: Model) -> None:
    """EM tells wrong numbers from wrong birth dates: m(none) is near nothing, not near the 2% of wrong numbers."""
    birth_date, sex = m_of(model, "birth_date"), m_of(model, "sex")

    assert birth_date["exact"] == pytest.approx(1 - SLIPPED, abs=0.006)
    assert birth_date["day_slip"] == pytest.approx(SLIPPED, abs=0.006)
    assert birth_date["none"] < 0.002
    assert sex["conflict"] == pytest.approx(WRONG_SEX, abs=0.005)


def test_the_share_of_right_numbers_is_recovered(model: Model) -> None:
    """r comes out of the same EM as m."""
    assert model.right_number_share == pytest.approx(1 - WRONG_NUMBER, abs=0.006)


def test_u_of_exact_levels_is_the_chance_that_two_values_meet(model: Model) -> None:
    """Birth dates over 34,000 days, postcodes over 1,800 units, two sexes: each exact u is near one in that many."""
    u = {name: {level.level: level.u for level in levels} for name, levels in model.comparisons.items()}

    assert u["birth_date"]["exact"] == pytest.approx(1 / 34_000, rel=0.1)
    assert u["postcode"]["exact"] == pytest.approx(1 / 1_800, rel=0.1)
    assert u["sex"]["exact"] == pytest.approx(0.5, abs=0.01)


def test_levels_never_seen_are_listed_as_smoothed(model: Model) -> None:
    """Nothing in this world switches day and month, so that level's m rests on half a count and says so."""
    swapped = next(level for level in model.comparisons["birth_date"] if level.level == "swapped")

    assert "m" in swapped.smoothed
    assert swapped.m < 1e-4


@pytest.mark.slow
def test_the_same_data_in_another_order_gives_the_same_model() -> None:
    """No luck of row order: the model file is the same, down to its name."""
    world = world_with_errors(seed=6, size=1_500)
    world.sort_events = True
    shuffled = World(list(reversed(world.people)), list(reversed(world.events)), sort_events=True)

    assert trained(world) == trained(shuffled)


def test_too_few_numbers_is_an_input_error() -> None:
    """A file without NHS numbers cannot teach m: the message says what is needed and what there is."""
    world = population(Random(7), 200)
    world.events = [(None, born, sex, home) for _, _, born, sex, home in world.people]

    with pytest.raises(InputError, match="training needs 100 event identities .* there are 0"):
        trained(world)


def test_a_level_seen_on_neither_side_weighs_nothing() -> None:
    """Half a count over half another count is no evidence: such a level neither helps nor harms."""
    level = estimated_level("near", {"near": None}, {"near": None}, pairs=1_000, stranger_pairs=3_000_000)

    assert level.weight == 0
    assert level.smoothed == ("m", "u")


@pytest.mark.parametrize("bearable", [1, 2, 5, 199])
def test_the_last_round_that_a_float_can_hold_counts(monkeypatch: pytest.MonkeyPatch, bearable: int) -> None:
    """With few pairs the m of a level may be squared round by round, until it is none."""

    def after(
        _engine: object, _fixed: object, _days: object, rounds: int
    ) -> tuple[dict[str, dict[str, float]], float] | None:
        return ({"sex": {"conflict": 1e-9}}, rounds / ROUNDS) if rounds <= bearable else None

    monkeypatch.setattr("linkage.steps.probabilistic.training.rounds._after", after)

    _, right = trained_m(DuckDBEngine(), {})

    assert right == bearable / ROUNDS


@pytest.mark.slow
def test_a_small_world_trains(tmp_path: Path) -> None:
    """5,000 people: one wrong number of 250 has a birth date and a sex that no other pair has."""
    make_world(tmp_path, WorldSettings(people=5_000, seed=1))

    assert exit_code(["train", str(tmp_path / "job.toml"), "--quiet"]) == 0
