"""The evidence for one person as a drawing: a bar for each part, from the total before it to the total after."""

from collections.abc import Sequence

from markupsafe import Markup

from linkage.report.drawings.drawing import BLUE, GREY, LINE, ORANGE, SOFT, Canvas

WIDTH, NAME, NUMBER, STEP, BAR = 640, 200, 70, 26, 15
Step = tuple[str, float, float]
"""A part, its bits, and the total after it."""


def waterfall_svg(name: str, title: str, steps: Sequence[Step]) -> Markup:
    """Bits for the person go to the right, bits against to the left; the upright line is even odds against nobody."""
    ends = [0.0, *(total for *_, total in steps)]
    low, high = min(ends), max(ends)
    scale = (WIDTH - NAME - NUMBER) / ((high - low) or 1)

    def place(bits: float) -> float:
        return NAME + (bits - low) * scale

    shows = "; ".join(f"{part} {bits:+.1f} bits" for part, bits, _ in steps)
    canvas = Canvas(name, title, f"{shows}. Together {steps[-1][2]:+.1f}.", WIDTH, STEP * len(steps) + 6)
    canvas.line(place(0), 0, place(0), STEP * len(steps) + 6, LINE, "4 3")
    before = 0.0
    for nth, (part, bits, total) in enumerate(steps):
        top = nth * STEP + 5
        left, right = sorted((place(before), place(total)))
        colour = GREY if nth == 0 else BLUE if bits > 0 else ORANGE
        canvas.text(NAME - 8, top + 12, part, anchor="end")
        canvas.box(left, top, max(right - left, 1.0), BAR, colour)
        canvas.text(WIDTH - NUMBER + 8, top + 12, f"{bits:+.1f}", colour=SOFT)
        before = total
    return canvas.markup()
