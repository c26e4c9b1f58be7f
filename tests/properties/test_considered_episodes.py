"""A law: spells of all people, and of those alone whom the month asks for, give the same month."""

from random import Random

import pytest

from linkage.engine.dialect import Dialect
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.steps.pathways import spell_dates
from linkage.steps.pathways.spell_dates import unjoined_spell_sql
from linkage.steps.statistics.tables.patients_by_setting import setting_patient_sql
from tests.spec.steps import place_events
from tests.tables import Row

DAYS = ("2026-04-01", "2026-04-30")
PEOPLE, EPISODES = 60, 300
SEEDS = (1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow))


def day(chance: Random, missing: float = 0.0) -> str | None:
    """A day from January to September, or none."""
    return None if chance.random() < missing else f"2026-0{chance.randint(1, 9)}-{chance.randint(1, 28):02}"


def stays(chance: Random, many: int = 1) -> list[Row]:
    """Episodes as they come: some without an end, a person, an admission date or a number, some turned round."""
    found: list[Row] = []
    for number in range(EPISODES * many):
        start = day(chance, 0.03)
        end = start if start and chance.random() < 0.6 else day(chance, 0.3)
        found.append(
            {
                "episode": f"E{number:04}",
                "person": None if chance.random() < 0.03 else f"H{chance.randrange(PEOPLE * many):02}",
                "provider": chance.choice(["RXA", "RXB"]),
                "spell": chance.choice(["S1", "S2", None]),
                "admitted": chance.choice([start, start, None]),
                "start": start,
                "end": end,
                "discharged": chance.choice([end, None]),
                "order": chance.randint(1, 2),
                "status": chance.choice(["3", "3", "1"]),
                "class": chance.choice(["1", "1", "3"]),
                "method": chance.choice(["11", "21", "81", None]),
                "source": chance.choice(["19", "51", None]),
                "destination": chance.choice(["19", "51", "79", None]),
                "discharge_method": chance.choice(["1", "4", "8", None]),
            }
        )
    return found


def month(
    engine: DuckDBEngine, seed: int, days: tuple[str, str] | None, many: int = 1
) -> dict[str, list[tuple[object, ...]]]:
    """What a month of random episodes and a few linked events gives, with the spells of the people of its links."""
    chance = Random(seed)
    events = [
        {
            "event": f"e{n}",
            "person": f"H{chance.randrange(PEOPLE):02}",
            "provider": "RXA",
            "test_date": "2026-04-15",
        }
        for n in range(12)
    ]
    place_events(engine, events=events, episodes=stays(chance, many), days=days)
    linked = "where person_id in (select person_id from links)"
    asked = {name: f"select * from {name} {linked}" for name in ("pathways", "events", "spells", "cips")}
    asked["patients"] = setting_patient_sql(*DAYS)
    return {name: sorted(engine.rows(query), key=repr) for name, query in asked.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_else_is_asked_for(seed: int) -> None:
    """And of the others there are some, so that fewer spells are made."""
    found, spells = [], []
    for days in (None, DAYS):
        engine = DuckDBEngine(Session(threads=1))
        try:
            found.append(month(engine, seed, days))
            spells.append(engine.count("select count(*) from spells"))
        finally:
            engine.close()

    assert found[0] == found[1]
    assert all(found[0].values())
    assert 0 < spells[1] < spells[0]


def every_stay_sql(dialect: Dialect) -> str:
    """When anybody left, whether asked for or not."""
    return f"select spell_id, discharge_date from ({unjoined_spell_sql(dialect)}) as spell"


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_in_bed_is_told_of_everybody(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of people without an event too, of whom only unfinished stays are worked out."""
    found = []
    for made in (spell_dates.unfinished_stay_sql, every_stay_sql):
        monkeypatch.setattr(spell_dates, "unfinished_stay_sql", made)
        engine = DuckDBEngine(Session(threads=1))
        try:
            found.append(month(engine, seed, DAYS, many=10)["patients"])
        finally:
            engine.close()

    assert found[0] == found[1]
