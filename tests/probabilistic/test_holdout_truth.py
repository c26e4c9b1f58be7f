"""The hold-out's ranges and the checks beside it against the truth, also where dates are copied within a household."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.table import has_table
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.training.train import train_model
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.truth_world import Rates, TrueWorld, run, told, true_shares, true_world
from tests.probabilistic.world import rules

TARGET = 0.05
"""Above the floor that the copied records of these worlds set."""
NIGHT = pytest.mark.night("tests/probabilistic/test_holdout_truth.py")
"""A law over chance: of each kind of world one seed by day, more of them by night."""

WORLDS = [
    pytest.param(seed, copied, marks=[] if seed == 21 else [NIGHT])
    for copied in (0.0, 0.008, 0.02)
    for seed in (21, 22, 23, 24)
]


def trained(true: TrueWorld) -> Model:
    """A model trained on the world itself, as a month's model is on the month before."""
    engine = DuckDBEngine()
    profile = rules()
    true.world.load(engine, profile)
    assert profile.p is not None
    return train_model(engine, profile.p, months=("2019-11",), inputs_sha256="none")


def judged(
    seed: int, size: int, rates: Rates, target: float = TARGET
) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Of one world: the truth, what is told of all events, and of those that lack no field."""
    true = true_world(seed, size, rates)
    engine = run(true, trained(true), target=target)
    found = [told(engine), told(engine, "fields", "birth_date+sex+postcode")]
    numbers = [{name: float(str(value)) for name, value in one.items() if value is not None} for one in found]
    return true_shares(engine, true), numbers[0], numbers[1]


def covers(found: dict[str, float], name: str, truth: float) -> bool:
    """Whether the truth is within the range."""
    return found[f"{name}_low"] <= truth <= found[f"{name}_high"]


@pytest.mark.slow
def test_the_ranges_cover_the_truth_where_dates_are_copied() -> None:
    """One in fifty records bears the date and sex of somebody at the address: most wrong links are theirs."""
    truth, found, whole = judged(2, 2_500, Rates(copied=0.02))

    assert covers(found, "holdout_recall", truth["recall"])
    assert covers(found, "holdout_false_link_share", truth["false_link_share"])
    assert covers(whole, "holdout_recall", truth["recall_of_whole"])
    assert 0.01 < found["holdout_like_another_share"] < 0.04
    assert found["synthetic_false_link_share_high"] < truth["false_link_share"]  # they are no coincidence


def test_made_up_records_leave_nothing_behind() -> None:
    """No table of theirs, and what a run publishes is the same as without them."""
    settings = rules().p
    assert settings is not None
    true = true_world(5, 500, Rates())
    model = fixed_model(settings)
    engines = [run(true, model, synthetic_identities=most) for most in (20_000, 0)]
    published = ("posterior", "person_posterior", "pool_phi", "holdout", "rank_weight")

    assert not any(has_table(engines[0], name) for name in ("synthetic_identity", "synthetic_link", "donor"))
    assert engines[0].scalar("select count(*) from rank_check") == 2
    assert engines[1].scalar("select count(*) from rank_check") == 0
    for table in published:
        one, other = (engine.rows(f"select * from {table} order by all") for engine in engines)
        assert one == other


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "copied"), WORLDS)
def test_the_ranges_cover_the_truth_at_every_seed(seed: int, copied: float) -> None:
    """With copied dates and without; no more records than the truth allows are put down to coincidence."""
    truth, found, whole = judged(seed, 6_000, Rates(copied=copied))

    assert covers(found, "holdout_recall", truth["recall"])
    assert covers(found, "holdout_false_link_share", truth["false_link_share"])
    assert covers(whole, "holdout_recall", truth["recall_of_whole"])
    assert found["recapture_recall_high"] >= truth["recall_of_whole"]
    assert (
        found["recapture_recall_low"] <= truth["recall_of_whole"] + copied
    )  # copied records count as right there


@pytest.mark.slow
@pytest.mark.parametrize("seed", [31, *(pytest.param(seed, marks=NIGHT) for seed in (32, 33))])
def test_coincidence_is_what_the_made_up_records_say(seed: int) -> None:
    """No wrong numbers, no copies, no slips, few at an address: all wrong links are coincidence with strangers."""
    rates = Rates(stranger_number=0.0, relative_number=0.0, date_wrong=0.0, absent=0.4)
    truth, found, _ = judged(seed, 6_000, rates, target=0.01)

    assert found["synthetic_false_link_share"] == pytest.approx(truth["false_link_share"], abs=0.006)
