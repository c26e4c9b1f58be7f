"""A generated population in which every kind of error occurs: people with a history, and events that go wrong."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from linkage import tables
from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.index.run import build_index
from linkage.steps.ranks.run import run_ranks
from tests.probabilistic.spoil import POSTCODES, address, any_day, wrong_date
from tests.probabilistic.world import EVENT, nhs_number
from tests.spec.steps import load, pads_of

Identity = dict[str, object]
"""nhs_number, birth_date, sex, postcode; of a person, what can be read of an impossible birth date."""


@dataclass
class MessyWorld:
    """People of the index with all they ever held, and distinct event identities."""

    people: dict[str, list[Identity]] = field(default_factory=dict)
    events: dict[int, Identity] = field(default_factory=dict)
    settings: dict[int, list[str]] = field(default_factory=dict)
    """The source settings of an identity's events."""
    parts: dict[int, str] = field(default_factory=dict)
    """What can be read of the impossible birth date that an identity's events bear."""

    def load(self, engine: DuckDBEngine, profile: Rules) -> None:
        """Through the steps: the person index and the deterministic ranks."""
        held = [
            {"person_id": key, **identity}
            for key, identities in self.people.items()
            for identity in identities
        ]
        load(engine, "hospital_identity", held)
        build_index(engine, profile, [], pads_of)
        rows = [(key, *identity.values(), len(self.settings[key])) for key, identity in self.events.items()]
        engine.load("event_identity", tables.contract("event_identity").types, rows)
        events = [
            {
                "event_id": f"{key}-{nth}",
                "identity_key": key,
                "source_setting": setting,
                "birth_date_parts": self.parts.get(key),
            }
            for key, settings in self.settings.items()
            for nth, setting in enumerate(settings)
        ]
        load(engine, "event", events, **EVENT | {"source_setting": None})
        run_ranks(engine, profile)


def messy_world(random: Random, *, people: int, events: int) -> MessyWorld:
    """`people` with a history each, and `events` identities that are theirs or nobody's, spoilt in one way or more."""
    world = MessyWorld()
    for nth in range(people):
        world.people[f"P{nth:05}"] = history(random, nth)
    everybody = [identities[0] for identities in world.people.values()]
    distinct: dict[tuple[object, ...], Identity] = {}
    parts: dict[tuple[object, ...], str | None] = {}
    while len(distinct) < events:
        own = random.choice(everybody)
        found = spoilt(random, own, random.choice(everybody), len(distinct))
        distinct[tuple(found.values())] = found
        said = impossible(random, own["birth_date"] or own["birth_date_parts"])
        parts[tuple(found.values())] = said if found["birth_date"] is None else None
    for key, identity in enumerate(distinct.values(), start=1):
        world.events[key] = identity
        if said := parts.get(tuple(identity.values())):
            world.parts[key] = said
        world.settings[key] = random.choices(
            ("01", "04", "05"), weights=(1, 2, 7), k=random.choice((1, 1, 2))
        )
    return world


def history(random: Random, nth: int) -> list[Identity]:
    """All that one person ever held: several addresses, a birth date gone wrong, two numbers, things missing."""
    born, home = any_day(random), address(random)
    first: Identity = {
        "nhs_number": nhs_number(nth) if random.random() < 0.85 else None,
        "birth_date": born if random.random() < 0.97 else None,
        "sex": random.choice("12") if random.random() < 0.97 else None,
        "postcode": home if random.random() < 0.97 else None,
        "birth_date_parts": None,
    }
    if random.random() < 0.05:
        first |= {"birth_date": None, "birth_date_parts": impossible(random, born)}
    rows = [first]
    while random.random() < 0.4:
        other = dict(first)
        if random.random() < 0.7:
            other["postcode"] = address(random)
        if random.random() < 0.3 and first["birth_date"]:
            other["birth_date"] = wrong_date(random, born)
        if random.random() < 0.1:
            other |= {"birth_date": None, "birth_date_parts": impossible(random, born)}
        if random.random() < 0.1:
            other["sex"] = random.choice(("1", "2", None))
        if random.random() < 0.1 and first["nhs_number"]:
            other["nhs_number"] = random.choice((None, nhs_number(100_000 + nth)))
        if other not in rows:
            rows.append(other)
    return rows


def impossible(random: Random, born: object) -> str | None:
    """What can be read of a birth date whose day or month went wrong, and a slip now and then of what is left."""
    if not isinstance(born, date):
        return str(born) if born else None
    if random.random() < 0.1:
        born = wrong_date(random, born)
    return f"{born:%Y}-XX-{born:%d}" if random.random() < 0.5 else f"{born:%Y-%m}-XX"


def spoilt(random: Random, own: Identity, stranger: Identity, nth: int) -> Identity:
    """What an event says of a person: right, missing or wrong, field by field; its number may be a stranger's."""
    born, home, sex = own["birth_date"], own["postcode"], own["sex"]
    if isinstance(born, date) and random.random() < 0.5:
        born = wrong_date(random, born) if random.random() < 0.9 else None
    if isinstance(home, str) and random.random() < 0.4:
        home = random.choice(POSTCODES)(random, home) if random.random() < 0.9 else None
    if random.random() < 0.2:
        sex = random.choice(("1", "2", None))
    numbers = (None, own["nhs_number"], stranger["nhs_number"], nhs_number(200_000 + nth))
    number = random.choices(numbers, weights=(40, 20, 20, 20))[0]
    return {"nhs_number": number, "birth_date": born, "sex": sex, "postcode": home}
