"""The page: a pure function from statistics and facts to one self-contained HTML file."""

from collections.abc import Mapping
from dataclasses import dataclass

from linkage.config.codes import read
from linkage.ledger import Ledger
from linkage.report import care, linkage_error
from linkage.report.figures import Figures, percent
from linkage.report.flow import flow_rows
from linkage.report.rank_table import RankDescription, rank_lines, totals
from linkage.report.template import rendered

BREAKDOWNS = {
    "month": "month",
    "provider": "imaging provider",
    "source_setting": "patient source setting",
    "sex": "sex",
    "age_band": "age at test",
    "ethnic_group": "ethnic group",
    "deprivation": "deprivation decile, 01 the most deprived",
    "modality": "modality",
    "nhs_number_status": "NHS number status as submitted",
    "nhs_number_state": "state of the NHS number",
}
"""The breakdowns shown; sites are in the statistics only, there being several for each provider."""

FIELDS = {"nhs_number": "NHS number", "birth_date": "birth date", "sex": "sex", "postcode": "postcode"}
DATASETS = {
    "did": "DID events",
    "apc": "HES inpatient rows",
    "op": "HES outpatient rows",
    "ae": "HES A&E rows",
    "ecds": "ECDS rows",
    "deaths": "deaths rows",
}
RECORD_FIELDS = {
    "person_key": "person key",
    "start_date": "start date",
    "death_date": "date of death",
    "row": "use of the row",
}


@dataclass(frozen=True)
class ReportFacts:
    """What a report tells beside the statistics; dates and versions arrive as they are to be shown."""

    job_name: str
    release: str
    month: str
    status: str | None
    contact: str | None
    finished: str
    profile: str
    profile_meaning: str
    ranks: tuple[RankDescription, ...]
    ledger: Ledger
    other_months: Mapping[str, int]
    quarantine: dict[str, int]
    """Rows set aside, by reason; DID only."""
    model_id: str | None
    versions: Mapping[str, str]
    left_out: tuple[tuple[str, int, int], ...]
    """Block, values with more people than allowed, events that bear them."""
    phi: Mapping[str, float] | None
    """Share of the pool whose person is in the index, by state of the NHS number."""
    threshold: float | None
    expected_false_link_share: float | None
    target: float | None


def render_page(figures: Figures, facts: ReportFacts) -> str:
    """The report as HTML. Raises IntegrityError when the flow does not reconcile."""
    ledger = facts.ledger
    return rendered(
        "page.html",
        facts=facts,
        ledger=ledger,
        match_rate=percent(ledger.linked, ledger.events),
        review_share=percent(ledger.review, ledger.events),
        unlinked_share=percent(ledger.unlinked, ledger.events),
        flow=flow_rows(ledger, facts.quarantine, figures, facts.ranks),
        lines=rank_lines(figures, facts.ranks),
        totals=totals(figures),
        breakdowns=[
            (name, title, rows)
            for name, title in BREAKDOWNS.items()
            if (rows := breakdown_rows(figures, name)) or name != "deprivation"
        ],
        quality=quality_rows(figures),
        fields=field_rows(figures),
        expected=linkage_error.expected_lines(figures),
        holdout=linkage_error.holdout_tables(figures),
        thresholds=linkage_error.threshold_lines(figures),
        differences=linkage_error.difference_lines(figures),
        left_out=facts.left_out,
        care=care.sections(figures),
    )


def breakdown_rows(figures: Figures, breakdown: str) -> list[tuple[str, str, str, str, str]]:
    """Category, events, linked, match rate and review rate."""
    rows = []
    for category in figures.categories("match_rate_by", breakdown):
        rate = figures.cell("match_rate_by", breakdown, category, "match_rate")
        review = figures.cell("match_rate_by", breakdown, category, "review_rate")
        label = labelled(breakdown, category)
        rows.append((label, f"{rate.denominator or 0:,}", rate.count, rate.percent, review.percent))
    return rows


def labelled(breakdown: str, category: str) -> str:
    """A category with its meaning where it is a code."""
    if breakdown not in {"source_setting", "sex"}:
        return category
    meanings = {row["code"]: row["meaning"] for row in read(breakdown)}
    return f"{category} {meanings[category]}" if category in meanings else category


def field_rows(figures: Figures) -> list[tuple[str, str, str]]:
    """Field of an imaging event, share filled in, share usable (blank where every value that is filled in is)."""
    measured = {row.measure + row.category for row in figures.rows if row.breakdown == "field"}
    return [
        (
            FIELDS.get(field, field.replace("_", " ")),
            figures.cell("data_quality", "field", field, "complete").percent,
            figures.cell("data_quality", "field", field, "valid").percent
            if f"valid{field}" in measured
            else "",
        )
        for field in figures.categories("data_quality", "field")
    ]


def quality_rows(figures: Figures) -> list[tuple[str, str, str, str, str]]:
    """Data set, field, state, rows, share of the field's rows."""
    rows = []
    for breakdown in figures.breakdowns("data_quality"):
        dataset, _, field = breakdown.partition(".")
        if dataset not in DATASETS:
            continue
        for state in figures.categories("data_quality", breakdown):
            figure = figures.cell("data_quality", breakdown, state, "records")
            told = state.replace("_", " ")
            rows.append(
                (
                    DATASETS.get(dataset, dataset),
                    FIELDS.get(field) or RECORD_FIELDS[field],
                    told,
                    figure.count,
                    figure.percent,
                )
            )
    return rows
