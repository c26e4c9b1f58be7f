"""The share of near misses: recovered from a pool without labels, bounded where few events speak."""

from dataclasses import dataclass, field

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.evidence.near_share import PULL, START, learnt_share
from linkage.steps.probabilistic.evidence.parameters import NearNumberParameters
from tests.spec.steps import load

PEOPLE = 1_000_000
LEARNT = NearNumberParameters(u=1e-8, others=0.01, events=1_000)
AGREES, DIFFERS = 30.0, -12.0
"""Bits of all three fields: somebody's own, and a stranger of the same block."""


@dataclass
class Pool:
    """Identities with one broken number each, and the people each was compared with."""

    pairs: list[tuple[int, str, float]] = field(default_factory=list)
    near: list[tuple[int, str]] = field(default_factory=list)
    blocked: list[tuple[int, bool]] = field(default_factory=list)
    people: list[tuple[str, int]] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)
    events: int = 0

    def add(self, times: int, *candidates: tuple[float, bool], numbers: int = 1, held: int = 1) -> "Pool":
        """`times` identities, each with these candidates: bits of the fields, and whether the number is near."""
        for _ in range(times):
            self.events += 1
            self.blocked.append((self.events, False))
            self.broken += [(self.events, f"{nth}") for nth in range(numbers)]
            for nth, (weight, is_near) in enumerate(candidates):
                person = f"{self.events}-{nth}"
                self.people.append((person, held))
                self.pairs.append((self.events, person, weight))
                if is_near:
                    self.near.append((self.events, person))
        return self

    def share(self) -> float:
        """What is learnt of it."""
        engine = DuckDBEngine()
        key = {"identity_key": "integer"}
        fields = dict.fromkeys(("birth_date_weight", "postcode_weight", "sex_weight"), "double")
        engine.load("pool", {**key, "events": "integer"}, [(n + 1, 1) for n in range(self.events)])
        engine.load("broken_number", {**key, "nhs_number_broken": "text"}, self.broken)
        engine.load("near_pair", {**key, "person_id": "text"}, self.near)
        engine.load("event_block", {**key, "is_left_out": "boolean"}, self.blocked)
        numbers = {who: n for n, (who, _) in enumerate(self.people)}
        load(
            engine,
            "person",
            [{"person_id": who, "person_no": numbers[who], "nhs_numbers": held} for who, held in self.people],
            identities=1,
        )
        patterns = {AGREES: 1, DIFFERS: 2}
        engine.load(
            "pair_pattern",
            {**key, "person_no": "integer", "pattern_no": "integer"},
            [(identity, numbers[who], patterns[bits]) for identity, who, bits in self.pairs],
        )
        engine.load(
            "pattern_level",
            {"pattern_no": "integer", **fields},
            [(n, bits, 0.0, 0.0) for bits, n in patterns.items()],
        )
        engine.load("index_size", {"people": "double", "without_number": "double"}, [(PEOPLE, 0.0)])
        return learnt_share(engine, LEARNT, "pool")


def pulled(near: int, far: int) -> float:
    """The share of so many events that are surely near or far, drawn to the start."""
    return (near + PULL * START) / (near + far + PULL)


@pytest.mark.parametrize(
    ("near", "far"),
    [(400, 0), (320, 80), (200, 200), (40, 360), (10, 0), (0, 10), (0, 0)],
)
def test_the_share_is_that_of_the_people_who_are_found(near: int, far: int) -> None:
    """Whoever agrees on the fields is the person, near or not; ten events move it a little, none leave it."""
    pool = Pool().add(near, (AGREES, True)).add(far, (AGREES, False))

    assert pool.share() == pytest.approx(pulled(near, far), abs=2e-3)


def test_events_of_people_outside_the_index_do_not_lower_it() -> None:
    """Their candidates are strangers, far from the number: that says nothing of slips."""
    pool = Pool().add(320, (AGREES, True)).add(80, (AGREES, False)).add(800, (DIFFERS, False)).add(200)

    assert pool.share() == pytest.approx(pulled(320, 80), abs=5e-3)


def test_a_stranger_who_is_near_by_chance_does_not_raise_it() -> None:
    """Beside the person, who is far."""
    pool = Pool().add(300, (AGREES, False), (DIFFERS, True))

    assert pool.share() == pytest.approx(pulled(0, 300), abs=2e-3)


@pytest.mark.parametrize("more", [{"numbers": 2}, {"held": 0}])
def test_several_numbers_and_people_without_one_say_nothing(more: dict[str, int]) -> None:
    """What cannot be one slip away, or whose distance is not that of one number, is left out."""
    assert Pool().add(400, (AGREES, False), **more).share() == pytest.approx(START, abs=1e-6)
