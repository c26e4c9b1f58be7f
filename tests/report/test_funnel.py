"""Providers against one another when some of them are hidden."""

from linkage.disclosure.profile import SHOWN, SUPPRESSED
from linkage.report.chapters.chapter import Drawing
from linkage.report.chapters.funnel import between_providers
from linkage.report.figures import Figures
from linkage.report.table import ShownTable
from linkage.words.figure import Figure
from tests.report.series_world import World, figures
from tests.report.told import facts_of

MONTH = "2019-01"


def table(linked: list[int | None], whole: int | None) -> tuple[ShownTable, str]:
    """The funnel of providers of 1,000 events each, and its reading."""

    def rate(breakdown: str, category: str, count: int | None, events: int) -> Figure:
        value = None if count is None else count / events
        control = SUPPRESSED if count is None else SHOWN
        return Figure(
            "match_rate_by", breakdown, category, "match_rate", count, events, value, MONTH, control=control
        )

    rows = [rate("provider", f"R{place}", count, 1000) for place, count in enumerate(linked)]
    rows.append(rate("month", MONTH, whole, 1000 * len(linked)))
    facts = facts_of(World(months=1), figures(World(months=1)), MONTH)
    (drawing,) = between_providers(Figures(MONTH, tuple(rows)), facts)
    assert isinstance(drawing, Drawing)
    return drawing.table, drawing.reading


def test_hidden_providers_are_counted_and_the_whole_is_that_of_the_month() -> None:
    """Two that lose 60 of 1,000 among others that lose next to nothing are above; those alone would be alike."""
    found, reading = table([940, 940, None, None, None], 4_880)

    assert [row[4] for row in found.rows] == ["above", "above"]
    assert found.note.endswith("Left out because their numbers are hidden: 3.")
    assert reading == "Above the 99.8% limit: R0; R1; 3 providers are not shown (disclosure control) and may."


def test_a_hidden_whole_leaves_those_that_are_shown() -> None:
    """They are held against one another."""
    found, reading = table([940, 940, None, None, None], None)

    assert [row[4] for row in found.rows] == ["no", "no"]
    assert reading.startswith("No provider shown lies above the 99.8% limit of what its size explains; 3 ")


def test_without_hidden_ones_nothing_is_said_of_them() -> None:
    """Nor is anything else different."""
    found, reading = table([940, 950, 960], 2_850)

    assert "hidden" not in found.note
    assert reading == "No provider lies above the 99.8% limit of what its size explains."
