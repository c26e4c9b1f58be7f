"""A small made-up population with known error rates, as tables that the steps read."""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from linkage import tables
from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.index.run import build_index
from linkage.steps.ranks.run import run_ranks
from tests.spec.steps import load, pads_of

CONFIGS = Path(__file__).parents[2] / "configs"

EVENT = {
    "site_code": "RAA01",
    "accession_number": "A1",
    "provider_code": "RAA",
    "test_month": "2019-11",
    "test_date": "2019-11-15",
    "source_setting": "05",
    "nhs_number_state": "missing",
    "birth_date_state": "missing",
    "sex_state": "missing",
    "postcode_state": "missing",
}
"""What every event of such a world says besides its identity."""

Person = tuple[str, str | None, date, str, str]
"""Key, NHS number, birth date, sex, postcode key."""


def rules(profile: str = "hes_did", **p: int) -> Rules:
    """A shipped profile; keywords replace settings of its [p] table."""
    contents = tomllib.loads((CONFIGS / "rules" / f"{profile}.toml").read_text("utf-8"))
    contents["p"] = contents.get("p", {}) | p if "p" in contents else None
    return Rules.model_validate(contents)


def nhs_number(nth: int) -> str:
    """The nth valid number of the 999 range that is not a palindrome."""
    stem = 999_000_000 + nth * 7 % 999_983
    while True:
        digits = str(stem)
        check = (11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11) % 11
        number = f"{digits}{check}"
        if check < 10 and number != number[::-1]:
            return number
        stem += 1


@dataclass
class World:
    """People of the index and event identities, to be loaded into an engine."""

    people: list[Person] = field(default_factory=list)
    events: list[tuple[str | None, date | None, str | None, str | None]] = field(default_factory=list)
    sort_events: bool = False
    """Number the identities by their values, as the standardise step does, instead of as listed."""

    def load(self, engine: DuckDBEngine, profile: Rules) -> None:
        """hospital_identity, event_identity, and through the steps the index and the deterministic ranks."""
        held = [(key, number, born, sex, postcode, None) for key, number, born, sex, postcode in self.people]
        engine.load("hospital_identity", tables.contract("hospital_identity").types, held)
        build_index(engine, profile, [], pads_of)
        born = sorted(Counter(day.month * 100 + day.day for _, _, day, _, _ in self.people).items())
        days = [("apc", day, people) for day, people in born]
        engine.load("birth_day_count", tables.contract("birth_day_count").types, days)
        counted: dict[tuple[str | None, date | None, str | None, str | None], int] = {}
        for event in self.events:
            counted[event] = counted.get(event, 0) + 1
        listed = (
            sorted(counted.items(), key=lambda kept: str(kept[0])) if self.sort_events else counted.items()
        )
        rows = [(nth, *event, n) for nth, (event, n) in enumerate(listed, start=1)]
        engine.load("event_identity", tables.contract("event_identity").types, rows)
        events = [
            {"event_id": f"{nth}-{copy}", "identity_key": nth} for nth, *_, n in rows for copy in range(n)
        ]
        load(engine, "event", events, **EVENT)
        run_ranks(engine, profile)


def postcode(random: Random, sectors: int = 60, units: int = 30) -> str:
    """A comparing key of a made-up area: AB + district + sector digit + two letters, 0 read as O."""
    sector = random.randrange(sectors)
    unit = random.randrange(units)
    text = f"AB{sector // 9 + 1}{sector % 9 + 1}{'ABDEFGHJLN'[unit % 10]}{'PQRSTUW'[unit // 10]}"
    return text.replace("0", "O")


def population(random: Random, size: int) -> World:
    """`size` people, each with one number, birth date, sex and postcode."""
    world = World()
    for nth in range(size):
        born = date(1925, 1, 1) + timedelta(days=random.randrange(34_000))
        world.people.append((f"P{nth:06}", nhs_number(nth), born, random.choice("12"), postcode(random)))
    return world
