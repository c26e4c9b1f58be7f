"""
The first screens of months in which nothing happened, and of months in which something did.

The statistics are drawn, not linked: season, providers of different mix and groups that differ for good. 24 months of
each world have a month before them; at most 4 of 24 may raise an alarm.
"""

from dataclasses import replace

import pytest

from linkage.report.figures import Figures
from linkage.report.headline import Headline, headline
from linkage.words.figure import Figure
from tests.report.season_world import SeasonWorld, season_figures
from tests.report.series_world import World, figures
from tests.report.told import FACTS, facts_of

MOST = 4
BY_NIGHT = pytest.mark.night("tests/report/test_null_months.py")
SEEDS = [0, pytest.param(1, marks=pytest.mark.slow), *(pytest.param(n, marks=BY_NIGHT) for n in range(2, 8))]
"""Worlds by chance: one in the quick tests, two by day."""


def screen(rows: tuple[Figure, ...], month: str) -> Headline:
    """The first screen of a month of a world."""
    return headline(
        Figures(month, tuple(row for row in rows if row.period <= month)), replace(FACTS, month=month)
    )


def is_alarm(found: Headline) -> bool:
    """Whether anything is named, a group is said to be missed more often, or care is asked for."""
    is_worse = found.worse.startswith("Missed most often")
    return bool(found.stands_out) or is_worse or found.usable.startswith("Use these links with care")


@pytest.mark.parametrize("seed", SEEDS)
def test_months_in_which_nothing_happened_seldom_raise_an_alarm(seed: int) -> None:
    """Twenty-four of them, after a first."""
    world = SeasonWorld(seed, months=25)
    rows = season_figures(world)
    alarms = [month for month in world.periods[1:] if is_alarm(screen(rows, month))]

    assert len(alarms) <= MOST


@pytest.mark.parametrize("seed", SEEDS)
def test_a_month_half_delivered_is_told(seed: int) -> None:
    """A quarter of the providers sends half of its events: each is asked, in that month and the next."""
    world = SeasonWorld(seed, months=19, half_from=18)
    rows = season_figures(world)
    for month in world.periods[17:]:
        found = screen(rows, month)

        assert "sent far fewer events than before" in found.usable
        assert any(line.startswith("Ask ") and "whether all events were sent" in line for line in found.to_do)
    assert not is_alarm(screen(rows, world.periods[16]))


def test_what_goes_missing_is_named_in_every_month_from_then_on() -> None:
    """Numbers of a provider from month 18, a rule from month 20: named each month, with since when and the rule."""
    world = World()
    rows = figures(world)
    for place, month in enumerate(world.periods, start=1):
        shown = Figures(month, tuple(row for row in rows if row.period <= month))
        told = headline(shown, facts_of(world, rows, month)).stands_out
        missing = [line for line in told if line.startswith("R002: events without a usable NHS number rose")]

        assert bool(missing) == (place >= 18)
        assert all(("in" if place == 18 else "since") + " 2020-06 (" in line for line in missing)
        assert any("rank 7 is new" in line for line in told) == (place >= 20)
