"""The flow of a month as bars to one scale: what was received, what is left at each step, and how it was linked."""

from collections.abc import Sequence

from markupsafe import Markup

from linkage.report.chapters.rank_table import RankDescription, linked_at
from linkage.report.drawings.drawing import BLUE, GREY, ORANGE, SOFT, Canvas
from linkage.report.figures import Figures, count
from linkage.report.table import Kind, ShownCell, written

WIDTH, NAME, NUMBER, STEP, BAR = 640, 190, 170, 24, 16


def flow_svg(figures: Figures, ranks: Sequence[RankDescription], reading: str) -> Markup:
    """A bar for each step; a number that is hidden has no bar. People stand behind the rows of events."""

    def step(name: str) -> ShownCell:
        return count(figures.cell("flow", "step", name, "rows"))

    def people(breakdown: str, category: str) -> ShownCell:
        return count(figures.cell("match_rank", breakdown, category, "people"))

    bars: list[tuple[str, ShownCell, ShownCell, str]] = [
        ("Received", step("rows_read"), "", GREY),
        ("Accepted", step("rows_accepted"), "", GREY),
        ("Events of the month", step("events"), people("total", "supplied"), GREY),
        *(
            (
                linked_at(rank.rank),
                count(figures.cell("match_rank", "rank", rank.rank, "records")),
                people("rank", rank.rank),
                BLUE,
            )
            for rank in ranks
        ),
        ("for review", step("review"), people("total", "review"), ORANGE),
        ("unlinked", step("unlinked"), people("total", "unlinked"), ORANGE),
    ]
    canvas = Canvas("flow", "From rows received to events linked", reading, WIDTH, STEP * len(bars) + 4)
    largest = max((cell for _, cell, *_ in bars if isinstance(cell, int)), default=0) or 1
    for place, (name, cell, persons, colour) in enumerate(bars):
        top = place * STEP + 4
        canvas.text(NAME - 8, top + 12, name, anchor="end")
        width = cell / largest * (WIDTH - NAME - NUMBER) if isinstance(cell, int) else 0.0
        if width:
            canvas.box(NAME, top, max(width, 1.0), BAR, colour)
        words = written(cell, Kind.COUNT)
        if isinstance(persons, int):
            words += f" ({written(persons, Kind.COUNT)} people)"
        canvas.text(NAME + width + 6, top + 12, words, colour=SOFT)
    return canvas.markup()
