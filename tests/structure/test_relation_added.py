"""A relation is one module: laid into a copy of the program, it works from the settings to the explanation."""

from typing import Any

import pytest

from tests.structure.copied import copied, told_by

pytestmark = pytest.mark.slow

NAME = "AE_WEEK_BEFORE"
MEANING = "in the week after an emergency attendance"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the program with the new module, and nothing else changed, says in a process of its own."""
    copy = tmp_path_factory.mktemp("copy")
    copied(copy, "ae_week_before.py", "linkage/relations")
    return told_by(copy, "tell.py")


def test_settings_know_it(told: dict[str, Any]) -> None:
    """By default, and in a rules file that was written before, it stands before PERSON_ONLY; it has its window."""
    assert told["precedence"][-2:] == [NAME, "PERSON_ONLY"]
    assert told["older"][0] == "OP_SAME_DAY" and told["older"][-2:] == [NAME, "PERSON_ONLY"]
    assert told["schema"] == {
        "default": 7,
        "description": f"{NAME}: days from arrival to a later test.",
        "maximum": 31,
        "minimum": 1,
        "title": "Ae Week Before Days",
        "type": "integer",
    }


def test_a_release_has_it(told: dict[str, Any]) -> None:
    """Within the window of the job, and primary where nothing stronger holds."""
    days = {days for _, name, _, days, source in told["pathways"] if name == NAME and source == "AE"}

    assert days and days <= {-1, -2, -3, -4, -5}
    assert {first for _, name, first, *_ in told["pathways"] if name == NAME} == {True, False}


def test_dictionary_and_statistics_know_it(told: dict[str, Any]) -> None:
    """Its name is a value of the column, with its meaning, and counts as what it says it is."""
    crossed = {row[2]: row[3] for row in told["statistics"] if row[0] == "concordance" and row[2] == NAME}

    assert NAME in told["values"]
    assert f"{NAME}, on the attendance: {MEANING}." in told["dictionary"]
    assert told["emergency"] == ["AE_SAME_DAY", "AE_THEN_ADMITTED", NAME]
    assert crossed[NAME] > 0


def test_it_is_explained(told: dict[str, Any]) -> None:
    """In the words of its value."""
    assert f"* {NAME}" in told["explained"] and MEANING in told["explained"]
