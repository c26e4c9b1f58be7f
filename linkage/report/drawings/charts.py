"""Charts over the months: the whole, the providers that stand out, and how many would by chance alone."""

from linkage.report.chapters.chapter import Block, Drawing, Words
from linkage.report.chapters.history import ALL, MATURITIES, RARE, ChartedSeries, rare_series, signal_words
from linkage.report.drawings.spc_drawing import spc_svg
from linkage.report.drawings.unseen import unseen
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable
from linkage.spc.alarms import expected_alarms
from linkage.spc.chart import TRIAL, Point
from linkage.words.number_words import number_of

DRAWN = 12
"""Providers drawn, those with the largest changes; the others that stand out are in the table."""

NO_LIMITS = "no limits yet"
"""Of a month that stands alone."""
LEAST = 0.1
"""Fewer alarms expected by chance are shown as fewer than this."""


RARE_WORDS = (
    "{} of providers with fewer than "
    f"{RARE:g} such events a month: too few for a chart with limits. Their numbers "
    "are among the month's comparisons, whose test is exact for small ones."
)


def over_months(figures: Figures, facts: ReportFacts, history: list[ChartedSeries]) -> list[Block]:
    """The charts of the whole, then of the providers that stand out most, then all of those."""
    national = [one for one in history if one.subject == ALL]
    loud = sorted(
        (one for one in history if one.subject != ALL and one.stands_out),
        key=lambda one: (-one.weight, one.subject, one.line.name),
    )
    blocks: list[Block] = [drawn(one, facts) for one in national]
    blocks += [drawn(one, facts) for one in loud[:DRAWN]]
    if rare := rare_series(figures):
        blocks.append(Words(RARE_WORDS.format(number_of(rare, "series", "series"))))
    of_providers = [one for one in history if one.subject != ALL]
    lengths = [len(one.chart.points) for one in of_providers]
    if max(lengths, default=0) > 1:
        expected = expected_alarms(lengths)
        chance = f"about {expected:.1f}" if expected >= LEAST else f"fewer than {LEAST}"
        blocks.append(
            Words(
                f"{len(loud):,} of {len(of_providers):,} charts of providers stand out this month. "
                f"With {len(lengths):,} charts and four rules {chance} would do so by chance alone."
            )
        )
    blocks += [Words(sentence) for sentence in not_drawn(figures, of_providers)]
    if loud:
        blocks.append(signals_table(loud, facts))
    return blocks


def not_drawn(figures: Figures, of_providers: list[ChartedSeries]) -> list[str]:
    """What the charts leave open: those of hidden months, and those whose numbers are too rounded."""
    found, open_ones = unseen(figures), sum(not one.is_settled for one in of_providers)
    sentences = []
    if found.whole:
        sentences.append(
            "The chart of all providers is not drawn: the month is not shown (disclosure control)."
        )
    if found.providers:
        sentences.append(f"{found.words}; they may stand out.")
    if open_ones:
        sentences.append(f"Rounded numbers do not settle whether {open_ones:,} more of the charts stand out.")
    return sentences


def signals_table(loud: list[ChartedSeries], facts: ReportFacts) -> ShownTable:
    """Providers whose month is a signal, by either way of making limits."""

    def row(one: ChartedSeries) -> tuple[ShownCell, ...]:
        latest = one.chart.points[-1]
        return (
            facts.named(one.subject),
            one.line.words,
            latest.value,
            one.before if one.before is not None else "",
            latest.signal.value,
            one.chart.points[one.since].period,
            one.icon,
        )

    return ShownTable(
        "signals",
        "Providers whose latest month stands out",
        (
            ShownColumn("Provider"),
            ShownColumn("Rate"),
            ShownColumn("This month", Kind.SHARE),
            ShownColumn("Before", Kind.SHARE),
            ShownColumn("Signal"),
            ShownColumn("Since"),
            ShownColumn("Icon"),
        ),
        tuple(map(row, loud)),
    )


def drawn(one: ChartedSeries, facts: ReportFacts) -> Drawing:
    """One chart with its numbers."""
    who = "all providers" if one.subject == ALL else facts.named(one.subject)
    title = f"{one.line.words}, {who}, {MATURITIES[one.maturity]}"
    reading = signal_words(one, facts)
    name = f"{one.line.name}-{one.maturity.partition('_')[0]}-{one.subject}".replace(" ", "-")
    anchor = "".join(letter if letter.isalnum() else "-" for letter in name)
    return Drawing(
        spc_svg(
            f"chart-{anchor}", title, reading, one.chart, one.icon, {month for month, _ in facts.changes}
        ),
        reading,
        points_table(one, title),
    )


def limit_cells(point: Point) -> tuple[ShownCell, ...]:
    """Lower limit, mean and upper limit, cut as they are in the drawing."""
    if point.limits is None:
        return (Mark.NOT_SHARED,) * 3
    return (max(point.limits.lower, 0.0), point.limits.mean, min(point.limits.upper, 1.0))


def points_table(one: ChartedSeries, title: str) -> ShownTable:
    """The points of a chart, with the limits that drive its signals and the signals of the other kind of limits."""
    notes = [f"Variation icon: {one.icon}."]
    if any(point.is_trial for point in one.chart.points):
        notes.append(f"Limits of fewer than {TRIAL} points are trial limits.")
    notes += [
        f"New limits from {month}: {reason}."
        for month, reason in sorted(one.chart.rebased.items())
        if month <= one.chart.points[-1].period
    ]
    if one.hidden:
        notes.append(f"{one.hidden} months are hidden by disclosure control and left out.")
    if one.chart.empty:
        notes.append(f"No events, and so no point: {', '.join(one.chart.empty)}.")
    if any(
        point.limits and not (0 <= point.limits.lower <= point.limits.upper <= 1)
        for point in one.chart.points
    ):
        notes.append("Limits below 0% or above 100% are shown as these.")
    limits = "screened XmR limits" if one.subject == ALL else "Laney p-prime limits"
    notes.append(f"Signals are of {limits}; the last column is of unscreened ones.")
    rows = tuple(
        (
            point.period,
            point.denominator,
            point.count,
            point.value,
            *limit_cells(point),
            point.signal.value if point.limits else NO_LIMITS,
            other.value if point.limits else NO_LIMITS,
        )
        for point, other in zip(one.chart.points, one.chart.unscreened, strict=True)
    )
    names = ("Share", "Lower limit", "Mean", "Upper limit")
    return ShownTable(
        f"chart_{one.line.name}_{one.maturity.partition('_')[0]}_{one.subject}",
        title,
        (
            ShownColumn("Month"),
            ShownColumn("Events", Kind.COUNT),
            ShownColumn("Of these", Kind.COUNT),
            *(ShownColumn(name, Kind.SHARE) for name in names),
            ShownColumn("Signal"),
            ShownColumn("Unscreened"),
        ),
        rows,
        note=" ".join(notes),
    )
