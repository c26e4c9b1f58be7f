"""Change of the unmatched rate against the publication before, with the trigger for a second look."""

from dataclasses import dataclass
from functools import partial

from linkage.disclosure.profile import ROUNDED, Profile
from linkage.report.chapters.groups import BREAKDOWNS, labelled
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, share, value
from linkage.report.rounding import either, not_settled, rest_span, settled, span
from linkage.report.screen.family import ALL, Compared, Family
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable
from linkage.words.figure import Figure

TRIGGER = 0.25
"""A change is worth a look when the unmatched rate has moved by more than this share of itself."""

VERDICTS = {True: "yes", False: "no", None: "not settled"}


@dataclass(frozen=True)
class Move:
    """The unmatched rate of one category, before and now."""

    breakdown: str
    category: str
    before: ShownCell
    now: ShownCell
    relative: ShownCell
    is_triggered: bool | None
    """Whether it moved by more than a quarter of itself, from none to some too; None: rounded numbers leave it open."""
    is_beyond_chance: bool | None
    """Whether it is named among the month's comparisons; None: not settled, or not one of them."""
    is_compared: bool
    is_rounded: bool


def moves(figures: Figures, rule: Profile | None, among: Family) -> list[Move]:
    """
    Every category that both releases have and show, in the order of the tables; sites are in their providers.

    `rule` is what rounded the numbers, `among` the month's comparisons.
    """
    found = []
    for breakdown in (name for name in BREAKDOWNS if name != "site"):
        for category in figures.categories("change", breakdown):
            now, before, relative = (
                figures.cell("change", breakdown, category, measure)
                for measure in ("unmatched_rate", "unmatched_rate_before", "relative_change")
            )
            if now.numerator is not None and before.numerator is not None:
                one = among.of(breakdown, ALL if breakdown == "month" else category)
                found.append(move_of(now, before, value(relative), rule, one))
    return found


def move_of(
    now: Figure, before: Figure, relative: ShownCell, rule: Profile | None, one: Compared | None
) -> Move:
    """One category with its verdicts, which hold for all numbers that the rounded ones may stand for."""
    spans = [
        of(count or 0, figure, rule)
        for figure in (now, before)
        for of, count in ((rest_span, figure.numerator), (span, figure.denominator))
    ]
    return Move(
        breakdown=now.breakdown,
        category=now.category,
        before=share(before),
        now=share(now),
        relative=relative,
        is_triggered=either(*(settled(partial(is_far, up=up), *spans) for up in (True, False))),
        is_beyond_chance=None if one is None else one.is_named,
        is_compared=one is not None,
        is_rounded=ROUNDED in {now.control, before.control},
    )


def is_far(now: int, events: int, before: int, events_before: int, *, up: bool) -> bool | None:
    """Whether the share moved up, or down, by more than a quarter of itself; None of shares that cannot be."""
    if not 0 <= now <= events or not 0 <= before <= events_before or not events or not events_before:
        return None
    # As whole numbers: a move of exactly a quarter is none.
    scaled, there = 100 * now * events_before, before * events
    return (
        scaled - 100 * there > 100 * TRIGGER * there if up else 100 * there - scaled > 100 * TRIGGER * there
    )


def left_out(figures: Figures, found: list[Move]) -> int:
    """Categories of the month that are not among the moves found: hidden now or before, or new."""
    known = {(move.breakdown, move.category) for move in found if move.breakdown != "month"}
    there = {
        (breakdown, category)
        for breakdown in BREAKDOWNS
        if breakdown not in {"site", "month"}
        for category in figures.categories("match_rate_by", breakdown)
    }
    return len(there - known)


def rest_words(figures: Figures, found: list[Move]) -> list[str]:
    """What shared numbers leave open of the moves."""
    unsettled = sum(
        move.is_triggered is None or (move.is_compared and move.is_beyond_chance is None) for move in found
    )
    missing = left_out(figures, found)
    left_open = [not_settled(unsettled, "category", "categories")] if unsettled else []
    if missing and figures.is_controlled:
        left_open.append(
            f"{missing:,} are not compared: they are new, or hidden now or before (disclosure control)"
        )
    return left_open


def change_table(figures: Figures, facts: ReportFacts, among: Family) -> ShownTable:
    """Categories that moved by more than the trigger, and the whole in any case."""
    found = moves(figures, facts.disclosure, among)
    shown = [move for move in found if move.is_triggered or move.breakdown == "month"]
    triggered = [move for move in shown if move.is_triggered]
    beyond = sum(move.is_beyond_chance is True for move in triggered)
    rest = "".join(f"; {words}" for words in rest_words(figures, found))
    return ShownTable(
        "change",
        f"Change of the unmatched rate against {facts.compared}: categories that moved by more than a quarter",
        (
            ShownColumn("Breakdown"),
            ShownColumn("Category"),
            ShownColumn("Unmatched before", Kind.SHARE),
            ShownColumn("Unmatched now", Kind.SHARE),
            ShownColumn("Change", Kind.SHARE),
            ShownColumn("Beyond chance"),
        ),
        tuple(
            (
                BREAKDOWNS[move.breakdown],
                labelled(facts, move.breakdown, move.category),
                move.before,
                move.now,
                move.relative,
                VERDICTS[move.is_beyond_chance] if move.is_compared else "not compared",
            )
            for move in shown
        ),
        reading=(
            f"{len(triggered):,} of {len(found):,} categories moved by more than a quarter of themselves, "
            f"{beyond:,} of them by more than chance alone would give{rest}."
        ),
        note="Beyond chance: named among the month's comparisons, each against all of its own earlier months.",
    )
