"""A second event of a day: two limbs, a test made again elsewhere, a record sent again; and the truth of each."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from synthetic.draws import Draws
from synthetic.records.second_events import OTHER_SIDE
from synthetic.settings import WorldSettings
from synthetic.tables import tables

KINDS = {"both_limbs": 7, "repeated_elsewhere": 8, "numbered_twice": 9}
"""Each rate with the last digit of the numbers of the events that it brings."""
NONE = dict.fromkeys(KINDS, 0.0)

Event = tuple[object, ...]
COLUMNS = (
    "person_number", "test_date", "origin", "imaging_code_nicip", "trust", "setting", "site_code", "request_date",
)  # fmt: skip


def made(**rates: float) -> tuple[dict[int, Event], dict[int, tuple[object, ...]]]:
    """The events of a world by number, and the truth of each."""
    settings = WorldSettings(people=1_500, seed=29, events_per_person_month=0.5, **{**NONE, **rates})  # type: ignore[arg-type]
    engine = DuckDBEngine()
    for table, query in tables(Draws(settings.seed), settings).items():
        engine.create(table, query)
    events = engine.rows(f"select test_number, accession_number, {', '.join(COLUMNS)} from world_event")
    truth = engine.rows("select test_number, examination, person_id, relation, episode_key from world_truth")
    engine.close()
    accessions = [row[1] for row in events]
    assert len(set(accessions)) == len(accessions)
    return {int(str(row[0])): row[2:] for row in events}, {int(str(row[0])): row[1:] for row in truth}


@pytest.fixture(scope="module")
def usual() -> tuple[dict[int, Event], dict[int, tuple[object, ...]]]:
    """A world without any."""
    return made()


@pytest.mark.parametrize("rate", KINDS)
def test_each_follows_from_a_test_and_moves_nothing_else(
    usual: tuple[dict[int, Event], dict[int, tuple[object, ...]]], rate: str
) -> None:
    """All events of the world without are as they were; each other is of the person, day and contact of its first."""
    events, truth = made(**{rate: 1.0})
    second = {number: row for number, row in events.items() if number not in usual[0]}

    assert {number: events[number] for number in usual[0]} == usual[0]
    assert {number: truth[number] for number in usual[1]} == usual[1]
    assert len(second) > 10
    assert {number % 10 for number in second} == {KINDS[rate]}
    for number, row in second.items():
        first = number - KINDS[rate] + 1
        one, other = (dict(zip(COLUMNS, event, strict=True)) for event in (events[first], row))
        assert [other[name] for name in COLUMNS[:3]] == [one[name] for name in COLUMNS[:3]]
        assert truth[number][1:] == truth[first][1:]
        if rate == "both_limbs":
            assert OTHER_SIDE[str(one["imaging_code_nicip"])] == other["imaging_code_nicip"]
            assert other["site_code"] == one["site_code"] and other["setting"] == "05"
        if rate == "repeated_elsewhere":
            assert other["trust"] != one["trust"] and other["site_code"] != one["site_code"]
            assert (one["setting"], other["setting"]) == ("01", "06")
        if rate == "numbered_twice":
            assert other == one


@pytest.mark.parametrize("rate", KINDS)
def test_records_of_one_examination_have_its_number_and_no_others(rate: str) -> None:
    """Two limbs are two, and so is a test that another hospital makes again."""
    events, truth = made(**{rate: 1.0})
    shared = [number for number in events if truth[number][0] != number]

    assert len({str(told[0]) for told in truth.values()}) == len(truth) - len(shared)
    assert all(truth[number][0] == number - KINDS[rate] + 1 for number in shared)
    assert bool(shared) == (rate == "numbered_twice")
