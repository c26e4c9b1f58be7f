"""Whose events these are: how many events and people, of how many providers, and of what part of the country."""

from linkage.report.chapters.chapter import Terms
from linkage.report.coverage.sent import sent_of
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, count
from linkage.report.table import Kind, Mark, ShownCell, written

NOT_AMONG = (
    "Rows set aside, superseded, opted out or in conflict over a key are not among them: see From rows received to "
    "events linked."
)


def population_terms(figures: Figures, facts: ReportFacts) -> Terms:
    """What GUILD calls the population of the data set, in words."""
    events, people = (
        count(figures.cell("match_rank", "total", "supplied", measure)) for measure in ("records", "people")
    )
    senders = sum(figures.period in one.events for one in sent_of(figures, facts).everybody)
    return Terms(
        (
            (
                "Events",
                f"{told(events)} imaging events with a test date in {figures.period}, whoever was imaged. {NOT_AMONG}",
            ),
            (
                "People",
                f"{told(people)} people: those of HES where a link was found, distinct identities where none was",
            ),
            ("Providers", f"{senders:,}" if senders else "not told by provider"),
            ("Geography", facts.scope or "not declared"),
            ("Hospital records", f"until {facts.hospital_until or 'a day that is not known'}"),
        )
    )


def told(cell: ShownCell) -> str:
    """A number in words."""
    return "a hidden number of" if isinstance(cell, Mark) else written(cell, Kind.COUNT)
