"""Strangers met by proved events: who counts, at once and share by share, beside a twin that looks at everybody."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from linkage import tables
from linkage.config.rules import RankP
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.model.model import StrangerCount
from linkage.steps.probabilistic.scoring.crowd import NAMES
from linkage.steps.probabilistic.training import coincidence as module
from linkage.steps.probabilistic.training import proof
from linkage.steps.probabilistic.training.coincidence import PRICED, SURE, coincidence
from tests.reference import levels
from tests.reference.blocks import Blocks
from tests.spec.steps import Row, load, load_compared, numbered
from tests.tables import rows

PLACED = (("postcode", "year"), ("district", "day", "month"), ("birth_date", "letters"))
EVERYWHERE = (("birth_date", "sex"), ("day", "month"))
"""Blocks with a place, and without."""

PROVED = {"identity_key": "integer", "person_id": "text", "events": "integer"}
"""Columns of proved_pair."""


def counted(people: Sequence[Row], events: Sequence[Row], rules: RankP) -> tuple[StrangerCount, ...]:
    """What training counts; `events` name their person, whose number proves them."""
    engine = DuckDBEngine()
    load(engine, "identity", numbered(people, "identity_id"))
    load_compared(engine)
    engine.load("postcode_people", tables.contract("postcode_people").types, [])
    engine.load("proved_pair", PROVED, [(nth, event["person"], 1) for nth, event in enumerate(events, 1)])
    bare = [{**event, "identity_key": nth, "nhs_number": "9990000018"} for nth, event in enumerate(events, 1)]
    load(
        engine, "event_identity", [{k: v for k, v in one.items() if k != "person"} for one in bare], events=1
    )
    engine.create("proved_event", proof.proved_event_sql())
    return coincidence(engine, rules, "2019-11").strangers


HELD = """
    person_id | nhs_number | birth_date | sex | postcode | met by the event as
    ----------+------------+------------+-----+----------+--------------------------------------------------------
    own       | 9990000018 | 1950-01-02 | 1   | LS1AA    | its own person
    nameless  |            | 1950-01-02 | 1   | LS1AA    | may be its own person: no number
    twin      | 9990000026 | 1950-01-02 | 1   | LS1AA    | exact exact
    near      | 9990000034 | 1950-01-02 | 1   | MS1AA    | exact near, in another district: by birth date and sex
    moved     | 9990000042 | 1950-01-02 | 1   | QQ9ZZ    | exact district: by birth date and sex, and an address
    moved     | 9990000042 | 1960-05-06 | 2   | LS2CD    |
    far       | 9990000050 | 1950-01-02 | 1   | QQ9ZZ    | lives nowhere near
    homeless  | 9990000069 | 1950-01-02 | 1   |          | lives nowhere that is known
    neighbour | 9990000077 | 1950-01-03 | 2   | LS2CD    | shares no block: not met
    slip      | 9990000085 | 1951-01-02 | 2   | LS2CD    | year_slip district, another sex: by district, day, month
    other     | 9990000093 | 1971-11-23 | 1   | LS1AA    | another date altogether: no year of the block, not met
"""
EVENT = """
    person | birth_date | sex | postcode
    -------+------------+-----+---------
    own    | 1950-01-02 | 1   | LS1AA
"""
MET = [("exact", "district"), ("exact", "exact"), ("exact", "near"), ("year_slip", "district")]


@pytest.mark.parametrize("most", [200, 5, 4])
def test_who_is_met(most: int) -> None:
    """Six others have the birth date and sex: where so many are left out, nobody is met by them."""
    people = [{k: v for k, v in one.items() if not k.startswith("met")} for one in rows(HELD)]
    rules = capped((*PLACED, ("birth_date", "sex")), 20_000, most)

    met = counted(people, rows(EVENT), rules)

    assert all(one.strangers == 1 and one.age_band == "25-79" for one in met)
    found = sorted((one.birth_date, one.postcode) for one in met)
    by_place = [("exact", "exact"), ("year_slip", "district")]
    assert found == (MET if most == 200 else by_place)


Values = tuple[str | None, str | None, str | None]
"""Birth date, sex and postcode."""

DAYS = ("1950-01-02", "1950-01-03", "1950-02-01", "1950-03-02", "1951-01-02", "1962-05-06", None)
HOMES = ("LS1AA", "LS1AB", "LS2CD", "LT1AA", "MS1AA", "L1SAA", "QQ9ZZ", None)
VALUES = some.tuples(some.sampled_from(DAYS), some.sampled_from(("1", "2", None)), some.sampled_from(HOMES))
PEOPLE = some.lists(some.tuples(some.booleans(), some.lists(VALUES, min_size=1, max_size=3)), max_size=8)
CAPS = some.tuples(some.integers(1, 8), some.integers(1, 8))


@settings(max_examples=25, deadline=None)
@given(PEOPLE, some.lists(VALUES, min_size=1, max_size=4), CAPS, some.sampled_from((1, 3, 20_000_000)))
def test_the_twin_counts_the_same(
    people: list[tuple[bool, list[Values]]],
    events: list[Values],
    caps: tuple[int, int],
    at_once: int,
) -> None:
    """Whatever people hold, whichever blocks are left out, and however few pairs are looked at at once."""
    own: tuple[bool, list[Values]] = (True, [("1950-01-02", "1", "LS1AA")])
    held = [
        row(values, person_id=f"P{nth}", nhs_number=f"99900000{nth:02}" if has_number else None)
        for nth, (has_number, identities) in enumerate((own, *people))
        for values in identities
    ]
    borne = [row(values, person="P0") for values in events]
    rules = capped((*PLACED, *EVERYWHERE), *caps)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "PAIRS_AT_ONCE", at_once)
        found = counted(held, borne, rules)

    assert list(found) == sorted(found, key=lambda one: (one.age_band, one.crowd, *pattern(one)))
    assert {pattern(one): one.strangers for one in found} == twin(held, borne, rules)


def capped(blocks: Sequence[tuple[str, ...]], most: int, without_place: int) -> RankP:
    """These blocks, with at most so many people, and so many where they have no place."""
    caps = {"max_block_people": most, "max_block_people_without_place": without_place}
    return RankP.model_validate({"blocks": blocks, **caps})


def row(values: Sequence[str | None], **keys: str | None) -> dict[str, str | None]:
    """The comparing values of a draw beside its keys."""
    return {**keys, **dict(zip(("birth_date", "sex", "postcode"), values, strict=True))}


def pattern(one: StrangerCount) -> tuple[str, str, str]:
    """How a stranger agrees."""
    return one.birth_date, one.postcode, one.sex


def twin(held: Sequence[Row], events: Sequence[Row], rules: RankP) -> dict[tuple[str, str, str], int]:
    """Everybody beside every event, in plain Python; all of these are of one age band, and of no crowd."""
    assert NAMES[0] == "0-4"
    blocks = Blocks(rules.blocks, rules.max_block_people, rules.max_block_people_without_place)
    people: dict[str, list[dict[str, object]]] = {}
    for one in held:
        identity = dated(one)
        people.setdefault(str(one["person_id"]), []).append(identity)
        blocks.add(str(one["person_id"]), identity)
    met = Counter[tuple[str, str, str]]()
    for event in map(dated, events):
        own = agreement(event, people["P0"])
        if event["postcode"] is None or own[0] not in SURE:
            continue
        for person in blocks.candidates(event) - {"P0"}:
            found = agreement(event, people[person])
            is_priced = found[0] in PRICED["birth_date"] and found[1] in PRICED["postcode"]
            if is_priced and any(one["nhs_number"] for one in people[person]):
                met[found] += 1
    return dict(met)


def dated(one: Row) -> dict[str, object]:
    """A row with its birth date as a date."""
    born = one["birth_date"]
    return {**one, "birth_date": date.fromisoformat(str(born)) if born else None}


def agreement(event: dict[str, object], identities: Sequence[dict[str, object]]) -> tuple[str, str, str]:
    """The levels of birth date, postcode and sex."""
    lists = {
        name: {one[name] for one in identities if one[name] is not None}
        for name in ("birth_date", "postcode", "sex")
    }
    return (
        levels.birth_date(event["birth_date"], lists["birth_date"]),  # type: ignore[arg-type]
        levels.postcode(event["postcode"], lists["postcode"]),  # type: ignore[arg-type]
        levels.sex(event["sex"], lists["sex"]),  # type: ignore[arg-type]
    )
