"""Copied records: which of the proved records count, whose they are, and what share that makes, by kind of event."""

from datetime import date, timedelta
from functools import cache
from math import sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.evidence.parameters import ActivityParameters
from linkage.steps.probabilistic.levels.default_day import DefaultDays
from linkage.steps.probabilistic.model.copies import CopiedKind, Copies
from linkage.steps.probabilistic.model.model import Coincidence, EventKind, Model, StrangerCount
from linkage.steps.probabilistic.posterior.copied import (
    beyond_chance,
    copied_floor,
    copied_interval,
    copied_shares,
)
from linkage.steps.probabilistic.scoring.age_band import BANDS, name
from linkage.steps.probabilistic.scoring.crowd import NAMES
from linkage.steps.probabilistic.training import copied_record, proof
from linkage.steps.probabilistic.training.relatives_share import WEIGHT, expected_share, told_share
from linkage.steps.probabilistic.training.train import train_model
from tests.probabilistic.evidence_world import load_evidence
from tests.probabilistic.fixed_model import fixed_model
from tests.probabilistic.truth_world import Rates, true_world
from tests.probabilistic.world import World, nhs_number, rules
from tests.reference.copied import copied_share
from tests.spec.steps import Row
from tests.tables import rows

HERE, THERE = "AB12CD", "AB34EF"
KINDS = [(name(*band), crowd) for band in BANDS for crowd in NAMES]


def family(drawn: list[Row]) -> World:
    """Ann, her brother Ben, a lodger whose number HES lacks, Dora who moved away; and the events of the drawing."""
    people = rows("""
        person | number | born       | sex | home
        -------+--------+------------+-----+-----
        ann    | 1      | 1990-05-17 | 2   | here
        ben    | 2      | 1992-08-09 | 1   | here
        lodger |        | 1960-02-03 | 1   | here
        dora   | 4      | 1955-11-30 | 2   | away
        eve    | 5      | 1970-06-06 | 2   | away
    """)
    homes: dict[object, str] = {"here": HERE, "away": THERE}
    world = World()
    for one in people:
        number = nhs_number(int(str(one["number"]))) if one["number"] else None
        born = date.fromisoformat(str(one["born"]))
        world.people.append((str(one["person"]), number, born, str(one["sex"]), homes[one["home"]]))
    for one in drawn:
        stated = date.fromisoformat(str(one["born"])) if one["born"] else None
        sex = None if one["sex"] is None else str(one["sex"])
        world.events.append((nhs_number(int(str(one["number"]))), stated, sex, homes.get(one["home"])))
    return world


def proved(world: World) -> DuckDBEngine:
    """The world, with the pairs that its numbers prove."""
    engine = DuckDBEngine()
    load_evidence(engine, world, {})
    engine.create("proved_pair", proof.proved_pair_sql())
    engine.create("proved_event", proof.proved_event_sql())
    return engine


def test_what_counts() -> None:
    """In full agreement with the number's person, or with another of the address who alone was born then."""
    drawn = rows("""
        number | born       | sex | home | counts  | since
        -------+------------+-----+------+---------+--------------------------------------
        1      | 1990-05-17 | 2   | here | own     | Ann's own
        1      | 1990-05-17 |     | here | own     | all that it bears agrees
        1      | 1992-08-09 | 1   | here | another | Ben's record, Ann's number
        1      | 1992-08-09 |     | here | another | the same, without a sex
        1      | 1992-08-09 | 2   | here |         | Ben is a man
        1      | 1992-08-08 | 1   | here |         | nobody here was born then
        1      | 1990-05-17 | 1   | here |         | Ann's date: her sex is wrong
        1      | 1960-02-03 | 1   | here |         | he may be the same person, with no number
        4      | 1992-08-09 | 1   | here |         | Dora's number: she does not live there
        4      | 1970-06-06 | 2   | away | another | Eve's record
        1      | 1990-05-17 | 2   | away |         | Ann is not known there
        1      | 1990-05-17 | 2   |      |         | nowhere
        1      |            | 2   | here |         | no date
        5      | 1955-11-30 | 2   | away | another | Dora's record
    """)
    engine = proved(family(drawn))

    engine.create("full_record", copied_record.full_record_sql("2019-11-30", DefaultDays()))
    engine.create("like_another", copied_record.like_another_sql())
    own = "select identity_key from full_record where is_dated and lives_there and is_sexed"
    counted = {int(str(key)): "own" for (key,) in engine.rows(own)}
    counted |= {int(str(key)): "another" for (key,) in engine.rows("select identity_key from like_another")}

    assert [counted.get(nth) for nth in range(1, len(drawn) + 1)] == [row["counts"] for row in drawn]
    (counts,) = engine.rows(copied_record.copied_count_sql())
    assert counts == ("25-79", "0-4", 2, 4, 7)


def test_a_default_day_is_nobodys_birth_date() -> None:
    """Whoever has it agrees: on 9 August, were it one, nothing is counted."""
    drawn = rows("""
        number | born       | sex | home
        -------+------------+-----+-----
        1      | 1992-08-09 | 1   | here
        2      | 1992-08-09 | 1   | here
    """)
    engine = proved(family(drawn))

    assert (
        engine.count(f"select count(*) from ({copied_record.full_record_sql('2019-11-30', DefaultDays())})")
        == 2
    )
    none = copied_record.full_record_sql("2019-11-30", DefaultDays(event=(809,)))
    assert engine.count(f"select count(*) from ({none})") == 0


ACTIVE = (ActivityParameters(setting="every", m=0.5, u=0.01, u_anywhere=0.001, pairs=1000, strangers=1000),)


@pytest.mark.parametrize(
    ("there", "relatives"),
    [((), "as expected"), (("ann",), "fewer"), (("ben",), "more"), (("ann", "ben"), "as expected")],
)
def test_who_was_in_hospital_says_whose_record_it_is(there: tuple[str, ...], relatives: str) -> None:
    """Ann, whose number it bears: a copy of Ben's record. Ben, all of whose data it bears: a relative's number."""
    engine = DuckDBEngine()
    attended = [{"person_id": who, "provider_code": "RAA", "arrival_date": "2019-11-15"} for who in there]
    load_evidence(
        engine,
        family(
            rows("""
        number | born       | sex | home
        -------+------------+-----+-----
        1      | 1992-08-09 | 1   | here
    """)
        ),
        {},
        attendances=attended,
    )
    engine.create("proved_pair", proof.proved_pair_sql())
    engine.create("proved_event", proof.proved_event_sql())

    found = copied_record.copies(engine, "2019-11", DefaultDays(), 1, 0.3, ACTIVE)

    assert found.told_by == 1
    assert found.seen == 1
    order = {"fewer": -1, "as expected": 0, "more": 1}
    assert (found.relatives > 0.3 + 1e-9) - (found.relatives < 0.3 - 1e-9) == order[relatives]


@pytest.mark.parametrize(
    ("strangers", "expected"),
    [(0.0, 0.0), (0.00225, 0.1764706), (0.0105, 0.5)],  # a quarter of 0.3% beside 0.35%; as many of either
)
def test_the_stated_rates_share_out_what_is_found(strangers: float, expected: float) -> None:
    """Relatives' numbers are a quarter of all wrong ones, and copies 0.35% of events."""
    settings = rules().p
    assert settings is not None
    assert expected_share(strangers, settings) == pytest.approx(expected, abs=1e-6)


def test_hospital_records_outweigh_the_stated_rates_as_they_grow() -> None:
    """Of records each sure to be one or the other, the share is theirs, and the stated one's as for ten of them."""
    assert told_share([], 0.3) == pytest.approx((0.3, 0, 1))
    assert told_share([0.0] * 50, 0.3) == pytest.approx((0.3, 0, 1))
    for copied, others in ((4, 1), (400, 100)):
        share, low, high = told_share([60.0] * copied + [-60.0] * others, 0.3)
        assert share == pytest.approx((others + WEIGHT * 0.3) / (copied + others + WEIGHT), abs=1e-6)
        assert low < 0.2 < high
        assert high - low < 4 * sqrt(0.2 * 0.8 / (copied + others)) + 0.01
    assert told_share([60.0] * 30, 0.3)[1] == 0
    assert told_share([-60.0] * 30, 0.3)[2] == 1


counts = some.dictionaries(
    some.sampled_from(KINDS), some.tuples(some.integers(0, 10**6), some.integers(0, 50))
)


@cache
def plain() -> Model:
    """The made-up model."""
    settings = rules().p
    assert settings is not None
    return fixed_model(settings)


def model_of(found: dict[tuple[str, str], tuple[int, int]], relatives: float, seen: float) -> Model:
    """The made-up model with these counts."""
    kinds = tuple(
        CopiedKind(age_band=band, crowd=crowd, own=own, another=another, apart=another)
        for (band, crowd), (own, another) in found.items()
    )
    return plain().model_copy(
        update={
            "copies": Copies(kinds=kinds, relatives=relatives, seen=seen),
            "coincidence": Coincidence(numbered_share=1, kinds=(), strangers=()),
        }
    )


@settings(max_examples=60, deadline=None)
@given(counts, some.floats(0, 1), some.floats(0.1, 1))
def test_shares_are_the_twins_and_probabilities(
    found: dict[tuple[str, str], tuple[int, int]], relatives: float, seen: float
) -> None:
    """For any counts; nothing is copied where nothing like it was met, and the floor is the least of the shares."""
    shares = copied_shares(model_of(found, relatives, seen))

    for kind in (None, *KINDS):
        expected = copied_share(found, relatives, seen, kind)
        assert shares.in_full[kind or (None, None)] == pytest.approx(expected, rel=1e-9)
        assert 0 <= expected < 1
        assert copied_floor(shares) <= shares.in_full[kind or (None, None)]
    if not any(another for _, another in found.values()):
        assert set(shares.in_full.values()) == {0.0}


def test_children_are_copied_more_and_a_few_events_say_little() -> None:
    """A kind with many events has its own share; one with few that of its age band."""
    young, old = ("0-19", "10-29"), ("25-79", "10-29")
    met = {young: (20_000, 120), ("0-19", "5-9"): (10, 0), old: (100_000, 150), ("25-79", "5-9"): (10, 0)}
    shares = copied_shares(model_of(met, 0.0, 1.0)).in_full

    assert shares[young] == pytest.approx(0.006, rel=0.1)
    assert shares[old] == pytest.approx(0.0015, rel=0.05)
    assert shares["0-19", "5-9"] == pytest.approx(shares[young], rel=0.1)
    assert shares["25-79", "5-9"] == pytest.approx(shares[old], rel=0.1)


def test_a_wrong_date_may_be_a_neighbours_by_chance() -> None:
    """In a hall where every tenth event has a stranger in full agreement, so has every tenth wrong birth date."""
    hall = {"age_band": "20-24", "crowd": "communal"}
    model = model_of({("20-24", "communal"): (5_000, 20)}, 0.0, 1.0)
    met = StrangerCount(birth_date="exact", postcode="exact", sex="exact", strangers=100, **hall)
    kind = EventKind(events=1_000, neighbours=900, **hall)
    beside = Coincidence(numbered_share=1, kinds=(kind,), strangers=(met,))
    (counted,) = model.copies.kinds
    apart = {n: counted.model_copy(update={"apart": n}) for n in (0, 150, 900)}
    found = {
        n: beyond_chance(Copies(kinds=(kind,), relatives=0, seen=1), beside) for n, kind in apart.items()
    }

    assert [of["20-24", "communal"] for of in found.values()] == pytest.approx([20, 5, 0])


@pytest.mark.slow
@pytest.mark.parametrize(
    "seed", [5, pytest.param(6, marks=pytest.mark.night("tests/probabilistic/test_copied_record.py"))]
)
@pytest.mark.parametrize("times", [0, 1, 3])
def test_the_share_is_recovered_at_any_rate_of_copies(times: int, seed: int) -> None:
    """At none, 0.3% and 0.9% of events; relatives' numbers at 0.1%: the truth of all events lies in the interval."""
    true = true_world(
        seed, 24_000, Rates(copied=0.003 * times, stranger_number=0.003, relative_number=0.001, numbered=0.8)
    )
    model = trained_beside_hospitals(true.world, true.whose, Random(seed))

    truth = true_share(true.world, true.whose)
    low, high = copied_interval(model)
    assert low <= truth <= high
    assert model.copies.told_by >= 10
    shares = copied_shares(model).in_full
    told = sum(kind.own * shares[kind.age_band, kind.crowd] for kind in model.copies.kinds)
    mean = told / sum(kind.own for kind in model.copies.kinds)
    if times:
        assert truth / 1.5 < mean < truth * 1.5
        assert low > truth / 3
    else:
        assert mean < 0.001


def true_share(world: World, whose: list[str]) -> float:
    """Of the events that agree in full with somebody who is held, those that are somebody else's."""
    held: dict[tuple[object, ...], set[str]] = {}
    for key, _, *values in world.people:
        held.setdefault(tuple(values), set()).add(key)
    own = another = 0
    for (_, *values), person in zip(world.events, whose, strict=True):
        alike = held.get(tuple(values), set())
        own += person in alike
        another += bool(alike) and person not in alike
    return another / (own + another)


def trained_beside_hospitals(world: World, whose: list[str], random: Random) -> Model:
    """A model of a world in which half the people were in hospital on the day of their test, and the records say so."""
    engine = DuckDBEngine()
    tests: dict[int, list[Row]] = {}
    attended: list[Row] = []
    keys: dict[object, int] = {}
    for event, person in zip(world.events, whose, strict=True):
        key = keys.setdefault(event, len(keys) + 1)
        day = date(2019, 11, 1) + timedelta(days=random.randrange(30))
        at = f"R{random.choice('ABCDEFGH')}{random.choice('ABCDEFGH')}"
        tests.setdefault(key, []).append({"test_date": day.isoformat(), "provider_code": at})
        if random.random() < 0.5:
            attended.append({"person_id": person, "provider_code": at, "arrival_date": day.isoformat()})
    load_evidence(engine, world, tests, attendances=attended)
    profile = rules().p
    assert profile is not None
    return train_model(engine, profile, months=("2019-11",), inputs_sha256="none", hospital_records=True)
