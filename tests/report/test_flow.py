"""The flow reconciles, or there is no report and so no release."""

from dataclasses import replace
from random import Random

import pytest

from linkage.errors import IntegrityError
from linkage.report.chapters.flow import flow_table
from linkage.report.figures import Figures
from linkage.report.page import render_page
from linkage.words.figure import Figure
from tests.report.series_world import World, figures
from tests.report.told import facts_of


def random_world(seed: int) -> World:
    """A world of a few months and providers."""
    chance = Random(seed)
    return World(
        months=chance.randint(1, 4),
        providers=chance.randint(1, 8),
        broken_from=chance.randint(0, 4),
        ruled_from=chance.randint(0, 4),
        small=chance.randint(0, 1),
        seed=seed,
    )


@pytest.mark.parametrize("seed", range(50))
def test_the_flow_reconciles(seed: int) -> None:
    """In the table as it is shown, parts of each step add up to it."""
    world = random_world(seed)
    rows, month = figures(world), world.periods[-1]
    table = flow_table(Figures(month, rows), facts_of(world, rows, month))

    wholes = {name: count for name, of, count, _ in table.rows if not of}
    for name, count in wholes.items():
        parts = [part for _, of, part, _ in table.rows if of == name and isinstance(part, int)]
        follows = {"Rows received": "Rows accepted", "Rows accepted": "Events of the month"}.get(str(name))
        rest = wholes[follows] if follows else 0
        assert isinstance(rest, int)
        assert sum(parts) + rest == count
    of_events = [row[3] for row in table.rows if "Events of the month" in row[:2]]
    assert all(isinstance(people, int) and people <= int(str(of_events[0])) for people in of_events)
    assert {row[3] for row in table.rows if "Events of the month" not in row[:2]} == {"not counted"}


@pytest.mark.parametrize(
    ("table", "category", "told"),
    [
        ("flow", "events", "rows_accepted, events"),
        ("flow", "linked", "events, linked"),
        ("flow", "rows_quarantined", "rows_read, rows_quarantined"),
        ("match_rank", "1A", "linked"),
        ("data_quality", "did.field_count", "rows_quarantined"),
    ],
)
def test_one_row_too_many_is_refused(table: str, category: str, told: str) -> None:
    """Wherever it stands; the message names the steps and no number."""
    world = World(months=1, providers=2)
    rows, month = figures(world), world.periods[-1]

    def more(row: Figure) -> Figure:
        count = row.numerator
        return (
            replace(row, numerator=count + 1)
            if count is not None and (row.table, row.category) == (table, category)
            else row
        )

    with pytest.raises(IntegrityError, match=f"does not reconcile at {told};"):
        render_page(Figures(month, tuple(map(more, rows))), facts_of(world, rows, month))
