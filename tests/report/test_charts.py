"""Charts on the page: limits as drawn, and what chance alone would give."""

import pytest

from linkage.report.chapters.chapter import Words
from linkage.report.chapters.history import ALL, charts
from linkage.report.drawings.charts import over_months, points_table
from linkage.report.figures import Figures
from linkage.report.table import ShownCell
from linkage.words.figure import Figure
from tests.report.series_world import World, figures
from tests.report.told import facts_of


def unmatched(counts: list[int]) -> tuple[Figure, ...]:
    """So many of a hundred events without a person, a month each, as first published."""
    return tuple(
        Figure(
            "first_publication",
            "month",
            month,
            "match_rate",
            100 - count,
            100,
            1 - count / 100,
            month,
            "national",
            100 - count,
            count,
        )
        for month, count in zip(World(months=len(counts)).periods, counts, strict=True)
    )


def test_limits_are_shown_as_they_are_drawn() -> None:
    """A share has no limit below nothing or above all; the note says so, only where it was cut."""
    facts = facts_of(World(months=4), figures(World(months=4)), "2019-04")

    def table(counts: list[int]) -> tuple[list[tuple[ShownCell, ShownCell]], str]:
        found = charts(Figures("2019-04", unmatched(counts)), facts)
        shown = points_table(next(one for one in found if one.subject == ALL), "title")
        return [(row[4], row[6]) for row in shown.rows], shown.note

    wide, cut = table([1, 9, 1, 9])
    narrow, whole = table([50, 51, 50, 51])

    assert [lower for lower, _ in wide] == [0.0] * 4
    assert [upper for _, upper in wide] == pytest.approx([0.05 + 2.66 * 0.08] * 4)
    assert "Limits below 0% or above 100% are shown as these." in cut
    assert all(isinstance(lower, float) and 0.47 < lower < 0.49 for lower, _ in narrow)
    assert "Limits below" not in whole


def test_hardly_any_alarm_by_chance_is_not_told_as_none() -> None:
    """Few short charts: fewer than 0.1 alarms; many long ones: so many."""
    told = {}
    for world in (World(months=2, providers=2), World(months=24, providers=12)):
        month = world.periods[-1]
        facts = facts_of(world, figures(world), month)
        rows = Figures(month, figures(world))
        blocks = over_months(rows, facts, charts(rows, facts))
        told[world.months] = " ".join(block.text for block in blocks if isinstance(block, Words))

    assert "fewer than 0.1 would do so by chance alone" in told[2]
    assert "about " in told[24]
