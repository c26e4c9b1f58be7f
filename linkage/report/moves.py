"""Change of the unmatched rate against the publication before, with the trigger for a second look."""

from dataclasses import dataclass

from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, share, value
from linkage.report.groups import BREAKDOWNS, labelled
from linkage.report.table import Cell, Column, Kind, Table

CHANCE = 2.0
"""A move of fewer standard deviations than this is within what chance alone gives."""
TRIGGER = 0.25
"""A change is worth a look when the unmatched rate has moved by more than this share of itself."""


@dataclass(frozen=True)
class Move:
    """The unmatched rate of one category, before and now."""

    breakdown: str
    category: str
    before: Cell
    now: Cell
    relative: Cell
    deviations: Cell

    @property
    def is_triggered(self) -> bool:
        """Whether it moved by more than a quarter of itself; from none to some counts."""
        if isinstance(self.relative, float):
            return abs(self.relative) > TRIGGER
        return isinstance(self.now, float) and self.now > 0 and self.before == 0

    @property
    def is_beyond_chance(self) -> bool:
        """Whether chance alone would hardly give it."""
        return isinstance(self.deviations, float) and abs(self.deviations) > CHANCE


def moves(figures: Figures) -> list[Move]:
    """Every category that both releases have, in the order of the tables; sites are told of by their providers."""
    found = []
    for breakdown in (name for name in BREAKDOWNS if name != "site"):
        for category in figures.categories("change", breakdown):
            now, before, relative, deviations = (
                figures.cell("change", breakdown, category, measure)
                for measure in (
                    "unmatched_rate",
                    "unmatched_rate_before",
                    "relative_change",
                    "difference_in_deviations",
                )
            )
            found.append(
                Move(breakdown, category, share(before), share(now), value(relative), value(deviations))
            )
    return found


def whole_moved(figures: Figures) -> bool:
    """Whether the unmatched rate of all events moved by more than a quarter of itself, either way."""
    return any(move.is_triggered for move in moves(figures) if move.breakdown == "month")


def change_table(figures: Figures, facts: ReportFacts) -> Table:
    """Categories that moved by more than the trigger, and the whole in any case."""
    found = moves(figures)
    shown = [move for move in found if move.is_triggered or move.breakdown == "month"]
    triggered = [move for move in shown if move.is_triggered]
    beyond = sum(move.is_beyond_chance for move in triggered)
    return Table(
        "change",
        f"Change of the unmatched rate against {facts.compared}: categories that moved by more than a quarter",
        (
            Column("Breakdown"),
            Column("Category"),
            Column("Unmatched before", Kind.SHARE),
            Column("Unmatched now", Kind.SHARE),
            Column("Change", Kind.SHARE),
            Column("Beyond chance"),
        ),
        tuple(
            (
                BREAKDOWNS[move.breakdown],
                labelled(facts, move.breakdown, move.category),
                move.before,
                move.now,
                move.relative,
                "yes" if move.is_beyond_chance else "no",
            )
            for move in shown
        ),
        reading=(
            f"{len(triggered):,} of {len(found):,} categories moved by more than a quarter of themselves, "
            f"{beyond:,} of them by more than chance alone would give."
        ),
        note=f"Beyond chance: by more than {CHANCE:g} standard deviations of a difference of two shares.",
    )
