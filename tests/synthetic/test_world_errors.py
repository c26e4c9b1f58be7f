"""Each named error rule strikes as often as it says, within binomial error."""

import csv
import math
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine
from synthetic.draws import Draws
from synthetic.errors.date_rules import DATE_RULES
from synthetic.errors.hospital_rules import (
    HES_BIRTH_DATE_NULL,
    HES_NUMBER_MISSING,
    HES_POSTCODE_UNKNOWN,
    HES_SEX_UNKNOWN,
    HOSPITAL_RULES,
)
from synthetic.errors.number_rules import (
    MOTHERS_NUMBER,
    NUMBER_MISSING,
    NUMBER_MISTYPED,
    NUMBER_ONLY,
    NUMBER_RULES,
    OLD_NUMBER,
    OTHER_NUMBER_KINDS,
)
from synthetic.errors.postcode_rules import POSTCODE_MISTYPED, POSTCODE_UNKNOWN
from synthetic.errors.record_quality import haste_sql
from synthetic.errors.sex_rules import SEX_WRONG
from synthetic.settings import WorldSettings
from synthetic.world import WorldSummary

pytestmark = pytest.mark.slow

Record = dict[str, str]

BORNE = "number_missing is null and mothers_number is null"
SPARED = f"{BORNE} and number_only is null"
WHOLE = "number_only is null and record_copied is null"
STRUCK_BY = {
    # rule and outcome: the column, the chance of an event, the events that can be struck
    **{
        f"missing in setting {setting}": ("number_missing", f"{rate} * times", f"setting = '{setting}'")
        for setting, rate in NUMBER_MISSING.rates.items()
    },
    "number only": (
        "number_only",
        str(NUMBER_ONLY.rates["rest blank"]),
        "number_missing is null and test_date - birth_date >= 42",
    ),
    "mother's number": (
        "mothers_number",
        str(MOTHERS_NUMBER.rates["under six weeks"]),
        "number_missing is null and test_date - birth_date < 42 and mother_number is not null",
    ),
    "another's number": ("other_number", "0.003", BORNE),
    "mistyped": (
        "number_mistyped",
        str(sum(NUMBER_MISTYPED.rates.values())),
        f"{SPARED} and other_number is null",
    ),
    "old number still used": (
        "error_old_number",
        str(OLD_NUMBER.rates["superseded"]),
        f"{SPARED} and other_number is null and number_mistyped is null and test_date >= superseded_on",
    ),
    "postcode unknown": ("postcode_unknown", f"{sum(POSTCODE_UNKNOWN.rates.values())} * times", WHOLE),
    "postcode mistyped": (
        "postcode_mistyped",
        f"{sum(POSTCODE_MISTYPED.rates.values())} * times * haste",
        f"{WHOLE} and postcode_unknown is null",
    ),
    "sex wrong": ("sex_wrong", f"{sum(SEX_WRONG.rates.values())} * haste", WHOLE),
}

JUDGED = f"""(
        select error.* exclude (old_number), error.old_number as error_old_number, event.setting, event.test_date,
            person.birth_date, quality.times, {haste_sql(Draws(13), 0.5)} as haste, birth.mother_number,
            old.superseded_on
        from world_error as error
        join world_event as event using (test_number)
        join world_person as person using (person_number)
        join world_record_quality as quality using (person_number)
        left join world_birth as birth using (person_number)
        left join world_old_number as old using (person_number)
    ) as judged"""


def assert_rate(struck: Iterable[bool], rate: float) -> None:
    """The share of true values is within four standard errors of `rate`, and one record."""
    outcomes = list(struck)
    allowed = 4 * math.sqrt(len(outcomes) * rate * (1 - rate)) + 1

    assert abs(sum(outcomes) - len(outcomes) * rate) <= allowed


def test_every_rule_has_a_source_and_rates_that_are_shares() -> None:
    for rule in (*NUMBER_RULES, *DATE_RULES, POSTCODE_UNKNOWN, POSTCODE_MISTYPED, SEX_WRONG, *HOSPITAL_RULES):
        assert rule.source
        assert all(0 < rate <= 0.3 for rate in rule.rates.values())
    assert sum(OTHER_NUMBER_KINDS.values()) == pytest.approx(1)


@pytest.mark.parametrize("rule", STRUCK_BY)
def test_a_rule_strikes_as_often_as_it_says(busy_engine: DuckDBEngine, rule: str) -> None:
    """Struck events against the sum of the chances, within four standard deviations of it, and one event."""
    column, chance, condition = STRUCK_BY[rule]
    struck, expected, variance = (
        float(str(value or 0))
        for value in busy_engine.rows(
            f"select count({column}), sum(chance), sum(chance * (1 - chance))"
            f" from (select {column}, {chance} as chance from {JUDGED} where {condition}) as chances"
        )[0]
    )

    assert abs(struck - expected) <= 4 * math.sqrt(variance) + 1
    assert expected > 0 or rule in ("mother's number", "old number still used")


def test_mistyped_numbers_break_the_check_digit_and_borrowed_ones_are_somebody_elses(
    busy_engine: DuckDBEngine, is_valid_number: Callable[[str], bool]
) -> None:
    rows = busy_engine.rows(
        "select identity.nhs_number, person.nhs_number, error.number_mistyped, owner.person_number,"
        " person.person_number, person.household = owner.household, error.other_number"
        " from world_event_identity as identity join world_error as error using (test_number)"
        " join world_event as event using (test_number) join world_person as person using (person_number)"
        " left join world_person as owner on owner.nhs_number = identity.nhs_number"
        " where error.number_mistyped is not null or error.other_number is not null"
    )
    mistyped = [(str(written), str(true)) for written, true, kind, *_ in rows if kind is not None]
    borrowed = [row for row in rows if row[2] is None]

    assert mistyped and borrowed
    for written, true in mistyped:
        changed = [place for place in range(10) if written[place] != true[place]]
        assert not is_valid_number(written)
        assert len(changed) == 1 or (len(changed) == 2 and changed[1] == changed[0] + 1)
    assert all(owner is not None and owner != person for *_, owner, person, _, _ in borrowed)
    assert all(not same for *_, same, kind in borrowed if kind == "stranger")


def test_strangers_have_a_hospital_record(busy_engine: DuckDBEngine) -> None:
    unknown = busy_engine.scalar(
        "select count(*) from world_event_identity as identity"
        " join (select test_number from world_error where other_number is not null) as lent using (test_number)"
        " join world_person as owner on owner.nhs_number = identity.nhs_number"
        " where owner.person_number not in (select person_number from world_patient_with_record)"
    )

    assert unknown == 0


def test_codes_are_written_as_the_rules_say(events: list[Record]) -> None:
    postcodes = {event["postcode"] for event in events if event["postcode"].startswith("ZZ99")}

    assert postcodes and postcodes <= set(POSTCODE_UNKNOWN.rates)
    assert {event["sex"] for event in events} == {"", "0", "1", "2", "9"}
    assert any(event["birth_date"].endswith("-01-01") for event in events)
    only = [event for event in events if not (event["birth_date"] or event["sex"] or event["postcode"])]
    assert_rate((event in only for event in events), NUMBER_ONLY.rates["rest blank"] * 0.96)


def test_hospital_records_have_their_own_errors(hospital: dict[str, list[Record]]) -> None:
    for dataset, rows in hospital.items():
        assert_rate((not row["NEWNHSNO"] for row in rows), HES_NUMBER_MISSING.rates[dataset.lower()])
    every = [row for rows in hospital.values() for row in rows]
    undated = {row["TOKEN_PERSON_ID"] for row in every} - {
        row["TOKEN_PERSON_ID"] for row in every if row["DOB"] not in HES_BIRTH_DATE_NULL.rates
    }
    dated = [row for row in every if row["TOKEN_PERSON_ID"] not in undated]
    for code, rate in HES_BIRTH_DATE_NULL.rates.items():
        assert_rate((row["DOB"] == code for row in dated), rate)
    assert_rate((row["SEX"] in ("0", "9") for row in every), sum(HES_SEX_UNKNOWN.rates.values()))
    assert_rate(
        (row["HOMEADD"].startswith("ZZ99") for row in every), sum(HES_POSTCODE_UNKNOWN.rates.values())
    )


def test_the_dial_of_other_peoples_numbers_is_obeyed(made: Callable[..., object]) -> None:
    """At the largest setting a tenth of the records bear another's number, at zero none does."""
    for share in (0.0, 0.1):
        settings = WorldSettings(people=1_000, seed=3, events_per_person_month=2.0, other_number=share)
        summary = made(
            "dial" + str(share), people=1_000, seed=3, events_per_person_month=2.0, other_number=share
        )[1]  # type: ignore[index]
        expected = settings.other_number * summary.events * 0.955
        assert abs(summary.errors["other_number"] - expected) <= 4 * math.sqrt(expected) + 1


def test_the_dial_of_relatives_numbers_turns_these_alone(
    made: Callable[..., tuple[Path, WorldSummary]],
) -> None:
    """At zero none is a relative's, at five times there are about five times as many; strangers' stay as many."""
    counts = {}
    for times in (0.0, 1.0, 5.0):
        dials = {"events_per_person_month": 2.0, "other_number": 0.1, "relatives_numbers": times}
        folder, summary = made(f"relatives{times}", people=1_000, seed=3, **dials)
        with (folder / "truth" / "errors.csv").open(encoding="ascii") as source:
            kinds = Counter(row["kind"] for row in csv.DictReader(source) if row["error"] == "other_number")
        assert kinds.total() == summary.errors["other_number"]
        counts[times] = kinds

    assert counts[0.0]["relative"] == 0
    assert abs(counts[5.0]["relative"] / 5 - counts[1.0]["relative"]) <= 3 * math.sqrt(
        counts[1.0]["relative"]
    )
    assert counts[5.0]["relative"] > 3 * counts[1.0]["relative"] > 0
    assert abs(counts[5.0]["stranger"] - counts[0.0]["stranger"]) <= 4 * math.sqrt(counts[0.0]["stranger"])


def test_the_dial_of_missing_numbers_is_obeyed(made: Callable[..., object]) -> None:
    """At zero none is missing, at four times there are about four times as many as at one."""
    missing = {
        times: made(
            f"missing{times}", people=1_000, seed=3, events_per_person_month=2.0, number_missing_times=times
        )[1].errors["number_missing"]  # type: ignore[index]
        for times in (0.0, 1.0, 4.0)
    }
    assert missing[0.0] == 0
    assert missing[1.0] > 0
    assert abs(missing[4.0] / 4 - missing[1.0]) <= 2 * math.sqrt(missing[1.0])
    assert missing[4.0] > 2 * missing[1.0]


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

    assert 0.02 < other / len(known) < 0.15
