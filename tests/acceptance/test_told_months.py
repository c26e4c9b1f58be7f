"""
Two years of a small service by real runs: what each first screen says where nothing happens, and where something does.

One world with season and providers of unlike size, 24 months; its first 17 are run once, for all. `make test-series`.
"""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.acceptance.told_series import (
    BROKEN,
    BROKEN_AT,
    HALF_AT,
    RULED_AT,
    ToldSeries,
    made_series,
    periods,
)

pytestmark = pytest.mark.night("tests/report/test_null_months.py")

MOST = 4
FIRST = periods()[: BROKEN_AT - 1]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> ToldSeries:
    """The months before anything happens."""
    made = made_series(tmp_path_factory.mktemp("told") / "begun")
    made.run(FIRST)
    return made


def is_alarm(screen: list[str]) -> bool:
    """Whether care is asked for, anything is named, or a group is said to be missed more often."""
    return any(
        line.startswith(("Use these links with care", "Missed most often"))
        or line.endswith("What stands out")
        for line in screen
    )


def test_months_in_which_nothing_happened(begun: ToldSeries, tmp_path: Path) -> None:
    """Twenty-four of them."""
    null = begun.copied(tmp_path / "null")
    null.run(periods()[len(FIRST) :])

    assert sum(is_alarm(null.screen(month)) for month in periods()) <= MOST


def test_numbers_that_go_missing_and_a_rule_that_comes(begun: ToldSeries, tmp_path: Path) -> None:
    """The provider is named in each month from then on, with since when; so is the rule, from its own month on."""
    broken = begun.copied(tmp_path / "broken")
    broken.lose_numbers()
    broken.run(periods()[BROKEN_AT - 1 : RULED_AT - 1])
    broken.rule_without()
    broken.run(periods()[RULED_AT - 1 :])

    for place, month in enumerate(periods()[BROKEN_AT - 2 :], start=BROKEN_AT - 1):
        screen = broken.screen(month)
        since = "in" if place == BROKEN_AT else "since"
        told = f" {since} {periods()[BROKEN_AT - 1]} ("
        assert named(screen, f"- {BROKEN}: events without a usable NHS number rose", told) == (
            place >= BROKEN_AT
        )
        assert named(screen, f"- Ask {BROKEN} why NHS numbers are missing", "") == (place >= BROKEN_AT)
        assert named(screen, "- From ", "rank 7 is new") == (place >= RULED_AT)


def test_a_month_half_delivered(begun: ToldSeries, tmp_path: Path) -> None:
    """The month asks for care and says why; the one after is told against it, and then all is as before."""
    half = begun.copied(tmp_path / "half")
    half.halve()
    half.run(periods()[HALF_AT - 1 : HALF_AT], accept="volume_drop")
    half.run(periods()[HALF_AT : HALF_AT + 2])
    month, after, later = (half.screen(month) for month in periods()[HALF_AT - 1 : HALF_AT + 2])

    assert named(month, "Use these links with care", "fewer events were delivered than earlier months")
    assert named(month, "- All providers: events delivered fell to", f"in {periods()[HALF_AT - 1]}")
    assert not any(line.endswith("What stands out") for line in after)
    assert not is_alarm(later)


def test_page_workbook_and_data_say_the_same(begun: ToldSeries, capsys: pytest.CaptureFixture[str]) -> None:
    """Every table of the page as data; who sent what adds up to the events of the month."""
    assert exit_code(["report", str(begun.job), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    tables = {table["name"]: table for table in told["tables"]}
    rows = {row[0]: row for row in tables["flow"]["rows"]}
    screen = begun.screen(FIRST[-1])

    assert set(told["in_short"]) <= set(screen)
    assert {"flow", "volumes", "submitters", "timeliness", "coherence", "revisions", "april_2015"} <= set(
        tables
    )
    assert sum(row[1] for row in tables["volumes"]["rows"]) == rows["Events of the month"][2]
    assert rows["Events of the month"][3] <= rows["Events of the month"][2]
    assert [row[1] for row in tables["coherence"]["rows"][:2]] == ["yes", "yes"]
    assert {row[-1] for row in tables["revisions"]["rows"]} == {"+0.00"}


def named(screen: list[str], start: str, told: str) -> bool:
    """Whether a line of the screen begins so and has those words."""
    return any(line.startswith(start) and told in line for line in screen)
