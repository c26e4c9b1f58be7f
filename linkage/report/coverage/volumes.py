"""Events of each provider: this month beside its earlier ones, as a chart with its numbers, and month by month."""

from linkage.report.chapters.chapter import Block, Drawing, Words
from linkage.report.coverage.sent import Sent, Submitter, sent_of, under_codes_of_now
from linkage.report.coverage.submitters import Silent, silent
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
MEAN = (
    "The mean is of all published months of the year before, with 0 for one of which it sent nothing. Events of a "
    "provider that another has followed, by the lookup of sites, count for that other once it took them over."
)


def volume_blocks(figures: Figures, facts: ReportFacts) -> list[Block]:
    """A chart of the month with its numbers, then every provider by month; words where there is nothing to show."""
    sent = sent_of(figures, facts)
    month = sent.month
    if month not in sent.told:
        return [Words(NO_MONTH if not sent.everybody else f"Nothing of {month} is told by provider.")]
    now = under_codes_of_now(sent, facts.followed)
    missing = {one.code: one for one in silent(now)}
    shown = [one for one in now.everybody if month in one.events or one.code in missing]
    table = volume_table(now, facts, shown, is_controlled=figures.is_controlled)
    drawn = sorted(shown, key=lambda one: (one.code not in missing, -(one.events.get(month) or 0), one.code))
    bars = [
        Bar(facts.named(one.code), one.events.get(month, 0), mean_of(earlier(now, one)))
        for one in drawn[:DRAWN]
    ]
    chart = Drawing(volume_svg(bars, table.reading), table.reading, table)
    return [chart, month_table(sent, facts, missing, is_controlled=figures.is_controlled)]


def earlier(sent: Sent, one: Submitter) -> list[ShownCell]:
    """Events of the up to twelve latest published months before the month."""
    before = [month for month in sent.months if month < sent.month]
    return [sent.number(one, month) for month in before[-(MONTHS - 1) :]]


def mean_of(before: list[ShownCell]) -> float | None:
    """The mean of the numbers that are shown; None without any."""
    known = [events for events in before if isinstance(events, int)]
    return sum(known) / len(known) if known else None


def mean_cell(before: list[ShownCell]) -> ShownCell:
    """The mean of earlier months: none for the first month of all, hidden where all of them are."""
    if not before:
        return Mark.NOT_APPLICABLE
    found = mean_of(before)
    return before[-1] if found is None else found


def volume_table(
    sent: Sent, facts: ReportFacts, shown: list[Submitter], *, is_controlled: bool
) -> ShownTable:
    """Provider, events of the month, mean of up to twelve earlier months; outside, how many of these are not shown."""
    sending = sum(sent.month in one.events for one in shown)
    quiet = len(shown) - sending
    columns = [
        ShownColumn("Provider"),
        ShownColumn("Events of the month", Kind.COUNT),
        ShownColumn("Mean of up to 12 earlier months", Kind.DECIMAL),
    ]
    rows: list[tuple[ShownCell, ...]] = [
        (facts.named(one.code), sent.number(one, sent.month), mean_cell(earlier(sent, one))) for one in shown
    ]
    if is_controlled:
        columns.append(ShownColumn("Earlier months not shown, not in the mean", Kind.COUNT))
        hidden = (sum(isinstance(events, Mark) for events in earlier(sent, one)) for one in shown)
        rows = [(*row, many) for row, many in zip(rows, hidden, strict=True)]
    return ShownTable(
        "volumes",
        f"Events by provider, {sent.month} and before",
        tuple(columns),
        tuple(rows),
        reading=f"{number_of(sending, 'provider')} sent events of {sent.month}"
        + (f", {number_of(quiet, 'expected provider')} sent nothing." if quiet else "."),
        note=MEAN,
    )


def month_table(
    sent: Sent, facts: ReportFacts, missing: dict[str, Silent], *, is_controlled: bool
) -> ShownTable:
    """Provider, whether it sends, and its events in each of the last months, under the code that these came with."""
    months = sent.months[-MONTHS:]
    known = {one.code: one for one in sent.everybody}
    listed = {code: known.get(code, Submitter(code, {}, {})) for code in sorted({*known, *missing})}
    rows = tuple(
        (
            facts.named(code),
            standing_words(one, sent.month, facts, missing),
            *(sent.number(one, month) for month in months),
        )
        for code, one in listed.items()
        if set(months) & one.events.keys() or code in missing
    )
    told = [f"{facts.named(one.code)} since {one.months[0]}" for one in missing.values()]
    nobody = "Every expected provider sent events."
    if is_controlled:
        nobody = "As far as numbers are shown, every expected provider sent events."
    return ShownTable(
        "submitters",
        f"Events by provider and month, as {'last shared' if is_controlled else 'they are now'}",
        (
            ShownColumn("Provider"),
            ShownColumn(f"Standing in {sent.month}"),
            *(ShownColumn(month, Kind.COUNT) for month in months),
        ),
        rows,
        reading=f"Expected and silent: {', '.join(told)}." if told else nobody,
        note="Expected: it sent ten events or more in each of the three published months up to its last. Events of a "
        "provider that another has followed, by the lookup of sites, count for that other. 0: no event of that month.",
    )


def standing_words(one: Submitter, month: str, facts: ReportFacts, missing: dict[str, Silent]) -> str:
    """Whether a provider sent events of the month, and if not, whether it should have."""
    if month in one.events:
        return "sent"
    if one.code in missing:
        return f"silent, {number_of(len(missing[one.code].months), 'month')}; {missing[one.code].usual:,.0f} before"
    if one.code in facts.followed:
        return f"followed by {', '.join(map(facts.named, facts.followed[one.code]))}"
    return "not expected"
