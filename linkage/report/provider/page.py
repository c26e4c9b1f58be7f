"""A provider's page, and the letter that goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import fill

from linkage.report.chapters.quality import JUDGED, field_name
from linkage.report.provider.own_figures import LINKED, OwnFigures
from linkage.report.provider.tables import part, reasons_table, sites_table, tables
from linkage.report.table import Kind, ShownCell, written
from linkage.report.template import rendered
from linkage.words.number_words import number_of

ENOUGH = 0.99
"""A field of which a larger share is usable is not asked about."""
WIDTH = 78
"""Of a line of the letter."""


@dataclass(frozen=True)
class About:
    """What is said of the release."""

    job_name: str
    release: str
    finished: str
    contact: str | None


def in_short(own: OwnFigures) -> tuple[str, ...]:
    """What a provider should know first, a sentence each."""
    events = own.events()
    rate = written(part(own.linked, events), Kind.SHARE)
    first = (
        f"Of the {number_of(events, 'imaging event')} that you sent for {own.month}, {own.linked:,} ({rate}) could be "
        "linked to the hospital history of a patient."
    )
    return (first, *missing_words(own), *site_words(own))


def missing_words(own: OwnFigures) -> tuple[str, ...]:
    """The identifier that most events lack or bear in vain, and the most frequent reason."""
    usable = own.shares("valid")
    worst = min(
        (field for field in JUDGED if field in usable), key=lambda field: lacking(usable[field]), default=""
    )
    said = []
    if worst and lacking(usable[worst]) < ENOUGH:
        valid, of = usable[worst]
        said.append(
            f"The field to look at first is {field_name(worst)}: it was missing or not usable in {of - valid:,} of "
            f"{of:,} events."
        )
    if rows := reasons_table(own).rows:
        reason, number, _ = rows[0]
        said.append(f"Most often an event has no person because {reason} ({number:,} events).")
    return tuple(said)


def lacking(share: tuple[int, int]) -> float:
    """The share of a field that is usable."""
    return share[0] / share[1]


def site_words(own: OwnFigures) -> tuple[str, ...]:
    """The site with most events without a person, where there are several."""
    rows = sites_table(own).rows
    if len(rows) < 2 or own.events(lambda one: one.status != LINKED) == 0:  # noqa: PLR2004 - one site is the whole
        return ()
    site, events, without, _ = rows[0]
    return (f"Most events without a person are of site {site}: {without:,} of its {events:,}.",)


def render_provider(own: OwnFigures, about: About, meanings: Mapping[str, str]) -> str:
    """The page as HTML: internal, with exact numbers of this provider and of no other."""
    return rendered(
        "provider.html",
        provider=own.name,
        month=own.month,
        about=about,
        sentences=in_short(own),
        tables=tables(own, meanings),
    )


def letter(own: OwnFigures, about: About) -> str:
    """The letter as text: what was sent, what could be linked, and what would help."""
    contact = f"Questions go to {about.contact}." if about.contact else ""
    paragraphs = (
        f"To {own.name}",
        f"Imaging events of {own.month}: how they could be linked",
        *in_short(own),
        *fields_words(own),
        " ".join(
            filter(
                None,
                (f"The numbers are those of release {about.release}, and of your events alone.", contact),
            )
        ),
    )
    return "\n\n".join(fill(text, WIDTH) for text in paragraphs) + "\n"


def fields_words(own: OwnFigures) -> tuple[str, ...]:
    """Every identifier with its usable share, in one sentence."""
    usable = own.shares("valid")

    def said(field: str) -> str:
        cell: ShownCell = lacking(usable[field])
        return f"{field_name(field)} {written(cell, Kind.SHARE)}"

    listed = ", ".join(said(field) for field in JUDGED if field in usable)
    return (f"Usable identifiers: {listed}.",) if listed else ()
