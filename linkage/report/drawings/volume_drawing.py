"""Events by provider as bars, with a mark where earlier months lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from linkage.report.drawings.drawing import BLUE, INK, ORANGE, SOFT, Canvas
from linkage.report.table import Kind, Mark, written

WIDTH, NAME, NUMBER, ROW, BAR, TOP = 640, 230, 80, 22, 14, 24
LONGEST = 32
"""Characters of a name that are drawn; the table has the whole."""


@dataclass(frozen=True)
class Bar:
    """One provider; numbers are None where they are hidden, or there are none."""

    name: str
    events: int | None
    before: float | None


def volume_svg(bars: Sequence[Bar], reading: str) -> Markup:
    """A bar for each provider, a line across it at the mean of its earlier months; a hidden number has no bar."""
    canvas = Canvas(
        "volumes", "Events by provider, beside earlier months", reading, WIDTH, TOP + ROW * len(bars) + 4
    )
    canvas.line(NAME, 4, NAME, 16, INK)
    canvas.text(NAME + 8, 15, "mean of earlier months", colour=SOFT)
    largest = max((number for one in bars for number in (one.events, one.before) if number), default=1)
    scale = (WIDTH - NAME - NUMBER) / largest
    for place, one in enumerate(bars):
        top = TOP + place * ROW
        canvas.text(NAME - 8, top + 12, shortened(one.name), anchor="end")
        width = (one.events or 0) * scale
        if width:
            canvas.box(NAME, top, max(width, 1.0), BAR, BLUE)
        reach = width
        if one.before is not None:
            at = one.before * scale
            canvas.line(NAME + at, top - 3, NAME + at, top + BAR + 3, INK)
            reach = max(reach, at)
        words = written(Mark.SUPPRESSED if one.events is None else one.events, Kind.COUNT)
        canvas.text(NAME + reach + 6, top + 12, words, colour=ORANGE if one.events == 0 else SOFT)
    return canvas.markup()


def shortened(name: str) -> str:
    """The beginning of a long name."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
