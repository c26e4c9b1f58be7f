"""The pages that lead to the others: the front page, and the match rates of groups over months."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.report.table import Kind, Mark, ShownCell, ShownColumn, ShownTable
from linkage.report.template import rendered
from linkage.words.figure import Figure

MONTHS = 13
"""Columns of a table of trends, the latest months."""
GROUPS = {
    "age_band": "Age",
    "sex": "Sex",
    "ethnic_group": "Ethnic group",
    "deprivation": "Deprivation of the area",
    "source_setting": "Where the patient came from",
    "modality": "Modality",
    "provider": "Imaging provider",
}
"""Breakdowns whose match rates are shown over months."""


@dataclass(frozen=True)
class Leads:
    """A page of the folder: what it is called, and where it lies; no address where there is none."""

    text: str
    href: str


@dataclass(frozen=True)
class ListedRelease:
    """A line of the front page."""

    number: str
    month: str
    """The month that it ran."""
    finished: str
    changed: str
    """What it changed against the release before, in words: internal, for it tells of people who opted out."""
    sign_offs: str
    is_current: bool
    pages: tuple[Leads, ...]


@dataclass(frozen=True)
class Front:
    """What the front page says."""

    job_name: str
    contact: str | None
    releases: tuple[ListedRelease, ...]
    """The latest first."""
    providers: tuple[Leads, ...]
    others: tuple[Leads, ...]
    is_shareable: bool
    marking: str = ""


def render_front(front: Front) -> str:
    """The front page as HTML."""
    return rendered("site.html", shareable=front.is_shareable, front=front)


def trend_tables(figures: Sequence[Figure]) -> tuple[ShownTable, ...]:
    """The match rate of each group in the latest months: a table a breakdown, a row a group, a column a month."""
    rates = {
        (figure.breakdown, figure.category, figure.period): figure.value
        for figure in figures
        if (figure.table, figure.measure) == ("match_rate_by", "match_rate")
    }
    months = sorted({period for _, _, period in rates})[-MONTHS:]
    found = []
    for breakdown, title in GROUPS.items():
        categories = sorted({category for one, category, _ in rates if one == breakdown})

        def cell(category: str, month: str, breakdown: str = breakdown) -> ShownCell:
            value = rates.get((breakdown, category, month))
            return Mark.NOT_APPLICABLE if value is None else value

        rows = tuple((category, *(cell(category, month) for month in months)) for category in categories)
        columns = (ShownColumn(title), *(ShownColumn(month, Kind.SHARE) for month in months))
        if rows:
            found.append(ShownTable(breakdown, f"Match rate by {title[0].lower()}{title[1:]}", columns, rows))
    return tuple(found)


def render_trends(tables: Sequence[ShownTable], *, job_name: str, release: str) -> str:
    """The page of trends as HTML: internal, with exact numbers."""
    return rendered("trends.html", tables=tables, job_name=job_name, release=release)
