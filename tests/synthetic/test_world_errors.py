"""Each named error rule strikes about as often as it says, seen from the files alone."""

import math
from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from synthetic.errors import (
    BIRTH_DATE_SHAPES,
    BIRTH_DATE_SLIPPED,
    HES_BIRTH_DATE_NULL,
    HES_NUMBER_MISSING,
    HES_POSTCODE_UNKNOWN,
    HES_SEX_UNKNOWN,
    HOSPITAL_RULES,
    IMAGING_RULES,
    NUMBER_MISSING,
    NUMBER_MISTYPED,
    POSTCODE_UNKNOWN,
    SEX_WRONG,
)

Record = dict[str, str]
Truth = dict[str, Record]


def assert_rate(struck: Iterable[bool], rate: float) -> None:
    """The share of true values is within four standard errors of `rate`, and one record."""
    outcomes = list(struck)
    allowed = 4 * math.sqrt(len(outcomes) * rate * (1 - rate)) + 1

    assert abs(sum(outcomes) - len(outcomes) * rate) <= allowed


@pytest.fixture(scope="module")
def truth(hospital: dict[str, list[Record]]) -> Truth:
    """What most HES rows of a person say of each identifier, by person."""
    said: dict[str, dict[str, Counter[str]]] = {}
    for row in (row for dataset in hospital.values() for row in dataset):
        person = said.setdefault(
            row["TOKEN_PERSON_ID"], {name: Counter() for name in ("NEWNHSNO", "DOB", "SEX")}
        )
        for name, values in person.items():
            if row[name] not in ("", "1800-01-01", "0", "9"):
                values[row[name]] += 1
    return {
        person: {name: values.most_common(1)[0][0] for name, values in named.items() if values}
        for person, named in said.items()
    }


@pytest.fixture(scope="module")
def known(events: list[Record], truth: Truth) -> list[tuple[Record, Record]]:
    """Events of people in HES, each with its person's true identifiers."""
    return [
        (event, truth[event["truth_person_id"]])
        for event in events
        if len(truth.get(event["truth_person_id"], {})) == 3
    ]


def test_every_rule_has_a_source_and_rates_that_are_shares() -> None:
    for rule in (*IMAGING_RULES, *HOSPITAL_RULES):
        assert rule.source
        assert all(0 < rate < 0.2 for rate in rule.rates.values())
    assert len(IMAGING_RULES) == 5


@pytest.mark.parametrize("setting", ["01", "02", "03", "04", "05"])
def test_numbers_are_missing_by_setting(events: list[Record], setting: str) -> None:
    assert_rate(
        (not event["nhs_number"] for event in events if event["setting"] == setting),
        NUMBER_MISSING.rates[setting],
    )


def test_numbers_are_mistyped_and_the_check_digit_always_breaks(
    known: list[tuple[Record, Record]], is_valid_number: Callable[[str], bool]
) -> None:
    numbered = [(event["nhs_number"], person["NEWNHSNO"]) for event, person in known if event["nhs_number"]]

    assert_rate((not is_valid_number(number) for number, _ in numbered), sum(NUMBER_MISTYPED.rates.values()))
    for number, true_number in numbered:
        changed = [place for place in range(10) if number[place] != true_number[place]]
        assert is_valid_number(number) == (not changed)
        if len(changed) == 2:
            assert changed[1] == changed[0] + 1
            assert (
                number[changed[0]] + number[changed[1]] == true_number[changed[1]] + true_number[changed[0]]
            )
        assert len(changed) <= 2


def test_birth_dates_slip(known: list[tuple[Record, Record]]) -> None:
    slips = [
        (event["birth_date"], person["DOB"])
        for event, person in known
        if event["birth_date"] != person["DOB"]
    ]
    one_part = sum(
        sum(one != other for one, other in zip(written.split("-"), true.split("-"), strict=True)) == 1
        for written, true in slips
    )

    assert_rate(
        (event["birth_date"] != person["DOB"] for event, person in known), BIRTH_DATE_SLIPPED.rates["slipped"]
    )
    assert one_part >= len(slips) * 0.6


def test_the_shapes_of_slips_are_those_of_the_source() -> None:
    single = sum(
        people for shape, people in BIRTH_DATE_SHAPES.items() if " by " in shape or "otherwise" in shape
    )

    assert sum(BIRTH_DATE_SHAPES.values()) == 624
    assert round(single / 624, 3) == 0.933


def test_postcodes_are_blank_or_unknown(events: list[Record]) -> None:
    pseudo = sum(rate for code, rate in POSTCODE_UNKNOWN.rates.items() if code)

    assert_rate((not event["postcode"] for event in events), POSTCODE_UNKNOWN.rates[""])
    assert_rate((event["postcode"].startswith("ZZ99") for event in events), pseudo)
    assert {event["postcode"] for event in events if event["postcode"].startswith("ZZ99")} <= set(
        POSTCODE_UNKNOWN.rates
    )


def test_sexes_are_wrong_or_unknown(events: list[Record], known: list[tuple[Record, Record]]) -> None:
    for code in ("0", "9"):
        assert_rate((event["sex"] == code for event in events), SEX_WRONG.rates[code])
    assert_rate(
        (event["sex"] in "12" and event["sex"] != person["SEX"] for event, person in known),
        SEX_WRONG.rates["other"],
    )


def test_hospital_records_have_their_own_errors(hospital: dict[str, list[Record]]) -> None:
    for dataset, rows in hospital.items():
        assert_rate((not row["NEWNHSNO"] for row in rows), HES_NUMBER_MISSING.rates[dataset.lower()])
    every = [row for rows in hospital.values() for row in rows]
    assert_rate((row["DOB"] == "1800-01-01" for row in every), sum(HES_BIRTH_DATE_NULL.rates.values()))
    assert_rate((row["SEX"] in ("0", "9") for row in every), sum(HES_SEX_UNKNOWN.rates.values()))
    assert_rate(
        (row["HOMEADD"].startswith("ZZ99") for row in every), sum(HES_POSTCODE_UNKNOWN.rates.values())
    )


def test_some_people_in_hes_bear_another_postcode_in_imaging(
    events: list[Record], hospital: dict[str, list[Record]]
) -> None:
    """Those who moved and whom no hospital has asked again."""
    homes: dict[str, set[str]] = {}
    for row in (row for rows in hospital.values() for row in rows):
        homes.setdefault(row["TOKEN_PERSON_ID"], set()).add(row["HOMEADD"].replace(" ", ""))
    known = [
        event for event in events if event["truth_person_id"] and event["postcode"][:2] not in ("", "ZZ")
    ]
    other = sum(event["postcode"].replace(" ", "") not in homes[event["truth_person_id"]] for event in known)

    assert 0.01 < other / len(known) < 0.15
