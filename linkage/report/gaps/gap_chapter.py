"""Groups over months: a drawing for each kind of group, with its numbers below; internal."""

from collections.abc import Mapping, Sequence

from linkage.report.chapters.chapter import Block, Chapter, Drawing, Words
from linkage.report.figures import Figures
from linkage.report.gaps.gap import FEWEST, KINDS, Gap, by_category, gaps_of
from linkage.report.gaps.gap_drawing import gap_svg, words
from linkage.report.screen.group_words import NAMES, called, with_meaning
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable
from linkage.report.worse import WORSE
from linkage.words.number_words import first_clauses, number_of

TITLE = "Groups over months"
LEAST_MONTHS = 2
MOST_NAMED = 4
MEANING = (
    "A gap is the share of a group's events without a person, less that of all events of the month, in percentage "
    "points: above nought where links are missing more often. The grey band is what chance explains of a group like "
    f"all others: all groups of a month with {FEWEST} events or more are one family, each tested against all other "
    "events of the month, whether more or less of it is unmatched (Fisher's exact test, mid-p, two-sided; of all "
    "together Benjamini and Hochberg at 5%: of those named, 1 in 20 is expected to be chance). This is not the test of "
    "the first screen: that has no modality, takes groups of any size, asks for more unmatched alone, and names none "
    f"that is not beyond {WORSE:g} times the rate of the others. So a group may be marked here and not named there, or "
    f"named there and not marked here. A group of fewer than {FEWEST} events in a month has no point there. A gap that "
    "stays is a property of the group, and a report's chapter on whom links are missing for says why; one that opens "
    "is news."
)


def gaps_chapter(figures: Figures) -> Chapter | None:
    """The chapter; None of controlled numbers, whose months were not controlled together, and of a first month."""
    if figures.is_controlled:
        return None
    drawings = gap_drawings(figures)
    blocks: list[Block] = [Words(MEANING), *drawings]
    return Chapter("gaps", TITLE, tuple(blocks)) if drawings else None


def gap_drawings(figures: Figures) -> tuple[Drawing, ...]:
    """A drawing for each kind of which some group has a gap in the month; none of a first month."""
    gaps = gaps_of(figures.rows, figures.period)
    if len({gap.month for gap in gaps}) < LEAST_MONTHS:
        return ()
    return tuple(drawing for kind in KINDS if (drawing := drawn(figures, kind, by_category(gaps, kind))))


def drawn(figures: Figures, kind: str, found: Mapping[str, Sequence[Gap]]) -> Drawing | None:
    """The drawing of a kind; None where no group of it has a gap in the month."""
    now = [one for one in figures.categories("match_rate_by", kind) if one in found]
    shown = {with_meaning(kind, one): found[one] for one in now}
    latest = [gaps[-1] for gaps in shown.values() if gaps[-1].month == figures.period]
    if not latest:
        return None
    title = f"Gap to all events by {NAMES[kind]}"
    reading = reading_of(latest, figures.period)
    return Drawing(
        gap_svg(f"gap-{kind.replace('_', '-')}", title, reading, shown), reading, table_of(kind, title, shown)
    )


def reading_of(latest: Sequence[Gap], month: str) -> str:
    """Which groups of a kind lie beyond the limits in the month, the furthest first."""
    beyond = sorted(
        (gap for gap in latest if gap.is_high or gap.is_low), key=lambda gap: (-abs(gap.gap), gap.category)
    )
    groups = f"of {number_of(len(latest), 'group')}"
    if not beyond:
        return f"In {month} none {groups} lies further from all events than chance explains."
    named = [f"{called(gap.kind, gap.category)} ({words(gap.gap)} points)" for gap in beyond]
    lie = "lies" if len(beyond) == 1 else "lie"
    return (
        f"In {month} {len(beyond)} {groups} {lie} further from all events than chance explains: "
        f"{first_clauses(named, MOST_NAMED)}."
    )


def table_of(kind: str, title: str, shown: Mapping[str, Sequence[Gap]]) -> ShownTable:
    """A row a group: its latest month, and in how many months it was beyond the limits."""

    def row(name: str, gaps: Sequence[Gap]) -> tuple[ShownCell, ...]:
        last = gaps[-1]
        return (
            *(name, last.month, last.events, last.rate, last.overall),
            *(words(share) for share in (last.gap, last.lower, last.upper)),
            *(len(gaps), sum(gap.is_high for gap in gaps), sum(gap.is_low for gap in gaps)),
        )

    return ShownTable(
        f"gap_{kind}",
        title,
        (
            ShownColumn(NAMES[kind][0].upper() + NAMES[kind][1:]),
            ShownColumn("Latest month"),
            ShownColumn("Events", Kind.COUNT),
            ShownColumn("Without a person", Kind.SHARE),
            ShownColumn("Of all events", Kind.SHARE),
            *(ShownColumn(name) for name in ("Gap, points", "Lower limit", "Upper limit")),
            *(ShownColumn(name, Kind.COUNT) for name in ("Months", "Above", "Below")),
        ),
        tuple(row(name, gaps) for name, gaps in shown.items()),
        note="Above and below: months beyond the limits, of the months shown.",
    )
