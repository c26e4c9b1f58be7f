"""A layout is one module: laid into a copy of the program, files of it are known from the settings to the release."""

from typing import Any

import pytest

from linkage.layouts.every import names
from tests.structure.copied import copied, told_by

pytestmark = pytest.mark.slow

NAME = "did_semicolon"
LACKING = "SERVICE_REPORT_DATE"
FROM_IT = {"report_date", "days_received_to_report", "days_request_to_report", "days_test_to_report"}
"""Columns of a release that only the report date gives."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the program with the new module, and nothing else changed, says in a process of its own."""
    copy = tmp_path_factory.mktemp("copy")
    copied(copy, f"{NAME}.py", "linkage/layouts")
    return told_by(copy, "tell_layout.py")


def test_settings_know_it(told: dict[str, Any]) -> None:
    """In the schema, after the usual one; a slip of the pen is told the nearest."""
    assert told["schema"] == {
        "default": "did_v1_csv",
        "description": "Layout of the imaging files.",
        "enum": ["did_v1_csv", *sorted([NAME, *(name for name in names("did") if name != "did_v1_csv")])],
        "title": "Layout",
        "type": "string",
    }
    assert f"did.layout: unknown layout; did you mean {NAME}?" in told["refused"]


def test_what_it_cannot_carry_is_told(told: dict[str, Any]) -> None:
    """By the check, by the run, and in the manifest under the name that every month has for it."""
    words = f"warning: [did] layout {NAME} cannot carry {LACKING}; all its rows count as blank there"

    assert "other.toml: ok" in told["checked"] and words in told["checked"]
    assert words in told["ran"]
    assert told["absent"] == [LACKING]


def test_a_release_is_the_same_but_for_that(told: dict[str, Any]) -> None:
    """Of the same rows in either layout: events with their dates and providers, their people, what they sit beside."""
    assert min(told["accepted"]) > 0
    for name, ((columns, usual), (same, other)) in told["tables"].items():
        compared = [place for place, column in enumerate(columns) if column not in FROM_IT]

        assert columns == same and usual
        assert [[row[place] for place in compared] for row in usual] == [
            [row[place] for place in compared] for row in other
        ], name


def test_the_column_it_lacks_is_null(told: dict[str, Any]) -> None:
    """In every event, with what is counted from it; the usual layout has it."""
    (columns, usual), (_, other) = told["tables"]["events"]
    places = [columns.index(column) for column in sorted(FROM_IT)]

    assert {row[place] for row in other for place in places} == {"None"}
    assert all(any(row[place] != "None" for row in usual) for place in places)
