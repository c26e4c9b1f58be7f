"""Static drawings: elements of an SVG, made so that every text is escaped and every drawing can be read aloud."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from markupsafe import Markup

INK, SOFT, LINE = "#212b32", "#4c6272", "#aeb7bd"
BLUE, ORANGE, GREY, PALE = "#005eb8", "#b34d00", "#5b6b75", "#d8dde0"
"""Chosen to stand out from white by 4.5 to 1 where they carry meaning; shape says the same as colour."""


class Canvas:
    """A drawing of so many units, which scales with the page; it begins with its name and what it shows."""

    def __init__(self, name: str, title: str, shows: str, width: int, height: int) -> None:
        """`name` is unique on the page."""
        self.root = ET.Element(
            "svg",
            {
                "viewBox": f"0 0 {width} {height}",
                "role": "img",
                "aria-labelledby": f"{name}-title {name}-shows",
                "class": "drawing",
                "font-family": "Arial, Helvetica, sans-serif",
                "font-size": "13",
            },
        )
        ET.SubElement(self.root, "title", {"id": f"{name}-title"}).text = title
        ET.SubElement(self.root, "desc", {"id": f"{name}-shows"}).text = shows

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = LINE, dash: str = "") -> None:
        """A straight line."""
        marks = {"stroke": colour, "stroke-width": "1.5"} | ({"stroke-dasharray": dash} if dash else {})
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, **marks)

    def path(self, points: list[tuple[float, float]], colour: str, dash: str = "") -> None:
        """Straight lines through points."""
        listed = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        marks = {"stroke": colour, "stroke-width": "1.5", "fill": "none"}
        self.add("polyline", points=listed, **marks, **({"stroke-dasharray": dash} if dash else {}))

    def dot(self, x: float, y: float, colour: str, *, square: bool = False) -> None:
        """A point; a square one stands out without its colour."""
        if square:
            self.box(x - 5, y - 5, 10, 10, colour)
        else:
            self.add("circle", cx=x, cy=y, r=4, fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled box."""
        self.add("rect", x=x, y=y, width=width, height=height, fill=colour)

    def text(self, x: float, y: float, words: str, *, anchor: str = "start", colour: str = INK) -> None:
        """Words that begin, end or have their middle at x."""
        self.add("text", words, x=x, y=y, **{"text-anchor": anchor, "fill": colour})

    def add(self, tag: str, words: str = "", **attributes: str | float) -> None:
        """Any element."""
        shown = {
            name: f"{value:.1f}" if isinstance(value, float) else str(value)
            for name, value in attributes.items()
        }
        ET.SubElement(self.root, tag, shown).text = words or None

    def markup(self) -> Markup:
        """The drawing as it stands in a page."""
        return Markup(ET.tostring(self.root, encoding="unicode"))  # noqa: S704 - ElementTree has escaped it


def ticks(largest: float) -> Iterator[float]:
    """Round values for an axis from 0 that reaches at least `largest`: 3 to 6 of them."""
    step = 10.0
    for candidate in (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0):
        if largest / candidate <= 5:  # noqa: PLR2004 - at most so many steps
            step = candidate
            break
    place = 0
    while True:
        yield place * step
        if place * step >= largest:
            return
        place += 1
