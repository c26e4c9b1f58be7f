"""How far each of several rates moves in each of several ways: bars from nought, in percentage points."""

from collections.abc import Sequence

from markupsafe import Markup

from linkage.report.drawings.drawing import BLUE, LINE, ORANGE, SOFT, Canvas

WIDTH, LEFT, RIGHT, TOP = 640, 210, 60, 10
ROW, HEAD = 18, 26
LEAST = 0.05
"""The chart reaches at least so many percentage points either way, so that nothing is made to look like much."""


def moved_svg(reading: str, ways: Sequence[tuple[str, Sequence[tuple[str, float]]]]) -> Markup:
    """A group of bars for each way, to the right (blue) where the rate is higher, to the left (orange) where lower."""
    height = TOP + sum(HEAD + ROW * len(rates) for _, rates in ways) + 14
    canvas = Canvas("moved", "How far each rate moves, by way", reading, WIDTH, height)
    most = max(LEAST, *(abs(moved) for _, rates in ways for _, moved in rates))
    middle = (LEFT + WIDTH - RIGHT) / 2
    scale = (WIDTH - RIGHT - LEFT) / 2 / (most * 1.15)
    y = float(TOP)
    for way, rates in ways:
        canvas.text(4, y + 16, way)
        y += HEAD
        canvas.line(middle, y - 4, middle, y + ROW * len(rates), LINE)
        for name, moved in rates:
            canvas.text(LEFT - 8, y + 12, name, anchor="end", colour=SOFT)
            size = abs(moved) * scale
            canvas.box(
                middle if moved >= 0 else middle - size, y + 2, size, ROW - 6, BLUE if moved >= 0 else ORANGE
            )
            edge = middle + size + 5 if moved >= 0 else middle - size - 5
            canvas.text(edge, y + 12, f"{moved:+.2f}", anchor="start" if moved >= 0 else "end")
            y += ROW
    return canvas.markup()
