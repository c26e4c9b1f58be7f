"""Providers of one month against the limits that their size explains."""

from collections.abc import Mapping

from markupsafe import Markup

from linkage.report.drawings.drawing import BLUE, GREY, LINE, ORANGE, SOFT, Canvas, ticks
from linkage.spc.funnel import ALARM, WARNING, Funnel

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 58, 16, 12, 40
STEPS = 60


def funnel_svg(reading: str, providers: Mapping[str, tuple[int, int]], found: Funnel) -> Markup:
    """A point a provider: events across, unmatched share up; dashed the 95% limits, whole the 99.8% ones."""
    canvas = Canvas("funnel", "Unmatched rate of providers by number of events", reading, WIDTH, HEIGHT)
    shown = {code: pair for code, pair in providers.items() if pair[1]}
    most = max(events for _, events in shown.values())
    axis = list(ticks(max(*(count / events for count, events in shown.values()), found.overall, 0.005)))

    def x(events: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * events / (most * 1.05)

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(max(value, 0.0), axis[-1]) / axis[-1])

    for value in axis:
        canvas.line(LEFT, y(value), WIDTH - RIGHT, y(value), LINE if value else SOFT)
        canvas.text(LEFT - 6, y(value) + 4, f"{100 * value:.4g}%", anchor="end", colour=SOFT)
    sizes = [max(1, round(most * 1.05 * place / STEPS)) for place in range(1, STEPS + 1)]
    for deviations, dash in ((WARNING, "6 4"), (ALARM, "")):
        for side in (0, 1):
            canvas.path(
                [(x(size), y(found.limits(size, deviations)[side])) for size in sizes], SOFT, dash=dash
            )
    canvas.line(LEFT, y(found.overall), WIDTH - RIGHT, y(found.overall), SOFT)
    for count, events in shown.values():
        high, low = found.is_high(count, events), found.is_low(count, events)
        canvas.dot(
            x(events), y(count / events), ORANGE if high else BLUE if low else GREY, square=high or low
        )
    for events in (most // 2, most):
        canvas.text(x(events), HEIGHT - 22, f"{events:,}", anchor="middle", colour=SOFT)
    canvas.text((WIDTH + LEFT) / 2, HEIGHT - 5, "events", anchor="middle", colour=SOFT)
    return canvas.markup()
