"""u by counting: the same as looking at every pair of an event and a person, one by one."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.levels.default_day import DefaultDays
from linkage.steps.probabilistic.levels.levels import NONE_HELD
from linkage.steps.probabilistic.training.chance import counted_u
from tests.reference import levels
from tests.spec.steps import load

EVENTS, PEOPLE = 300, 250
UNITS = [
    f"{area}{sector}{unit}"
    for area in ("AB1", "AB12", "BA1")
    for sector in "12"
    for unit in ("CD", "DC", "CE")
]
ON_EVENTS: levels.Days = {(1, 1): False, (3, 1): True}
ON_PEOPLE: levels.Days = {(1, 1): False, (7, 15): False}
DAYS = DefaultDays(event=(101, 301), person=(101, 715), event_whole=(101,), person_whole=(101, 715))
"""The same, as the engine has them."""

FIELDS = ("birth_date", "postcode", "sex")
Values = list[tuple[date | None, str | None, str | None]]


def values(random: Random, size: int) -> Values:
    """Birth date, postcode and sex of so many; dates of few years, days and months, so that all levels are met."""
    return [
        (
            date(
                random.choice((1950, 1951, 1952, 1959, 1995)),
                random.randint(1, 12),
                random.choice((1, 2, 3, 5, 10, 12, 13, 20, 21, 25, 28)),
            )
            if random.random() < 0.8
            else random.choice(
                (None, date(1951, 1, 1), date(1952, 3, 1), date(1950, 7, 15), date(1995, 12, 31))
            ),
            random.choice((*UNITS, None)),
            random.choice(("1", "2", "1", None)),
        )
        for _ in range(size)
    ]


def index(events: Values, people: Values) -> DuckDBEngine:
    """Proved events and people of one identity each."""
    engine = DuckDBEngine()
    rows: list[dict[str, object]] = [
        {"identity_key": n, "events": 1} | dict(zip(FIELDS, row, strict=True)) for n, row in enumerate(events)
    ]
    load(engine, "event_identity", rows)
    engine.create("proved_event", "select * from event_identity")
    held: list[dict[str, object]] = [
        {"identity_id": n, "person_id": str(n)} | dict(zip(FIELDS, row, strict=True))
        for n, row in enumerate(people)
    ]
    load(engine, "identity", held)
    everybody = [{"person_id": str(n), "person_no": n} for n in range(len(people))]
    load(engine, "person", everybody, identities=1, nhs_numbers=1)
    return engine


def by_pairs(events: Values, people: Values, place: int, *, with_defaults: bool) -> Counter[str]:
    """Every pair in which the event has a value, by level."""
    found: Counter[str] = Counter()
    defaults = (ON_EVENTS, ON_PEOPLE) if with_defaults else ({}, {})
    for event in events:
        for person in people:
            own, held = event[place], person[place]
            if own is None:
                continue
            if held is None:
                found[NONE_HELD] += 1
            elif isinstance(own, date) and isinstance(held, date):
                found[levels.of_birth_dates(own, held, defaults)] += 1
            elif place == 1:
                found[levels.of_postcodes(str(own), str(held))] += 1
            else:
                found["exact" if own == held else "conflict"] += 1
    return found


@pytest.mark.parametrize("with_defaults", [False, True])
def test_counting_values_is_counting_pairs(with_defaults: bool) -> None:
    """Every level of every field, with and without default days on either side."""
    random = Random(1)
    events, people = values(random, EVENTS), values(random, PEOPLE)
    engine = index(events, people)

    found, _ = counted_u(engine, {}, DAYS if with_defaults else DefaultDays())

    for place, field in enumerate(FIELDS):
        expected = by_pairs(events, people, place, with_defaults=with_defaults)
        total = sum(expected.values())
        assert {level: round((u or 0) * total) for level, u in found[field].items() if u} == dict(expected)
    if with_defaults:
        met = {level for level, u in found["birth_date"].items() if u}
        assert met >= set(levels.BIRTH_DATE_LEVELS)
    assert {level for level, u in found["postcode"].items() if u} >= set(levels.POSTCODE_LEVELS)


def test_the_own_person_is_no_stranger() -> None:
    """What is told of the proved pairs is left out; a level at which only they are is not seen."""
    born = date(1950, 5, 17)
    people: Values = [(born, "AB12CD", "1"), (born.replace(year=1960), "EF34GH", "1"), (None, None, "2")]
    engine = index([(born, "AB12CD", "1")], people)
    own = {field: {"exact": 1} for field in FIELDS}

    found, pairs = counted_u(engine, own)

    assert pairs == 2
    assert found["birth_date"]["exact"] is None
    assert found["birth_date"]["year_differs"] == found["birth_date"]["none_held"] == 0.5
    assert found["sex"] == {"exact": 0.5, "conflict": 0.5, "none_held": None}
