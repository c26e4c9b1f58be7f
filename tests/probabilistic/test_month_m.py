"""m of the month: events without a number that err more than the model says, and pools that say nothing."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.levels.levels import FIELDS, SAME_VALUE
from linkage.steps.probabilistic.levels.not_exact import (
    AGREEMENTS,
    MOST_BITS,
    bounded,
    not_exact,
    trained_shares,
)
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.month.adapt import adapted_score_sql, find
from linkage.steps.probabilistic.month.agreement_mass import column, moved_coverage_sql
from linkage.steps.probabilistic.month.missed import kept, missed_shares, unlike_shares
from linkage.steps.probabilistic.month.month_m import PRIOR_EVENTS, month_m
from linkage.steps.probabilistic.run import run_rank_p
from linkage.steps.probabilistic.scoring.score import SCORE
from linkage.tables import contract
from tests.probabilistic.fixed_model import M_AND_U, fixed_model
from tests.probabilistic.test_training import MOVED, SLIPPED, WRONG_SEX, trained, world_with_errors
from tests.probabilistic.world import Person, World, population, postcode, rules
from tests.reference import levels
from tests.reference.month_m import log_likelihood
from tests.tables import rows

TRAINED = {"birth_date": 0.03, "postcode": 0.1, "sex": 0.02}


@pytest.fixture(scope="module")
def model() -> Model:
    """A model trained on a population like the ones below, whose numbered events move house at the rate MOVED."""
    return trained(world_with_errors(seed=11, size=4_000))


def unnumbered(
    seed: int, size: int, events: int, moved: float, *, slipped: float = SLIPPED, sexes: bool = True
) -> tuple[World, list[Person]]:
    """Events without a number of the first people, at another address for a share of them; and whose they are."""
    random = Random(seed)
    world = population(random, size)
    whose: dict[tuple[object, ...], Person] = {}
    for person in world.people[:events]:
        _, _, born, sex, home = person
        slip = timedelta(days=1 if born.day < 28 else -1) if random.random() < slipped else timedelta(0)
        wrong = {"1": "2", "2": "1"}[sex] if random.random() < WRONG_SEX else sex
        lives = postcode(random) if random.random() < moved else home
        whose.setdefault((None, born + slip, wrong if sexes else None, lives), person)
    world.events = list(whose)  # type: ignore[arg-type]
    return world, list(whose.values())


def run(world: World, model: Model, *, month: bool) -> DuckDBEngine:
    """Rank P over the world, m of the month switched on or off."""
    engine, profile = DuckDBEngine(), rules("hes_did", holdout_identities=0, month_m=month)
    world.load(engine, profile)
    assert profile.p is not None
    run_rank_p(engine, profile.p, model, target_false_match_rate=0.02, last_day="2019-11-30")
    return engine


def found(engine: DuckDBEngine) -> dict[str, tuple[float, float, float]]:
    """Share not exact, and bits of exact and other levels, by field, of the events without a number."""
    listed = engine.rows(
        "select field, share, exact_bits, inexact_bits from month_m where number_state = 'number_missing'"
    )
    return {str(field): (float(str(a)), float(str(b)), float(str(c))) for field, a, b, c in listed}


def right_and_wrong(engine: DuckDBEngine, whose: list[Person]) -> tuple[int, int]:
    """Links to the right person, and to others."""
    linked = engine.rows("select identity_key, person_id from posterior where status = 'linked'")
    right = sum(whose[int(str(key)) - 1][0] == person for key, person in linked)
    return right, len(linked) - right


@pytest.mark.slow
def test_twice_the_errors_are_found_and_cost_no_link(model: Model) -> None:
    """The postcode of twice as many is another: the share is near the truth, the other fields stay, links gain."""
    world, whose = unnumbered(21, 3_000, 1_500, 2 * MOVED)
    before, after = run(world, model, month=False), run(world, model, month=True)
    shares, trained_ones = found(after), trained_shares(model)
    (right, wrong), (right_then, wrong_then) = right_and_wrong(after, whose), right_and_wrong(before, whose)

    assert shares["postcode"][0] == pytest.approx(2 * MOVED, abs=0.035)
    assert shares["postcode"][1] < 0 < shares["postcode"][2]
    assert all(shares[field][0] < 1.3 * trained_ones[field] for field in ("birth_date", "sex"))
    assert right >= right_then
    assert wrong <= wrong_then + 2
    assert found(before) == {}


@pytest.fixture(scope="module")
def moved(model: Model) -> tuple[DuckDBEngine, DuckDBEngine]:
    """Most birth dates a day out, far more than the bounds allow: without m of the month, and with it."""
    world, _ = unnumbered(22, 1_000, 400, MOVED, slipped=0.6)
    return run(world, model, month=False), run(world, model, month=True)


def weights(engine: DuckDBEngine) -> dict[tuple[object, object], list[float]]:
    """The weights of the three fields and the match weight, of every pair that is kept."""
    columns = ", ".join(f"{field}_weight" for field in FIELDS)
    rows = engine.rows(f"select identity_key, person_id, {columns}, match_weight from person_posterior")
    return {(key, person): [float(str(weight)) for weight in row] for key, person, *row in rows}


@pytest.mark.slow
def test_no_weight_moves_beyond_its_bounds(model: Model, moved: tuple[DuckDBEngine, DuckDBEngine]) -> None:
    """What is found stops at the bound, in every pair's scores too, and the match weight moves as its parts do."""
    then, now = map(weights, moved)
    both = then.keys() & now.keys()
    pairs = [[new - old for old, new in zip(then[pair], now[pair], strict=True)] for pair in both]
    assert len(both) > 0.9 * len(now)

    assert max(abs(moves) for *fields, _ in pairs for moves in fields) == pytest.approx(MOST_BITS, abs=1e-6)
    assert all(whole == pytest.approx(sum(fields), abs=1e-9) for *fields, whole in pairs)
    assert found(moved[1])["birth_date"][0] == pytest.approx(
        bounded(1.0, not_exact(model.comparisons["birth_date"])), rel=1e-6
    )


@pytest.mark.slow
def test_coverage_falls_where_errors_rise(moved: tuple[DuckDBEngine, DuckDBEngine]) -> None:
    """Sixteen times the slips are as many times the part of the missed that errors explain."""
    old, new = (float(str(engine.scalar("select avg(coverage) from pool_phi"))) for engine in moved)

    assert 0.8 * old < new < old


def test_ten_events_leave_the_model_as_it_is(model: Model) -> None:
    """The prior is worth twenty times as many: no share moves by a tenth, though half of the ten have moved."""
    world, _ = unnumbered(24, 800, 10, 0.5)
    engine, trained_ones = run(world, model, month=True), trained_shares(model)

    assert PRIOR_EVENTS == 200
    for field, (share, _, _) in found(engine).items():
        assert share == pytest.approx(trained_ones[field], rel=0.15)


def test_a_field_that_is_missing_everywhere_stays_as_trained(model: Model) -> None:
    """Without any sex nothing is said of it; the others are adapted all the same."""
    world, _ = unnumbered(25, 1_000, 400, 0.35, sexes=False)
    shares = found(run(world, model, month=True))

    assert shares["sex"][0] == pytest.approx(trained_shares(model)["sex"], abs=1e-9)
    assert shares["sex"][1:] == (0, 0)
    assert shares["postcode"][1] < 0


def test_an_empty_pool_is_adapted_to_nothing(model: Model) -> None:
    """No event without a number: the trained shares."""
    world = population(Random(26), 200)
    world.events = [(number, born, sex, home) for _, number, born, sex, home in world.people]

    assert [bits for _, *bits in found(run(world, model, month=True)).values()] == [[0, 0]] * 3


def masses(seed: int, events: int) -> list[dict[tuple[int, int, int], float]]:
    """Candidates of a pool: mostly one who agrees, sometimes one who does not quite, and what is missed."""
    random = Random(seed)
    pool = []
    for _ in range(events):
        event = {(0, 1, 0): 1e-3 * random.random(), (1, 0, 0): 1e-3 * random.random(), (1, 1, 0): 0.01}
        for how in random.choices(
            AGREEMENTS, weights=[30 if how == (0, 0, 0) else 1 for how in AGREEMENTS], k=1
        ):
            event[how] = event.get(how, 0.0) + 10 ** random.uniform(-1, 4)
        pool.append(event if random.random() < 0.8 else {(1, 1, 0): 0.01})
    return pool


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_nearby_is_likelier(seed: int) -> None:
    """The twin's likelihood is lower at every phi and share a little off what was found."""
    pool, engine = masses(seed, 150), DuckDBEngine()
    engine.load(
        "agreement_mass",
        {"number_state": "text"} | {column(how): "double" for how in AGREEMENTS},
        [("number_missing", *(event.get(how, 0.0) for how in AGREEMENTS)) for event in pool],
    )
    settled = month_m(engine, "number_missing", TRAINED)
    shares, before = [settled.shares[field] for field in FIELDS], list(TRAINED.values())

    def likely(phi: float, at: list[float]) -> float:
        return log_likelihood(pool, phi, at, before, PRIOR_EVENTS)

    best = likely(settled.phi, shares)
    assert any(abs(share - was) > 0.1 * was for share, was in zip(shares, before, strict=True))
    for place, times in [(place, times) for place in range(3) for times in (0.97, 1.03)]:
        nearby = [share * times if nth == place else share for nth, share in enumerate(shares)]
        assert likely(settled.phi, nearby) < best
    assert likely(settled.phi - 0.01, shares) < best
    assert likely(settled.phi + 0.01, shares) < best


@pytest.mark.parametrize("seed", range(3))
def test_what_a_level_leaves_equal(seed: int) -> None:
    """Against pairs of real dates: the equal parts are among those that the level of the pair may leave."""
    random = Random(seed)
    for _ in range(2_000):
        one = date(random.randint(1950, 1953), random.randint(1, 12), random.randint(1, 28))
        other = date(random.randint(1950, 1953), random.randint(1, 12), random.randint(1, 28))
        if random.random() < 0.5:
            other = one.replace(**{random.choice(("day", "month")): random.randint(1, 12)})
        equal = {part for part in ("day", "month", "year") if getattr(one, part) == getattr(other, part)}

        assert any(
            equal == way - {"birth_date"} for way in kept("birth_date", levels.of_birth_dates(one, other))
        )


BLOCK: Mapping[str, tuple[tuple[str, ...], float]] = {
    "no block": ((), 1.0),
    "date and sex": (
        ("birth_date", "sex"),
        1 - sum(M_AND_U["birth_date"][one][0] for one in SAME_VALUE) * 0.977,
    ),
}


@pytest.mark.parametrize(("block", "missed"), BLOCK.values(), ids=BLOCK)
def test_who_is_missed_is_who_shares_no_block(block: tuple[str, ...], missed: float) -> None:
    """With one block of two fields: everybody but those equal in both."""
    p = rules().p
    assert p is not None
    model = fixed_model(p)
    whole = {name: sum(one.m for one in of) for name, of in model.comparisons.items()}
    everybody = whole["birth_date"] * whole["postcode"] * whole["sex"]
    found_share = sum(missed_shares(model, [block] if block else [], FIELDS).values())

    assert found_share == pytest.approx(everybody - (1 - missed) * whole["postcode"], rel=1e-9)
    assert sum(unlike_shares(model, [block] if block else [], FIELDS).values()) == pytest.approx(0, abs=1e-12)


def holdout_of(world: World, model: Model, *, month: bool) -> dict[object, set[tuple[object, ...]]]:
    """The rows of the hold-out, by whether the model file decided them in a run that adapts m."""
    engine, profile = DuckDBEngine(), rules("hes_did", month_m=month)
    world.load(engine, profile)
    assert profile.p is not None
    run_rank_p(engine, profile.p, model, target_false_match_rate=0.02, last_day="2019-11-30")
    columns = [name for name in contract("holdout").types if name != "is_by_trained"]
    rows = engine.rows(f"select is_by_trained, {', '.join(columns)} from holdout")
    return {by: {row[1:] for row in rows if row[0] == by} for by in {row[0] for row in rows}}


def test_the_hold_out_is_decided_by_the_model_file_and_by_the_month(model: Model) -> None:
    """As the file alone decides it where nothing is adapted; beside it, with the phi of the month."""
    world, _ = unnumbered(27, 800, 300, 0.4)
    world.events += [(number, born, sex, home) for _, number, born, sex, home in world.people[300:]]
    world.people = world.people[100:]
    off, on = (holdout_of(world, model, month=month) for month in (False, True))

    assert set(off) == {False}
    assert on[True] == off[False]
    assert on[False] != off[False]
    assert {row[:3] for row in on[False]} == {row[:3] for row in on[True]}


def test_scores_of_the_hold_out_move_as_those_of_the_pool() -> None:
    """By state of the number and agreement; parts of dates, and states that are not adapted, stay."""
    engine = DuckDBEngine()
    bits = {"birth_date": (-0.5, 2.0), "postcode": (-0.25, 1.0), "sex": (-0.125, 3.0)}
    engine.load(
        "month_m",
        contract("month_m").types,
        [("number_missing", field, 10, 0.1, 0.2, *of) for field, of in bits.items()],
    )
    drawn = rows("""
        identity_key | birth_date_level | postcode_level | sex_level | moved
        -------------+------------------+----------------+-----------+-------
        1            | exact            | exact          | exact     | -0.875
        1            | default_exact    | near           | conflict  | 3.5
        1            | parts_equal      | none_held      | missing   | 0
        1            | none             | other          | exact     | 2.875
        2            | none             | other          | exact     | 0
    """)
    engine.load(
        "scored_identity",
        {"identity_key": "integer", "number_state": "text"},
        [(1, "number_missing"), (2, "number_in_index")],
    )
    zero = dict.fromkeys((name for name, kind in SCORE.items() if kind == "double"), 0.0)
    engine.load(
        "person_score",
        SCORE,
        [
            [
                {"person_id": str(nth), **zero, **row, "identity_key": int(str(row["identity_key"]))}.get(
                    name
                )
                for name in SCORE
            ]
            for nth, row in enumerate(drawn)
        ],
    )
    found = engine.rows(
        f"select match_weight from ({adapted_score_sql('scored_identity')}) as moved order by person_id"
    )

    assert [row[0] for row in found] == [float(str(row["moved"])) for row in drawn]


def test_coverage_of_the_month_is_less_what_more_errors_miss() -> None:
    """One identity misses a fifth of its people, all with another postcode: twice as many, three tenths with half."""
    engine = DuckDBEngine()
    engine.load("trained_coverage", {"identity_key": "integer", "coverage": "double"}, [(1, 0.8), (2, 0.9)])
    sets = {f"bears_{field}": "boolean" for field in FIELDS} | {"blocks": "integer"}
    engine.load(
        "borne_set",
        {"identity_key": "integer", "number_state": "text", **sets, "coverage": "double"},
        [(1, "number_missing", True, True, True, 6, 0.8)],
    )
    missed = {"mass_010": 0.1, "mass_000": 0.1}
    engine.load(
        "missed_share",
        sets | {"agreement": "text", "share": "double", "whole": "double", "unlike": "double"},
        [(True, True, True, 6, how, share, 0.2, 0.0) for how, share in missed.items()],
    )
    engine.load(
        "month_factor",
        contract("month_factor").types,
        [("number_missing", "mass_010", 2.0), ("number_missing", "mass_000", 1.0)],
    )

    found = {row[0]: row[1] for row in engine.rows(moved_coverage_sql("trained_coverage"))}
    assert found == pytest.approx({1: 0.7, 2: 0.9})


def test_in_its_context_a_month_has_the_shares_of_its_publication() -> None:
    """Whatever its events say now; a state of the number that had none then is found as in any run."""
    asked = rules("hes_did").p
    assert asked is not None
    engine, known = DuckDBEngine(), fixed_model(asked)
    masses = {"number_state": "text"} | {column(how): "double" for how in AGREEMENTS}
    engine.load("agreement_mass", masses, [])
    kept = [
        ("number_missing", field, 40, share, 1.5 * share, 0.0, 0.0)
        for field, share in trained_shares(known).items()
    ]
    engine.load("context_month_m", contract("context_month_m").types, kept)
    find(engine, known, in_context=True)
    shares = {
        str(state): {str(field): (number, share) for field, number, share in found_of(engine, str(state))}
        for (state,) in engine.rows("select distinct number_state from month_m")
    }

    assert shares["number_missing"] == {field: (40, share) for _, field, _, _, share, *_ in kept}
    assert {number for number, _ in shares["number_not_in_index"].values()} == {0}


def found_of(engine: DuckDBEngine, state: str) -> list[tuple[object, ...]]:
    """Field, identities and share of one state of the number."""
    return engine.rows(f"select field, identities, share from month_m where number_state = '{state}'")
