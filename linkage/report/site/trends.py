"""Groups over months: how far each lies from all events, and its match rates, as a page of the static folder."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.report.chapters.chapter import Drawing
from linkage.report.figures import Figures
from linkage.report.gaps.gap_chapter import MEANING, gap_drawings
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
class Trend:
    """One kind of group: its drawing of gaps, where there is one, and its match rates."""

    rates: ShownTable
    gaps: Drawing | None


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


def trends_of(figures: Sequence[Figure], month: str) -> tuple[Trend, ...]:
    """Every kind of group up to `month`."""
    drawings = {drawing.table.sheet: drawing for drawing in gap_drawings(Figures(month, tuple(figures)))}
    return tuple(Trend(table, drawings.get(f"gap_{table.sheet}")) for table in trend_tables(figures))


def render_trends(trends: Sequence[Trend], *, job_name: str, release: str) -> str:
    """The page of trends as HTML: internal, with exact numbers."""
    return rendered("trends.html", trends=trends, meaning=MEANING, job_name=job_name, release=release)
