"""The truth says how each event came about: held against the records of the files, which it is not read from."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from linkage.engine.duckdb import DuckDBEngine

Record = dict[str, str]
Rule = Callable[[Record, Record], bool]

NOTHING = "1800-01-01"


def day(text: str) -> date:
    """A date as HES writes it; one not submitted lies beyond all others."""
    return date.max if text == NOTHING else date.fromisoformat(text)


def left_on(visit: Record) -> date:
    """The day on which somebody leaves A&E; unknown where the time is."""
    next_day = visit["DEPTIME"] == "4000" or visit["DEPTIME"] < visit["ARRIVALTIME"]
    return day(visit["ARRIVALDATE"]) + timedelta(next_day)


FITS: dict[str, tuple[str, str, Rule]] = {
    "IN_EPISODE": (
        "APC",
        "01 02 06",
        lambda event, episode: day(episode["EPISTART"]) <= day(event["test"]) <= day(episode["EPIEND"]),
    ),
    "AE_SAME_DAY": (
        "AE",
        "05",
        lambda event, visit: (
            visit["AEATTENDDISP"] != "01"
            and day(visit["ARRIVALDATE"]) <= day(event["test"]) <= left_on(visit)
        ),
    ),
    "AE_THEN_ADMITTED": (
        "AE",
        "05",
        lambda event, visit: (
            visit["AEATTENDDISP"] == "01"
            and day(visit["ARRIVALDATE"]) <= day(event["test"]) <= left_on(visit)
        ),
    ),
    "OP_SAME_DAY": (
        "OP",
        "03 04",
        lambda event, visit: (
            visit["APPTDATE"] == event["test"]
            and visit["ATTENDED"] in ("5", "6")
            and (event["setting"] == "03" or visit["TRETSPEF"] == "812")
        ),
    ),
    "OP_REQUESTED": (
        "OP",
        "03",
        lambda event, visit: (
            visit["APPTDATE"] < event["test"]
            and visit["ATTENDED"] in ("5", "6")
            and event["request"] in ("", visit["APPTDATE"])
        ),
    ),
    "PRE_ADMISSION": (
        "APC",
        "03",
        lambda event, episode: event["test"] < episode["EPISTART"] and episode["ADMIMETH"] in ("11", "12"),
    ),
    "GP_DA_THEN_ADMISSION": (
        "APC",
        "04",
        lambda event, episode: event["test"] < episode["EPISTART"] and episode["ADMIMETH"] == "22",
    ),
    "POST_DISCHARGE": (
        "APC",
        "03",
        lambda event, episode: episode["DISMETH"] == "1" and event["test"] > episode["DISDATE"] != NOTHING,
    ),
}
"""Relation -> the data set of its record, the source settings, and how event and record fit."""


@pytest.fixture(scope="module")
def by_key(hospital: dict[str, list[Record]]) -> dict[str, dict[str, Record]]:
    """Every record of the files by its key, by data set."""
    keys = {"APC": "EPIKEY", "OP": "ATTENDKEY", "AE": "AEKEY"}
    return {name: {row[keys[name]]: row for row in rows} for name, rows in hospital.items()}


def test_the_record_that_the_truth_names_fits_the_event(
    events: list[Record], by_key: dict[str, dict[str, Record]]
) -> None:
    """It is in the files, of the true person, and near the test as its relation says."""
    seen = set()
    for event in events:
        relation, key = event["truth_relation"], event["truth_episode_key"]
        seen.add(relation)
        if relation not in FITS:
            assert key == ""
            continue
        dataset, settings, fits = FITS[relation]
        record = by_key[dataset][key]
        assert event["truth_split"] or record["TOKEN_PERSON_ID"] == event["truth_person_id"]
        assert event["setting"] in settings.split()
        assert fits(event, record), relation

    assert seen == {"", "PERSON_ONLY", *FITS}


def test_the_other_record_is_of_the_same_contact(
    events: list[Record], by_key: dict[str, dict[str, Record]]
) -> None:
    """Sent twice, or open in both years: everything that says which contact it is stands in both."""
    same = {
        "APC": ("PROCODET", "EPISTART", "EPIORDER", "SITETRET"),
        "AE": ("ARRIVALDATE", "ARRIVALTIME", "SITETRET"),
        "OP": ("APPTDATE", "SITETRET", "TRETSPEF"),
    }
    twice = [event for event in events if event["truth_other_episode_key"]]

    assert twice
    for event in twice:
        dataset = FITS[event["truth_relation"]][0]
        one, other = (
            by_key[dataset][event[f"truth_{name}"]] for name in ("episode_key", "other_episode_key")
        )
        assert [one[name] for name in same[dataset]] == [other[name] for name in same[dataset]]


def test_no_window_of_days_decides(events: list[Record], hospital: dict[str, list[Record]]) -> None:
    """Tests that only happen to lie before a stay belong to nothing; some for an operation lie far before it."""
    admitted: dict[str, set[date]] = {}
    for row in hospital["APC"]:
        admitted.setdefault(row["TOKEN_PERSON_ID"], set()).add(day(row["EPISTART"]))
    near = {"PERSON_ONLY": 0, "PRE_ADMISSION": 0}
    far = dict(near)
    for event in events:
        if event["truth_relation"] in near:
            test = day(event["test"])
            starts = admitted.get(event["truth_person_id"], set())
            is_near = any(timedelta(0) < start - test <= timedelta(28) for start in starts)
            near[event["truth_relation"]] += is_near
            far[event["truth_relation"]] += not is_near

    assert all(near.values())
    assert far["PERSON_ONLY"] > near["PERSON_ONLY"]
    assert 0 < far["PRE_ADMISSION"] < near["PRE_ADMISSION"]


def test_of_people_without_a_hospital_record_nothing_is_true(events: list[Record]) -> None:
    unseen = [event for event in events if not event["truth_person_id"]]

    assert unseen
    assert all(event["setting"] not in ("01", "02", "03", "05") for event in unseen)
    assert all(not event["truth_relation"] and not event["truth_episode_key"] for event in unseen)


def test_every_event_that_came_of_a_contact_has_its_record(busy_engine: DuckDBEngine) -> None:
    """Whatever the world made a test of, the truth names; a test has one row."""
    lost = busy_engine.scalar(
        "select count(*) from world_event as event join world_truth as truth using (test_number)"
        " where event.relation is not null and (truth.episode_key is null or truth.relation = 'PERSON_ONLY')"
        " and truth.person_id is not null"
    )

    assert lost == 0
    assert busy_engine.scalar("select count(*) - count(distinct test_number) from world_truth") == 0


def test_the_true_person_bears_the_identifiers_of_the_event(
    events: list[Record], hospital: dict[str, list[Record]]
) -> None:
    """At least one of number and birth date agrees with a hospital record of the person, for nearly all."""
    borne: dict[str, set[str]] = {}
    for row in (row for rows in hospital.values() for row in rows):
        borne.setdefault(row["TOKEN_PERSON_ID"], set()).update((row["NEWNHSNO"], row["DOB"]))
    known = [event for event in events if event["truth_person_id"]]
    agreeing = sum(
        bool({event["nhs_number"], event["birth_date"]} & borne[event["truth_person_id"]]) for event in known
    )

    assert agreeing >= len(known) * 0.998
