"""A series of months as Making Data Count draws it: points, mean, limits, and what stands out by colour and shape."""

from collections.abc import Callable, Collection

from markupsafe import Markup

from linkage.report.drawings.drawing import BLUE, GREY, INK, LINE, ORANGE, SOFT, Canvas, ticks
from linkage.spc.chart import Chart, Icon, Point
from linkage.spc.rules import Signal

WIDTH, HEIGHT = 640, 230
LEFT, RIGHT, TOP, BOTTOM = 58, 140, 30, 26
LINE_HEIGHT = 15
"""Labels beside one another lie at least so far apart."""
ICONS = {Icon.CONCERN_HIGH.value: ORANGE, Icon.IMPROVEMENT_LOW.value: BLUE}
LABELS = 6
"""Months named below the chart, about."""


def spc_svg(
    name: str, title: str, reading: str, chart: Chart, icon: str, changed: Collection[str] = ()
) -> Markup:
    """
    Shares over months; a square is a month that the rules name, a dashed line a limit, a dotted one a rebasing.

    `icon` says in words what the latest month is; `changed` are months from which on the method was another, each
    marked. Mean and limits of the last phase, and the last point, are labelled with their values.
    """
    points = chart.points
    canvas = Canvas(name, title, reading, WIDTH, HEIGHT)
    tops = [max(point.value, min(point.limits.upper, 1.0) if point.limits else 0.0) for point in points]
    axis = list(ticks(max(tops, default=0.0) or 0.01))

    def x(place: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (place + 0.5) / len(points)

    def y(value: float) -> float:
        shown = min(max(value, 0.0), axis[-1])
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - shown / axis[-1])

    for value in axis:
        canvas.line(LEFT, y(value), WIDTH - RIGHT, y(value), LINE if value else SOFT)
        canvas.text(LEFT - 6, y(value) + 4, f"{100 * value:.4g}%", anchor="end", colour=SOFT)
    for phase in range(points[-1].phase + 1):
        held = [(x(place), point) for place, point in enumerate(points) if point.phase == phase]
        if phase and held:
            canvas.line(held[0][0] - 8, TOP, held[0][0] - 8, HEIGHT - BOTTOM, SOFT, dash="2 3")
        limited = [(at, point.limits) for at, point in held if point.limits]
        canvas.path([(at, y(limits.mean)) for at, limits in limited], SOFT)
        canvas.path([(at, y(limits.upper)) for at, limits in limited], SOFT, dash="6 4")
        canvas.path([(at, y(limits.lower)) for at, limits in limited], SOFT, dash="6 4")
    canvas.path([(x(place), y(point.value)) for place, point in enumerate(points)], GREY)
    every = max(1, round(len(points) / LABELS))
    last = len(points) - 1
    for place, point in enumerate(points):
        canvas.dot(x(place), y(point.value), colour(point), square=point.signal is not Signal.COMMON_CAUSE)
        is_named = place % every == 0 and last - place >= every
        if is_named or place == last:
            canvas.text(x(place), HEIGHT - 8, point.period, anchor="middle", colour=SOFT)
        if point.period in changed:
            left = x(place) - (WIDTH - LEFT - RIGHT) / len(points) / 2
            canvas.line(left, TOP - 6, left, HEIGHT - BOTTOM, BLUE, dash="1 3")
            canvas.text(
                left, TOP - 10, "new method", anchor="start" if place < last / 2 else "end", colour=BLUE
            )
    for words, at, is_last in placed(labels(points[-1]), y):
        canvas.text(WIDTH - RIGHT + 6, at + 4, words, colour=INK if is_last else SOFT)
    canvas.box(LEFT, 0, 10, 10, ICONS.get(icon, GREY))
    canvas.text(LEFT + 16, 10, icon, colour=SOFT)
    return canvas.markup()


def labels(point: Point) -> list[tuple[str, float, bool]]:
    """Words and value of what stands beside the last point: itself, and the mean and limits it is held against."""
    found = [(f"{point.period} {share_words(point.value)}", point.value, True)]
    if point.limits:
        found.append((f"mean {share_words(point.limits.mean)}", point.limits.mean, False))
        upper, lower = min(point.limits.upper, 1.0), max(point.limits.lower, 0.0)
        found.append((f"upper limit {share_words(upper)}", upper, False))
        if lower:
            found.append((f"lower limit {share_words(lower)}", lower, False))
    return found


def placed(
    found: list[tuple[str, float, bool]], y: Callable[[float], float]
) -> list[tuple[str, float, bool]]:
    """The labels with their places on the page, from above, moved apart so that none covers another."""
    ordered = sorted(((words, y(value), is_last) for words, value, is_last in found), key=lambda one: one[1])
    shown: list[tuple[str, float, bool]] = []
    for words, at, is_last in ordered:
        above = shown[-1][1] + LINE_HEIGHT if shown else 0.0
        shown.append((words, max(at, above), is_last))
    over = shown[-1][1] - (HEIGHT - BOTTOM) if shown else 0.0
    return [(words, at - max(over, 0.0), is_last) for words, at, is_last in shown]


def share_words(share: float) -> str:
    """A share as a label has it."""
    return f"{100 * share:.3g}%"


def colour(point: Point) -> str:
    """Grey as usual, orange for a concern, blue for an improvement: every rate charted is good when low."""
    if point.signal is Signal.COMMON_CAUSE:
        return GREY
    return ORANGE if point.signal.is_high else BLUE
