"""A month resolved in several ways, as tables and as a page: internal, with exact counts."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from markupsafe import Markup

from linkage.report.chapters.carried import CARE
from linkage.report.drawings.moved_chart import moved_svg
from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable
from linkage.report.template import rendered

INTERNAL = "Internal: exact numbers. The ways differ by a few links each; do not share."


class WayShown(Protocol):
    """One way of resolving a month."""

    @property
    def meaning(self) -> str:
        """What is done otherwise."""
        ...

    @property
    def linked(self) -> int:
        """Linked events."""
        ...

    @property
    def linked_otherwise(self) -> int:
        """Of them, to somebody else than in the job's own way."""
        ...

    @property
    def not_weighed(self) -> int:
        """Of them, those of which no model says how probable they are."""
        ...

    @property
    def expected_wrong(self) -> float | None:
        """Of them, those expected to be wrong."""
        ...

    @property
    def match_rate(self) -> float:
        """Linked as a share of all events."""
        ...

    @property
    def rates(self) -> Mapping[str, float]:
        """Shares of the links by care setting."""
        ...


class Shown(Protocol):
    """A month in every way, the job's own first."""

    @property
    def month(self) -> str:
        """YYYY-MM."""
        ...

    @property
    def job_name(self) -> str:
        """The job."""
        ...

    @property
    def ways(self) -> Sequence[WayShown]:
        """Every way."""
        ...


def ways_table(found: Shown) -> ShownTable:
    """A row for each way: links, wrong ones expected, and the share of the links by care."""

    def row(way: WayShown) -> tuple[ShownCell, ...]:
        wrong = Mark.NOT_APPLICABLE if way.expected_wrong is None else way.expected_wrong
        return (
            *(way.meaning, way.linked, way.match_rate, way.linked_otherwise, wrong, way.not_weighed),
            *(way.rates.get(name, 0.0) for name in CARE),
        )

    return ShownTable(
        "ways",
        f"How far links and headline rates of {found.month} move",
        (
            ShownColumn("Way"),
            ShownColumn("Linked", Kind.COUNT),
            ShownColumn("Match rate", Kind.SHARE),
            ShownColumn("To somebody else", Kind.COUNT),
            ShownColumn("Expected wrong", Kind.DECIMAL),
            ShownColumn("Not weighed", Kind.COUNT),
            *(ShownColumn(name.capitalize(), Kind.SHARE) for name in CARE.values()),
        ),
        tuple(map(row, found.ways)),
        note="Expected wrong: of the links that the job's model can weigh, whatever way made them; not weighed are the "
        "others. The last five columns cut the linked events by the care that their primary relation speaks of.",
    )


def moves(found: Shown) -> list[tuple[str, list[tuple[str, float]]]]:
    """Of each way but the first, how far each rate lies from the first's, in percentage points."""
    own, *others = found.ways
    return [
        (
            way.meaning,
            [
                ("Match rate", 100 * (way.match_rate - own.match_rate)),
                *(
                    (title.capitalize(), 100 * (way.rates.get(name, 0.0) - own.rates.get(name, 0.0)))
                    for name, title in CARE.items()
                ),
            ],
        )
        for way in others
    ]


def reading(found: Shown) -> str:
    """In one sentence, what moves most."""
    every = [(abs(moved), moved, rate, way) for way, rates in moves(found) for rate, moved in rates]
    if not every:
        return "There is no other way to hold this month against."
    _, moved, rate, way = max(every, key=lambda one: one[0])
    named = rate if rate == "Match rate" else f"share of links {rate.lower()}"
    return f"What moves most is the {named.lower()}: {moved:+.2f} percentage points {way}."


def render_sensitivity(found: Shown) -> str:
    """The page as HTML."""
    told = moves(found)
    chart = moved_svg(reading(found), told) if told else Markup("")
    return rendered(
        "sensitivity.html",
        banner=INTERNAL,
        month=found.month,
        job_name=found.job_name,
        table=ways_table(found),
        reading=reading(found),
        chart=chart,
    )
