"""The steps of rank P on a messy world, and what plain Python and rapidfuzz make of the same world."""

from collections import Counter
from datetime import date
from functools import cached_property
from math import log2
from random import Random
from unittest.mock import patch

from linkage.config.rules import RankP
from linkage.engine.base import Row
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.draws.run import Draws
from linkage.steps.probabilistic.run import run_rank_p
from tests.probabilistic.fixed_model import EVENT_DEFAULTS, PERSON_DEFAULTS, fixed_model
from tests.probabilistic.messy import MessyWorld, messy_world
from tests.probabilistic.world import rules
from tests.reference import part_dates
from tests.reference.blocks import SAID, Blocks
from tests.reference.copied import beyond_chance, copied_share
from tests.reference.postcode import outward
from tests.reference.ranks import ignored_postcodes
from tests.reference.weights import Held, Index, Numbers, age_band, crowd_of, event_weights, pair_levels
from tests.spec.steps import PADS

FIELDS = ("birth_date", "postcode", "sex", "nhs_number")
PROFILE = rules("hes_did", max_block_people=10, max_block_people_without_place=4).model_copy(
    update={"ignore_postcodes_percentile": 0.9}
)
LAST_DAY = date(2019, 11, 30)
DEFAULTS = (EVENT_DEFAULTS, PERSON_DEFAULTS)

Pair = tuple[int, str]
"""An event identity and a person."""


def holds(own: part_dates.Said, held: part_dates.Said) -> bool:
    """Whether a person's date has all the parts that can be read of the event's."""
    return all(one in (None, other) for one, other in zip(own, held, strict=True))


class Twin:
    """What plain Python makes of the world."""

    def __init__(self, world: MessyWorld) -> None:
        """Nothing is worked out yet but the index."""
        assert PROFILE.p is not None
        self.world, self.p = world, PROFILE.p
        model = fixed_model(self.p)
        probabilities = model.comparisons.items()
        self.numbers = Numbers(
            m={name: {level.level: level.m for level in levels} for name, levels in probabilities},
            u={name: {level.level: level.u for level in levels} for name, levels in probabilities},
            met={
                (one.birth_date, one.postcode, one.sex, one.age_band, one.crowd): one.strangers
                for one in model.coincidence.strangers
            },
            kinds={
                (kind.age_band, kind.crowd): (kind.events, kind.neighbours)
                for kind in model.coincidence.kinds
            },
            numbered=model.coincidence.numbered_share,
            people=model.training.people,
            right=model.number.right,
            stranger=model.number.stranger,
            relative=model.number.relative,
            copied=model.number.copied,
            unheld=model.unheld_share,
        )
        self.copies = model.copies
        self.shares = {frozenset(one.blocks): one.share for one in model.block_coverage}
        self.blocks = Blocks(self.p.blocks, self.p.max_block_people, self.p.max_block_people_without_place)
        self.held: dict[str, Held] = {}
        self.dates: dict[str, list[tuple[date | str, str]]] = {}
        self._weights: dict[int, dict[str, dict[str, float]]] = {}
        for person, identities in world.people.items():
            self.held[person] = {
                field: {identity[field] for identity in identities if identity[field]} for field in FIELDS
            }
            is_dated = bool(self.held[person]["birth_date"])
            for identity in identities:
                self.blocks.add(person, identity | {"birth_date_parts": None} if is_dated else identity)
            self.dates[person] = [
                (born, str(identity["postcode"] or ""))
                for identity in identities
                for born in (identity["birth_date"], None if is_dated else identity["birth_date_parts"])
                if isinstance(born, date | str)
            ]
        numbered = [held["nhs_number"] for held in self.held.values() if held["nhs_number"]]
        self.index = Index(
            people=len(self.held),
            without_number=1 - len(numbered) / len(self.held),
            numbers={number for held in numbered for number in held},  # type: ignore[misc]
            crowded=ignored_postcodes(world.people, PROFILE, ()),
            residents=Counter(home for held in self.held.values() for home in held["postcode"]),
            last_day=LAST_DAY,
        )

    def pool(self, settled: set[int]) -> dict[int, set[str]]:
        """The identities that no rank settled and that say something, and the people each is compared with."""
        return {
            key: self.candidates(key)
            for key, event in self.world.events.items()
            if key not in settled and (event["nhs_number"] or event["birth_date"] or event["postcode"])
        }

    def candidates(self, key: int) -> set[str]:
        """Whom an identity is compared with: the people of its blocks, and of its district by an impossible date."""
        event, said = self.world.events[key], self.world.parts.get(key)
        found = self.blocks.candidates(event)
        if said and event["postcode"]:
            district = outward(str(event["postcode"]))
            own = part_dates.said(said, {})
            found |= {
                person
                for person, dates in self.dates.items()
                if any(
                    home and outward(home) == district and holds(own, part_dates.said(born, {}))
                    for born, home in dates
                )
            }
        return found

    def whole_levels(self, pair: Pair) -> dict[str, str]:
        """Of one pair, impossible dates being none."""
        return pair_levels(self.world.events[pair[0]], self.held[pair[1]], DEFAULTS)

    def part_level(self, pair: Pair) -> tuple[str, float] | None:
        """Level and bits of one pair that is compared by parts of birth dates."""
        key, person = pair
        event, m, u = self.world.events[key], self.numbers.m["birth_date"], self.numbers.u["birth_date"]
        own = event["birth_date"] or self.world.parts.get(key)
        assert own is None or isinstance(own, date | str)
        dates = [born for born, _ in self.dates[person]]
        level = part_dates.best(part_dates.compared(own, dates, DEFAULTS), m, u)
        if (
            level is None
            or level[0] == "parts_differ"
            or event["postcode"] not in self.held[person]["postcode"]
        ):
            return level
        chance = self.numbers.u["postcode"]["exact"] * self.index.people
        return level[0], level[1] + min(log2(chance / max(self.index.residents[event["postcode"]] - 1, 1)), 0)

    def levels(self, pair: Pair) -> dict[str, str]:
        """Of one pair."""
        part = self.part_level(pair)
        return self.whole_levels(pair) | ({"birth_date": part[0]} if part else {})

    def weights(self, pair: Pair) -> dict[str, float]:
        """Of one pair, among all that the event is compared with."""
        key, person = pair
        if key not in self._weights:
            event = self.world.events[key]
            found = {one: self.whole_levels((key, one)) for one in self.candidates(key)}
            weights = event_weights(event, found, self.numbers, self.index)
            for one in found:
                if part := self.part_level((key, one)):
                    weights[one] |= {kind: weights[one][kind] + part[1] for kind in ("birth_date", "match")}
            self._weights[key] = weights
        return self._weights[key][person]

    def copied(self, pair: Pair, phi: float) -> float:
        """How probable it is that the event of a pair is a copy of the person's record, where they are its person."""
        event, levels = self.world.events[pair[0]], self.levels(pair)
        if (
            levels["birth_date"] not in ("exact", "default_exact")
            or levels["postcode"] != "exact"
            or levels["sex"] not in ("exact", "missing")
        ):
            return self.numbers.copied
        born = event["birth_date"]
        assert isinstance(born, date)
        kind = (age_band(born, LAST_DAY, self.numbers), crowd_of(event["postcode"], self.index))
        counts = {}
        for one in self.copies.kinds:
            place = one.age_band, one.crowd
            met = self.numbers.met.get(("exact", "exact", "exact", *place), 0)
            events = self.numbers.kinds[place][0]
            counts[place] = (one.own, beyond_chance(one.another, one.apart, met, events))
        share = copied_share(counts, self.copies.relatives, self.copies.seen, kind)
        if self.state(pair[0]) != "number_not_in_index":
            return share
        there = 1 - 0.5 * (1 - self.numbers.m["postcode"]["exact"])
        in_index = min(self.copies.seen / there / self.numbers.numbered, 1.0)
        own = phi * 2 ** self.weights(pair)["nhs_number"]
        copy = (1 - phi) * in_index * share / (1 - share)
        return copy / (own + copy)

    def coverage(self, key: int) -> float:
        """Of one identity."""
        event, said = self.world.events[key], self.world.parts.get(key)
        missed = 1 - self.blocks.coverage(event, self.shares, self.numbers.right)
        if said and event["postcode"]:
            read = [part for part, place in SAID.items() if "X" not in said[place]]
            block = "+".join(("district", *sorted(read, key=("day", "month", "year").index)))
            missed *= 1 - self.shares[frozenset([block])]
        return 1 - missed

    def state(self, key: int) -> str:
        """What there is to say of an identity's number by itself."""
        number = self.world.events[key]["nhs_number"]
        if number is None:
            return "number_missing"
        if number not in self.index.numbers:
            return "number_not_in_index"
        event = self.world.events[key]
        return "number_in_index" if event["birth_date"] or event["postcode"] else "number_alone"


class Settled:
    """What the engine makes of the world, and the twin beside it."""

    def __init__(self) -> None:
        """Run the steps, with every pair kept, however improbable."""
        self.twin = Twin(messy_world(Random(38), people=2_500, events=2_800))
        self.engine = DuckDBEngine()
        self.twin.world.load(self.engine, PROFILE)
        p: RankP = self.twin.p
        module = "linkage.steps.probabilistic.posterior.kept_pair"
        with patch(f"{module}.NEGLIGIBLE", 1e6), patch(f"{module}.LISTED", 0.0):
            run_rank_p(
                self.engine,
                p,
                fixed_model(p),
                target_false_match_rate=0.02,
                last_day=LAST_DAY.isoformat(),
                draws=Draws(numbers=range(5), pads=PADS),
            )

    def pairs(self, columns: str) -> dict[Pair, Row]:
        """Some columns of person_posterior by pair."""
        found = self.engine.rows(f"select identity_key, person_id, {columns} from person_posterior")
        return {(int(str(key)), str(person)): tuple(row) for key, person, *row in found}

    @cached_property
    def pool(self) -> dict[int, set[str]]:
        """The twin's pool, given what the ranks settled."""
        found = self.engine.rows("select identity_key from rank_decision where not after_p")
        return self.twin.pool({int(str(key)) for (key,) in found})

    @cached_property
    def phi(self) -> dict[str, float]:
        """The engine's phi by stratum."""
        return {
            str(name): float(str(phi)) for name, phi in self.engine.rows("select stratum, phi from presence")
        }
