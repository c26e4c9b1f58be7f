"""A rank test is one module: laid into a copy of the program, rules may ask for it, and their ranks obey it."""

from datetime import date
from typing import Any

import pytest

from tests.structure.copied import copied, told_by

pytestmark = pytest.mark.slow

NAME = "even_day_birth_date"
SITE, ACCESSION, BIRTH_DATE = -2, -1, 2
"""Places in a line of an imaging file."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the copy says, with nothing else changed."""
    copy = tmp_path_factory.mktemp("copy")
    copied(copy, f"{NAME}.py", "linkage/rank_tests")
    return told_by(copy, "tell_rank_test.py")


def test_settings_know_it(told: dict[str, Any]) -> None:
    """In the schema with its meaning, after those that were there, and in what is told of a wrong name."""
    code, problem = told["wrong"]

    assert told["schema"]["items"]["enum"][-1] == NAME
    assert told["schema"]["description"].endswith(f"{NAME}: the event's birth date is on an even day.")
    assert code == 2
    assert "rank[1].unless[1]: must be 'new_year_birth_date', " in problem and f"or '{NAME}'" in problem


def test_a_rank_obeys_it(told: dict[str, Any]) -> None:
    """Every link on an odd day is of the rank that it keeps from the others, and every other of the next."""
    born = {
        (event[SITE], event[ACCESSION]): date.fromisoformat(event[BIRTH_DATE])
        for event in told["events"]
        if event[BIRTH_DATE]
    }
    ranks = {(rank, born[site, accession].day % 2) for rank, site, accession in told["links"]}

    assert ranks == {("1", 1), ("2", 0)}


def test_a_plan_shows_it_and_it_costs_nothing_unasked(told: dict[str, Any]) -> None:
    """Rules that ask for it join what it needs; others do not."""
    _, asked = told["asked"]
    _, others = told["not_asked"]

    assert "even.birth_date is not null as is_even_day" in asked and "and not is_even_day then 1" in asked
    assert "as even on" in asked
    assert "false as is_even_day" in others and "as even on" not in others


def test_it_is_told_with_its_rank(told: dict[str, Any]) -> None:
    """To whoever plans a run or asks about a link."""
    words = "Number and birth date agree, on an odd day, unless even day birth date"

    assert f"1  {words}\n" in told["ranks"][1]
    assert f"  rank 1: {words}\n" in told["explained"][1]
