"""Gates: each on both sides of its limits, what a job may say of them, and what follows when one does not hold."""

import re
from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from linkage.config.gates import GatesTable
from linkage.errors import GateError
from linkage.gates.every import BEFORE_FORMAT_3, GATES
from linkage.gates.facts import Facts, FileFacts, MonthFacts
from linkage.gates.judge import Judged, Judging, judge, refuse_unless_held, warnings
from linkage.gates.limits import limits
from linkage.words.ledger import Ledger
from tests.structure.imports import ROOT

LEDGER = Ledger(
    rows_read=110,
    rows_quarantined=10,
    rows_accepted=100,
    other_month=0,
    superseded=0,
    opted_out=0,
    events=100,
    linked=90,
    review=4,
    unlinked=6,
)
NOW = MonthFacts("2019-11", 100, {"RZ1": 60, "RZ2": 40}, {"did.sex": (90, 100)}, {"apc": 1000})
FACTS = Facts(
    ledger=LEDGER,
    now=NOW,
    before=replace(NOW, name="2019-10"),
    own=replace(NOW, name="release 0002"),
    files=(FileFacts("did/a.csv", "did", 110, 0, is_ended=True),),
    hospital_until={"inpatient": date(2019, 11, 30)},
    last_day=date(2019, 11, 30),
    past_match_rate=0.95,
    past_events=100,
    expected_false_links=0.003,
)
AS_SET = Judging()


def gate(name: str, facts: Facts = FACTS, table: GatesTable | None = None) -> Judged | None:
    """What became of one gate."""
    found = judge(table or GatesTable(), facts, AS_SET)
    return next((one for one in found if one.name == name), None)


def before(events: int = 100, **changed: object) -> Facts:
    """The month against one before it alone."""
    return replace(FACTS, before=replace(NOW, name="2019-10", events=events, **changed), own=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "limit", "held"),
    [
        ("max_quarantine_share", 0.1, True),
        ("max_quarantine_share", 0.09, False),
        ("min_match_rate", 0.9, True),
        ("min_match_rate", 0.91, False),
        ("max_match_rate_drop", 0.06, True),
        ("max_match_rate_drop", 0.04, False),
        ("max_expected_false_link_share", 0.003, True),
        ("max_expected_false_link_share", 0.002, False),
        ("min_events", 100, True),
        ("min_events", 101, False),
    ],
)
def test_a_number_refuses_beyond_it(name: str, limit: float, *, held: bool) -> None:
    """As jobs of version 0.1 meant it; the limit itself still passes, however small the month."""
    small = replace(FACTS, ledger=replace(LEDGER, rows_read=100))
    facts = FACTS if held or name != "max_quarantine_share" else small
    table = GatesTable.model_validate({name: limit, "judged_from_events": 1000})
    found = gate(name, facts, table)

    assert found is not None
    assert (found.held, found.mode) == (held, "refuse")
    if held:
        refuse_unless_held([found])
    else:
        with pytest.raises(GateError, match=rf"nothing was published(.|\n)*{name}(.|\n)*--accept {name}"):
            refuse_unless_held([found])


DEFAULTS = [
    ("volume_drop", before(133), None),
    ("volume_drop", before(134), "warn"),
    ("volume_drop", before(200), "warn"),
    ("volume_drop", before(201), "refuse"),
    ("restatement_drop", replace(FACTS, own=replace(NOW, name="release 0002", events=106)), "warn"),
    ("restatement_drop", replace(FACTS, own=replace(NOW, name="release 0002", events=201)), "refuse"),
    ("volume_growth", before(67), None),
    ("volume_growth", before(66), "warn"),
    ("provider_drop", before(providers={"RZ1": 100, "RZ2": 80}), None),
    ("provider_drop", before(providers={"RZ1": 100, "RZ2": 81}), "warn"),
    ("provider_drop", before(providers={"RZ1": 60, "RZ3": 10}), "warn"),
    ("max_quarantine_share", FACTS, "warn"),
    ("max_quarantine_share", replace(FACTS, ledger=replace(LEDGER, rows_read=99)), "refuse"),
    ("max_file_quarantine_share", FACTS, None),
    (
        "max_file_quarantine_share",
        replace(FACTS, files=(FileFacts("did/b.csv", "did", 897, 705, is_ended=True),)),
        "refuse",
    ),
    ("unended_files", replace(FACTS, files=(FileFacts("did/b.csv", "did", 9, 0, is_ended=False),)), "warn"),
    ("linkage_field_drop", before(usable={"did.sex": (100, 100)}), None),
    ("linkage_field_drop", replace(FACTS, now=replace(NOW, usable={"did.sex": (40, 100)})), "warn"),
    ("linkage_field_drop", replace(FACTS, now=replace(NOW, usable={"did.sex": (0, 100)})), "refuse"),
    (
        "linkage_field_drop",
        replace(FACTS, before=None, own=None, now=replace(NOW, usable={"did.sex": (0, 100)})),
        "refuse",
    ),
    ("hospital_drop", before(hospital_rows={"apc": 2000}), None),
    ("hospital_drop", before(hospital_rows={"apc": 1000, "op": 50}), "warn"),
    ("hospital_days_missing", replace(FACTS, hospital_until={"outpatient": date(2019, 11, 27)}), None),
    ("hospital_days_missing", replace(FACTS, hospital_until={"outpatient": date(2019, 9, 30)}), "warn"),
    ("opt_outs_drop", replace(FACTS, opt_outs=90, opt_outs_before=100), None),
    ("opt_outs_drop", replace(FACTS, opt_outs=89, opt_outs_before=100), "warn"),
    ("opt_outs_drop", replace(FACTS, opt_outs=50, opt_outs_before=100), "warn"),
    ("opt_outs_drop", replace(FACTS, opt_outs=0, opt_outs_before=1), "refuse"),
    ("opt_outs_drop", replace(FACTS, opt_outs=200, opt_outs_before=100), None),
    ("volume_growth", before(50, fell_from=100, fell_in="2019-09"), None),
    ("volume_growth", before(50, fell_from=67, fell_in="2019-09"), None),
    ("volume_growth", before(50, fell_from=66, fell_in="2019-09"), "warn"),
    ("volume_drop", before(133, fell_from=300, fell_in="2019-09"), None),
    ("max_match_rate_drop", FACTS, None),
    ("max_match_rate_drop", replace(FACTS, past_match_rate=0.96), "warn"),
]


@pytest.mark.parametrize(("name", "facts", "follows"), DEFAULTS)
def test_what_follows_by_default(name: str, facts: Facts, follows: str | None) -> None:
    """Gross loss refuses, the rest warns; the limit itself passes."""
    found = gate(name, facts)

    assert found is not None
    assert (None if found.held else found.mode) == follows


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("volume_drop", before(49)),
        ("provider_drop", before(providers={"RZ3": 9})),
        ("provider_drop", before(providers={"RZ2": 49})),
        ("max_quarantine_share", replace(FACTS, ledger=replace(LEDGER, rows_read=49))),
        (
            "max_file_quarantine_share",
            replace(FACTS, files=(FileFacts("a", "did", 49, 40, is_ended=True),)),
        ),
        ("linkage_field_drop", replace(FACTS, now=replace(NOW, usable={"did.sex": (0, 49)}))),
        ("hospital_drop", before(hospital_rows={"apc": 49})),
        ("volume_drop", replace(FACTS, before=None)),
        ("restatement_drop", replace(FACTS, own=None)),
        ("opt_outs_drop", replace(FACTS, opt_outs=0, opt_outs_before=0)),
        ("opt_outs_drop", replace(FACTS, opt_outs=0, opt_outs_before=None)),
        (
            "linkage_field_drop",
            replace(
                FACTS,
                now=replace(NOW, usable={"did.sex": (0, 100)}),
                fields_declared_absent=frozenset(("sex",)),
            ),
        ),
    ],
)
def test_what_is_not_judged(name: str, facts: Facts) -> None:
    """Too few to say more than chance does, nothing to compare with, or a field that the job says is never there."""
    assert gate(name, facts) is None


@pytest.mark.parametrize(
    ("written", "warn", "refuse"),
    [
        ({}, 0.25, 0.5),
        ({"volume_drop": "warn"}, 0.25, None),
        ({"volume_drop": "refuse"}, None, 0.25),
        ({"volume_drop": {"warn": 0.1}}, 0.1, 0.5),
        ({"volume_drop": {"refuse": 0.3}}, 0.25, 0.3),
        ({"volume_drop": 0.3}, None, 0.3),
        ({"unended_files": "refuse"}, None, 0.0),
        ({"min_events": {"warn": 1000}}, 1000, None),
    ],
)
def test_how_a_job_sets_a_gate(written: dict[str, object], warn: float | None, refuse: float | None) -> None:
    """A mode moves the limits, a table changes those it names, a number refuses."""
    name = next(iter(written), "volume_drop")
    found = next(one for one in limits(GatesTable.model_validate(written)) if one.gate.name == name)

    assert (found.warn, found.refuse) == (warn, refuse)


def test_a_gate_can_be_off() -> None:
    """And those without a limit are."""
    on = {one.gate.name for one in limits(GatesTable.model_validate({"volume_drop": "off"}))}

    assert on == {gate.name for gate in GATES} - {
        "volume_drop",
        "min_match_rate",
        "max_expected_false_link_share",
        "min_events",
    }


@pytest.mark.parametrize("wrong", ["loud", True, {"warn": -1}, {"refuse": "x"}, [1]])
def test_what_a_gate_cannot_be_set_to(wrong: object) -> None:
    """Words, signs and shapes that mean nothing."""
    with pytest.raises(ValidationError):
        GatesTable.model_validate({"volume_drop": wrong})


def test_every_gate_is_a_key_of_the_job_file() -> None:
    """And the other way round."""
    keys = set(GatesTable.model_fields) - {"judged_from_events", "silent_from_events"}

    assert keys == {gate.name for gate in GATES}
    assert set(BEFORE_FORMAT_3) < keys


def test_the_page_and_the_job_that_ships_list_every_gate() -> None:
    """With the limits that the program has."""
    page = (ROOT / "docs" / "gates.md").read_text("utf-8")
    shipped = (ROOT / "configs" / "jobs" / "hes_did.toml").read_text("utf-8")
    rows = {
        line.split("|")[1].strip(" `"): line.split("|")[3:5]
        for line in page.splitlines()
        if line[:3] == "| `"
    }
    told = {
        name: tuple(float(match[0]) if (match := re.findall(r"[0-9]+", cell)) else None for cell in cells)
        for name, cells in rows.items()
    }

    assert told == {
        gate.name: tuple(
            None if limit is None else limit * (100 if gate.is_share else 1)
            for limit in (gate.warn, gate.refuse)
        )
        for gate in GATES
    }
    assert all(f"# {gate.name} = " in shipped for gate in GATES)


def test_accepted_for_one_run_and_strict() -> None:
    """An accepted gate stays broken and refuses nothing; strict makes a warning refuse; needless words are told."""
    third = before(300)
    accepted = Judging({"volume_drop": "April 2020", "min_events": "no need"})
    found = {one.name: one for one in judge(GatesTable(), third, accepted)}
    told = warnings(found.values(), accepted)

    assert not found["volume_drop"].held
    assert found["volume_drop"].accepted == "April 2020"
    refuse_unless_held(found.values())
    assert any("accepted for this run: April 2020" in line for line in told)
    assert any("--accept min_events was not needed" in line for line in told)

    with pytest.raises(GateError, match="2 gates(.|\n)*provider_drop(.|\n)*max_quarantine_share"):
        refuse_unless_held(judge(GatesTable(), before(providers={"RZ3": 50}), Judging(strict=True)))
