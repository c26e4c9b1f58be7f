"""The gaps of the groups of one kind: a strip a group, months across, the gap up and down, its limits as a band."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup

from linkage.report.drawings.drawing import BLUE, GREY, ORANGE, PALE, SOFT, Canvas
from linkage.report.gaps.gap import Gap

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 640, 200, 96, 24, 22
STRIP = 46
"""Height of a group."""
ROOM = 19
"""Units from the middle of a strip to the largest gap that is drawn in its place."""
LEAST = 0.02
"""A strip reaches at least so far either way, so that little is not made to look like much."""
NAME = 27
"""Characters of a name that there is room for."""


def gap_svg(name: str, title: str, reading: str, groups: Mapping[str, Sequence[Gap]]) -> Markup:
    """
    Gaps over months by group, in words; a square is beyond the limits, orange above and blue below.

    All strips have one scale, which a limit of a small group may leave: its band then fills the strip.
    """
    months = sorted({gap.month for gaps in groups.values() for gap in gaps})
    height = TOP + STRIP * len(groups) + BOTTOM
    canvas = Canvas(name, title, reading, WIDTH, height)
    reach = reach_of(groups)
    step = (WIDTH - LEFT - RIGHT) / len(months)
    places = {month: LEFT + step * (place + 0.5) for place, month in enumerate(months)}
    canvas.text(LEFT, 14, f"a strip reaches from {words(-reach)} to {words(reach)} points", colour=SOFT)
    for place, (called, gaps) in enumerate(groups.items()):
        strip(canvas, called, gaps, places, step, TOP + STRIP * (place + 0.5), reach)
    for month in dict.fromkeys((months[0], months[-1])):
        canvas.text(places[month], height - 6, month, anchor="middle", colour=SOFT)
    return canvas.markup()


def strip(
    canvas: Canvas,
    called: str,
    gaps: Sequence[Gap],
    places: Mapping[str, float],
    step: float,
    middle: float,
    reach: float,
) -> None:
    """One group: its name, band, line of all events, points, and the last gap in percentage points."""

    def y(share: float) -> float:
        return middle - ROOM * min(max(share / reach, -1.0), 1.0)

    for gap in gaps:
        top, bottom = y(gap.upper), y(gap.lower)
        canvas.box(places[gap.month] - step / 2, top, step, bottom - top, PALE)
    canvas.line(LEFT, middle, WIDTH - RIGHT, middle, SOFT)
    months = list(places)
    for before, after in pairwise(gaps):
        if months.index(after.month) == months.index(before.month) + 1:
            ends = [(places[gap.month], y(gap.gap)) for gap in (before, after)]
            canvas.path(ends, GREY)
    for gap in gaps:
        colour = ORANGE if gap.is_high else BLUE if gap.is_low else GREY
        canvas.dot(places[gap.month], y(gap.gap), colour, square=gap.is_high or gap.is_low)
    shown = called if len(called) <= NAME else f"{called[: NAME - 1]}…"
    canvas.text(LEFT - 8, middle + 4, shown, anchor="end")
    if gaps[-1].month == months[-1]:
        canvas.text(WIDTH - RIGHT + 8, middle + 4, f"{words(gaps[-1].gap)} points")


def reach_of(groups: Mapping[str, Sequence[Gap]]) -> float:
    """The largest gap, at least so much."""
    return max(LEAST, *(abs(gap.gap) for gaps in groups.values() for gap in gaps))


def words(share: float) -> str:
    """
    A difference of shares in percentage points, with its sign.

    >>> words(0.0312), words(-0.2), words(0.0)
    ('+3.1', '-20.0', '0.0')
    """
    shown = f"{100 * share:+.1f}"
    return shown[1:] if float(shown) == 0 else shown
