"""Dates, postcodes and sexes go wrong as often as the settings say, in the way they say, and not at all at zero."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from linkage.engine.duckdb import DuckDBEngine
from synthetic.draws import Draws
from synthetic.errors.date_rules import (
    BIRTH_DATE_LOST,
    BIRTH_DATE_SLIPPED,
    PEOPLE,
)
from synthetic.errors.imaging_errors import STRUCK
from synthetic.errors.postcode_rules import POSTCODE_MISTYPED
from synthetic.files.hes import hes_datasets
from synthetic.settings import YEARS, WorldSettings
from tests.synthetic.raised_world import NONE, RAISED, RAISED_SLIPS, Taken, assert_about, made, taken

DATE_FAULTS = ("birth_date_copied", "birth_date_lost", "birth_date_default", "birth_date_day_first")
SLIP_TIMES = RAISED.date_errors * sum(RAISED_SLIPS.values()) / PEOPLE


def spared(event: Taken, *faults: str) -> bool:
    """Whether the record is whole and none of the faults has struck it."""
    return event.is_whole and not set(faults) & event.struck.keys()


def slip_chance(event: Taken) -> float:
    """Chance of a slip of any shape."""
    rate = BIRTH_DATE_SLIPPED.rates["with number" if event.has_number else "without number"]
    return rate * SLIP_TIMES * event.times * event.haste


def is_wrong(event: Taken) -> bool:
    """Whether birth date or postcode has an error that may take the sex with it."""
    return bool({*DATE_FAULTS, "birth_date_slipped", "postcode_mistyped"} & event.struck.keys())


CHANCES: dict[str, tuple[Callable[[Taken], bool], Callable[[Taken], float]]] = {
    # column: the events that can be struck, and the chance of each
    "birth_date_lost": (
        lambda event: spared(event, "birth_date_copied"),
        lambda event: BIRTH_DATE_LOST.rates["blank"] * event.haste,
    ),
    "birth_date_default": (
        lambda event: spared(event, *DATE_FAULTS[:2]),
        lambda event: RAISED.default_dates * event.haste,
    ),
    "birth_date_day_first": (
        lambda event: spared(event, *DATE_FAULTS[:3]),
        lambda _: RAISED.day_first_dates,
    ),
    "birth_date_slipped": (lambda event: spared(event, *DATE_FAULTS), slip_chance),
    "postcode_mistyped": (
        lambda event: spared(event, "postcode_unknown"),
        lambda event: (
            sum(POSTCODE_MISTYPED.rates.values()) * RAISED.postcode_errors * event.times * event.haste
        ),
    ),
    "sex_blank_too": (
        lambda event: spared(event, "sex_wrong") and is_wrong(event),
        lambda _: RAISED.sex_blank_with_error,
    ),
}


@pytest.mark.parametrize("rule", CHANCES)
def test_a_raised_rate_is_met(raised_events: list[Taken], rule: str) -> None:
    can_be, chance = CHANCES[rule]
    open_to = [event for event in raised_events if can_be(event)]

    assert_about(
        sum(rule in event.struck for event in open_to), [min(chance(event), 0.9) for event in open_to]
    )
    assert not any(rule in event.struck for event in raised_events if not can_be(event))


def test_records_and_dates_are_copied_from_the_household_as_often_as_asked(
    raised_events: list[Taken], raised_engine: DuckDBEngine
) -> None:
    """Of those who live with somebody known to a hospital; the record then bears all three of that person's."""
    homes: dict[int, list[tuple[int, date, str, bool]]] = {}
    for household, number, born, sex, is_known in raised_engine.rows(
        "select household, person_number, birth_date, sex, person_number in"
        " (select person_number from world_patient_with_record) from world_person"
    ):
        assert isinstance(born, date)
        homes.setdefault(int(str(household)), []).append((int(str(number)), born, str(sex), bool(is_known)))
    can_be: dict[str, list[float]] = {"record": [], "date": []}
    for event in raised_events:
        others = [
            (born, sex)
            for number, born, sex, is_known in homes[event.household]
            if number != event.person and is_known and born <= event.test_date and not event.is_communal
        ]
        dates = {born.isoformat() for born, _ in others} - {event.birth_date.isoformat()}
        both = {(born.isoformat(), sex) for born, sex in others} - {(event.birth_date.isoformat(), event.sex)}
        if "number_only" not in event.struck:
            can_be["record"] += [RAISED.copied_records] * bool(both)
            can_be["date"] += [RAISED.copied_dates] * bool(dates)
        if "record_copied" in event.struck:
            assert tuple(event.written[:2]) in both
            assert event.written[2]
        if "birth_date_copied" in event.struck:
            assert event.written[0] in dates

    assert_about(sum("record_copied" in event.struck for event in raised_events), can_be["record"])
    assert_about(sum("birth_date_copied" in event.struck for event in raised_events), can_be["date"])


def test_a_copied_record_bears_the_address_of_the_day_of_whom_it_is_copied_from(
    raised_engine: DuckDBEngine,
) -> None:
    copied, same = raised_engine.rows(
        "select count(*), count(*) filter (where identity.postcode = concat(postcode.outward, ' ', postcode.inward))"
        " from world_copied as copied join world_event as event using (test_number)"
        " join world_event_identity as identity using (test_number)"
        " asof join world_residence as residence on residence.person_number = copied.copied_from"
        " and event.test_date >= residence.moved_on"
        " join world_postcode as postcode using (postcode_number) where copied.copied = 'record'"
    )[0]

    assert copied == same
    assert copied


def test_a_mistyped_postcode_is_well_formed_and_one_step_from_the_true_one(
    raised_events: list[Taken],
) -> None:
    """One character changed, or two neighbours switched; the area stays, so that none that exists comes about."""
    kinds: Counter[tuple[str, bool]] = Counter()
    for event in (event for event in raised_events if "postcode_mistyped" in event.struck):
        written, true = str(event.written[2]).replace(" ", ""), event.postcode.replace(" ", "")
        changed = [place for place in range(len(true)) if written[place] != true[place]]
        is_switched = len(changed) == 2 and changed[1] == changed[0] + 1 and sorted(written) == sorted(true)
        kinds[event.struck["postcode_mistyped"], is_switched] += 1

        assert len(written) == len(true)
        assert is_switched or len(changed) == 1
        assert re.fullmatch("[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}", str(event.written[2]))
        assert re.match("[A-Z]+", written)[0] == re.match("[A-Z]+", true)[0]  # type: ignore[index]
    assert kinds["letters switched", True] and kinds["digits switched", True]
    assert kinds["one character", False] and not kinds["one character", True]


def test_a_record_struck_by_nothing_bears_the_truth(raised_events: list[Taken]) -> None:
    for event in (event for event in raised_events if spared(event, *STRUCK)):
        assert event.written == [event.birth_date.isoformat(), event.sex, event.postcode]
    assert all(event.written[1] is None for event in raised_events if "sex_blank_too" in event.struck)


def hospital_dates(
    engine: DuckDBEngine, settings: WorldSettings
) -> dict[tuple[int, int], set[tuple[str, date]]]:
    """Birth dates written in every HES file, each beside the true one, by person and trust."""
    written: dict[tuple[int, int], set[tuple[str, date]]] = {}
    for dataset in hes_datasets(Draws(settings.seed), settings):
        for year in YEARS:
            for person, trust, dob, true in engine.rows(
                f"select person_number, trust, {dataset.columns['DOB']}, person.birth_date from"
                f" ({dataset.source_sql(Draws(settings.seed), settings, year)}) as record"
                " join world_person as person using (person_number)"
            ):
                assert isinstance(true, date)
                written.setdefault((int(str(person)), int(str(trust))), set()).add((str(dob), true))
    return written


def test_people_without_a_date_and_registrations_with_a_default_one_are_as_many_as_asked(
    raised_engine: DuckDBEngine,
) -> None:
    written = hospital_dates(raised_engine, RAISED)
    people = {person: set[str]() for person, _ in written}
    for (person, _), dates in written.items():
        people[person] |= {dob for dob, _ in dates}
    undated = {person for person, dates in people.items() if dates <= {"1800-01-01", "1801-01-01"}}
    dated = [dates for (person, _), dates in written.items() if person not in undated]
    defaulted = [
        all(dob != true.isoformat() and is_date(dob) for dob, true in dates)
        for dates in dated
        if all(
            (true.month, true.day) not in ((1, 1), (7, 15), (11, 11)) and true.day != 1 for _, true in dates
        )
    ]

    assert_about(len(undated), [RAISED.undated_people] * len(people))
    assert_about(sum(defaulted), [RAISED.default_dates] * len(defaulted))


def test_registrations_with_a_date_that_is_none_are_as_many_as_asked_and_say_the_rest(
    raised_engine: DuckDBEngine,
) -> None:
    """Another first digit of the day or of the month, on every record of the hospital that bears a date at all."""
    written, struck = hospital_dates(raised_engine, RAISED), []
    kinds: Counter[str] = Counter()
    for dates in written.values():
        borne = [(dob, true) for dob, true in dates if dob not in ("1800-01-01", "1801-01-01")]
        if not borne:
            continue
        struck.append(not all(is_date(dob) for dob, _ in borne))
        for dob, true in borne if struck[-1] else ():
            differ = [
                place
                for place, (one, other) in enumerate(zip(dob, true.isoformat(), strict=True))
                if one != other
            ]
            kinds["month" if differ == [5] else "day" if differ == [8] else "otherwise"] += 1

    assert_about(sum(struck), [RAISED.impossible_dates * (1 - RAISED.default_dates)] * len(struck))
    assert kinds["otherwise"] == 0
    assert min(kinds["month"], kinds["day"]) > 0.3 * kinds.total()


def is_date(text: str) -> bool:
    """Whether the calendar has it."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def test_at_zero_nothing_is_struck_that_has_a_dial() -> None:
    """Only what has a rate of its own in the rules is left."""
    engine = made(NONE)
    events = list(taken(engine, NONE))
    left = {name for event in events for name in event.struck}
    dates = hospital_dates(engine, NONE)
    engine.close()

    assert len(events) > 500
    assert left <= {"number_mistyped", "mothers_number", "old_number", "number_only", "birth_date_lost",
                    "postcode_unknown", "sex_wrong"}  # fmt: skip
    assert {dob for both in dates.values() for dob, true in both if dob != true.isoformat()} <= {
        "1800-01-01",
        "1801-01-01",
    }
