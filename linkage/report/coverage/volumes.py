"""Events of each provider: this month beside its earlier ones, as a chart with its numbers, and month by month."""

from linkage.report.chapters.chapter import Block, Drawing, Words
from linkage.report.coverage.submitters import Silent, Submitter, known_months, silent, submitters
from linkage.report.drawings.volume_drawing import Bar, volume_svg
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable
from linkage.words.number_words import number_of

MONTHS = 13
"""Months that are shown, the latest: a year and the month that it is held against."""
DRAWN = 40
"""Providers drawn, those with most events, and every expected one that sent nothing."""
NO_MONTH = "No month of this report tells what each provider sent."


def volume_blocks(figures: Figures, facts: ReportFacts) -> list[Block]:
    """A chart of the month with its numbers, then every provider by month; words where there is nothing to show."""
    everybody = submitters(figures)
    if figures.period not in known_months(everybody):
        return [Words(NO_MONTH if not everybody else f"Nothing of {figures.period} is told by provider.")]
    missing = {one.code: one for one in silent(figures, facts.followed)}
    shown = [one for one in everybody if figures.period in one.events or one.code in missing]
    table = volume_table(figures, facts, shown)
    drawn = sorted(
        shown, key=lambda one: (one.code not in missing, -(one.events.get(figures.period) or 0), one.code)
    )
    bars = [bar(one, figures.period, facts) for one in drawn[:DRAWN]]
    chart = Drawing(volume_svg(bars, table.reading), table.reading, table)
    return [chart, month_table(figures, facts, everybody, missing)]


def bar(one: Submitter, month: str, facts: ReportFacts) -> Bar:
    """A provider's events of the month, and the mean of those before, as far as they are known."""
    return Bar(facts.named(one.code), now(one, month), earlier_mean(one, month))


def now(one: Submitter, month: str) -> int | None:
    """Events of the month; a provider without a row has none."""
    return one.events.get(month, 0)


def earlier_mean(one: Submitter, month: str) -> float | None:
    """Mean of the last twelve earlier months with events whose number is known; None without any."""
    before = sorted(period for period in one.events if period < month)[-(MONTHS - 1) :]
    known = [events for period in before if (events := one.events[period]) is not None]
    return sum(known) / len(known) if known else None


def volume_table(figures: Figures, facts: ReportFacts, shown: list[Submitter]) -> ShownTable:
    """Provider, events of the month, mean of up to twelve earlier months."""
    sending = sum(figures.period in one.events for one in shown)
    quiet = len(shown) - sending
    return ShownTable(
        "volumes",
        f"Events by provider, {figures.period} and before",
        (
            ShownColumn("Provider"),
            ShownColumn("Events of the month", Kind.COUNT),
            ShownColumn("Mean of up to 12 earlier months", Kind.DECIMAL),
        ),
        tuple(
            (facts.named(one.code), hidden(now(one, figures.period)), mean_cell(one, figures.period))
            for one in shown
        ),
        reading=f"{number_of(sending, 'provider')} sent events of {figures.period}"
        + (f", {quiet} that did before sent nothing." if quiet else "."),
    )


def mean_cell(one: Submitter, month: str) -> ShownCell:
    """The mean of earlier months: none for a provider's first month, hidden where all of them are."""
    found = earlier_mean(one, month)
    if found is not None:
        return found
    return Mark.SUPPRESSED if any(period < month for period in one.events) else Mark.NOT_APPLICABLE


def hidden(events: int | None) -> ShownCell:
    """A number of events, or the mark of one that disclosure control hides."""
    return Mark.SUPPRESSED if events is None else events


def month_table(
    figures: Figures, facts: ReportFacts, everybody: tuple[Submitter, ...], missing: dict[str, Silent]
) -> ShownTable:
    """Provider, whether it sends, and its events in each of the last months."""
    months = known_months(everybody)[-MONTHS:]
    rows = tuple(
        (
            facts.named(one.code),
            standing_words(one, figures.period, facts, missing),
            *(hidden(one.events.get(month, 0)) for month in months),
        )
        for one in everybody
        if set(months) & one.events.keys() or one.code in missing
    )
    told = [f"{facts.named(one.code)} since {one.months[0]}" for one in missing.values()]
    nobody = "Every expected provider sent events."
    if figures.is_controlled:
        nobody = "As far as numbers are shown, every expected provider sent events."
    return ShownTable(
        "submitters",
        "Events by provider and month, as first published",
        (
            ShownColumn("Provider"),
            ShownColumn(f"Standing in {figures.period}"),
            *(ShownColumn(month, Kind.COUNT) for month in months),
        ),
        rows,
        reading=f"Expected and silent: {', '.join(told)}." if told else nobody,
        note="Expected: it sent ten events or more in each of the three published months up to its last. A provider "
        "that another has followed, by the lookup of sites, is not expected. 0: no event of that month.",
    )


def standing_words(one: Submitter, month: str, facts: ReportFacts, missing: dict[str, Silent]) -> str:
    """Whether a provider sent events of the month, and if not, whether it should have."""
    if month in one.events:
        return "sent"
    if one.code in facts.followed:
        return f"followed by {', '.join(map(facts.named, facts.followed[one.code]))}"
    if one.code in missing:
        return f"silent, {number_of(len(missing[one.code].months), 'month')}; {missing[one.code].usual:,.0f} before"
    return "not expected"
