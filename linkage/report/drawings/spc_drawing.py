"""A series of months as Making Data Count draws it: points, mean, limits, and what stands out by colour and shape."""

from markupsafe import Markup

from linkage.report.drawings.drawing import BLUE, GREY, LINE, ORANGE, SOFT, Canvas, ticks
from linkage.spc.chart import Chart, Icon, Point
from linkage.spc.rules import Signal

WIDTH, HEIGHT = 640, 230
LEFT, RIGHT, TOP, BOTTOM = 58, 12, 24, 26
ICONS = {Icon.CONCERN_HIGH.value: ORANGE, Icon.IMPROVEMENT_LOW.value: BLUE}
LABELS = 6
"""Months named below the chart, about."""


def spc_svg(name: str, title: str, reading: str, chart: Chart, icon: str) -> Markup:
    """
    Shares over months; a square is a month that the rules name, a dashed line a limit, a dotted one a rebasing.

    `icon` says in words what the latest month is.
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
    for place, point in enumerate(points):
        canvas.dot(x(place), y(point.value), colour(point), square=point.signal is not Signal.COMMON_CAUSE)
        if place % every == 0:
            canvas.text(x(place), HEIGHT - 8, point.period, anchor="middle", colour=SOFT)
    canvas.box(WIDTH - RIGHT - 190, 0, 10, 10, ICONS.get(icon, GREY))
    canvas.text(WIDTH - RIGHT - 174, 10, icon, colour=SOFT)
    return canvas.markup()


def colour(point: Point) -> str:
    """Grey as usual, orange for a concern, blue for an improvement: every rate charted is good when low."""
    if point.signal is Signal.COMMON_CAUSE:
        return GREY
    return ORANGE if point.signal.is_high else BLUE
