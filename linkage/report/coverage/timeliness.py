"""How old the month is: its report, the events' own, and hospital records against the end of the month."""

from datetime import date

from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, value
from linkage.report.table import Mark, ShownColumn, ShownTable
from linkage.words.month import last_day
from linkage.words.number_words import number_of

TABLE, DAYS = "timeliness", "days_after_month"
NOTE = (
    "How old an imaging file was when it came is not known: no layout of the imaging data set bears a date of "
    "submission. A kind of hospital records reaches as far as its last day with a tenth of an average day's."
)


def timeliness_table(figures: Figures, facts: ReportFacts) -> ShownTable:
    """What, and when; kinds of hospital record apart inside alone."""
    end = date.fromisoformat(last_day(figures.period))
    rows = [("This release", made_words(facts, end)), ("Half of the tests", report_words(figures))]
    rows.append(("Hospital activity", reach_words(facts.hospital_until, end)))
    if facts.disclosure is None:
        rows += [
            (f"{kind.capitalize()} records", apart(int(days)))
            for kind in figures.categories(TABLE, "hospital")
            if (days := figures.cell(TABLE, "hospital", kind, DAYS).value) is not None
        ]
    return ShownTable(
        "timeliness",
        "Timeliness",
        (ShownColumn("What"), ShownColumn("When")),
        tuple(rows),
        note=NOTE,
    )


def made_words(facts: ReportFacts, end: date) -> str:
    """How long after the end of the month the release was made."""
    if not facts.finished_on:
        return f"made {facts.finished}"
    return f"made {apart((date.fromisoformat(facts.finished_on) - end).days)}"


def report_words(figures: Figures) -> str:
    """How soon tests were reported on: the median."""
    days = value(figures.cell("waits", "month", figures.period, "test_to_report.p50"))
    if isinstance(days, Mark):
        return days.value if days is not Mark.NOT_APPLICABLE else "have no day of a report"
    return f"were reported on within {round(float(days))} days"


def reach_words(until: str | None, end: date) -> str:
    """How far hospital activity reaches."""
    if until is None:
        return "not known"
    return f"until {until[:10]}, {apart((date.fromisoformat(until[:10]) - end).days)}"


def apart(days: int) -> str:
    """
    Days from the end of the month, in words.

    >>> apart(-3), apart(0), apart(1)
    ('3 days before the end of the month', 'on the last day of the month', '1 day after the end of the month')
    """
    if days == 0:
        return "on the last day of the month"
    return f"{number_of(abs(days), 'day')} {'after' if days > 0 else 'before'} the end of the month"
