"""The chapter on data quality: how complete and usable fields are, by provider, and what became of identifiers."""

from linkage.report.chapters.chapter import Chapter, Words
from linkage.report.chapters.quality_keys import over_merged_table, set_aside_table
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, count, share
from linkage.report.table import Kind, ShownCell, ShownColumn, ShownTable

FIELDS = {
    "nhs_number": "NHS number",
    "nhs_number_status": "NHS number status",
    "gp_practice": "GP practice",
    "death_date": "date of death",
    "row": "use of the row",
}
"""Names of fields that are more than their words."""
JUDGED = ("nhs_number", "birth_date", "sex", "postcode", "ethnic_category", "gp_practice")
"""Fields that may be filled in and yet be of no use."""
OTHERS = (
    "source_setting",
    "nhs_number_status",
    "referring_organisation",
    "imaging_code",
    "request_date",
    "received_date",
    "report_date",
)
DATASETS = {
    "did": "DID events",
    "apc": "HES inpatient rows",
    "op": "HES outpatient rows",
    "ae": "HES A&E rows",
    "ecds": "ECDS rows",
    "deaths": "deaths rows",
}


def quality_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """Fields of the events, the same by provider, and every identifier of every data set."""
    note = Words(
        "A test number is a valid NHS number of the 999 range, which is never issued. Pseudo postcodes (ZZ99 and "
        "countries) are valid to submit and never compared."
    )
    by_provider = (
        provider_table(figures, facts, "usable_by_provider", "Usable share of each field", JUDGED, "valid"),
        provider_table(
            figures, facts, "filled_in_by_provider", "Filled-in share of each field", JUDGED, "complete"
        ),
        provider_table(
            figures, facts, "others_by_provider", "Filled-in share of other fields", OTHERS, "complete"
        ),
    )
    keys = (set_aside_table(figures), over_merged_table(figures))
    tables = (field_table(figures), *by_provider, state_table(figures), *keys)
    return Chapter("quality", "Data quality", (*(table for table in tables if table.rows), note))


def field_name(field: str) -> str:
    """A field as people call it."""
    return FIELDS.get(field, field.replace("_", " "))


def field_table(figures: Figures) -> ShownTable:
    """Field of an imaging event, share filled in, share usable (blank where every value that is filled in is)."""

    def usable(field: str) -> ShownCell:
        known = figures.has("data_quality", "field", field, "valid") or (
            figures.is_controlled and field in JUDGED
        )
        return share(figures.cell("data_quality", "field", field, "valid")) if known else "not judged"

    def filled(field: str) -> ShownCell:
        return share(figures.cell("data_quality", "field", field, "complete"))

    return ShownTable(
        "fields",
        "Fields of the imaging events: filled in, and usable",
        (ShownColumn("Field"), ShownColumn("Filled in", Kind.SHARE), ShownColumn("Usable", Kind.SHARE)),
        tuple(
            (field_name(field), filled(field), usable(field))
            for field in figures.categories("data_quality", "field")
        ),
    )


def provider_table(
    figures: Figures, facts: ReportFacts, sheet: str, title: str, fields: tuple[str, ...], measure: str
) -> ShownTable:
    """Provider, and the share of each field that is usable (valid) or filled in (complete); empty if not shared."""
    known = {
        (row.breakdown, row.category)
        for row in figures.of("data_quality")
        if row.measure == measure and row.breakdown.startswith("provider.")
    }
    shown = [field for field in fields if any(breakdown == f"provider.{field}" for breakdown, _ in known)]
    codes = {code for breakdown, code in known if breakdown.removeprefix("provider.") in shown}

    def row(code: str) -> tuple[ShownCell, ...]:
        cells = (figures.cell("data_quality", f"provider.{field}", code, measure) for field in shown)
        return (facts.named(code), *map(share, cells))

    return ShownTable(
        sheet,
        f"{title}, by imaging provider",
        (ShownColumn("Provider"), *(ShownColumn(field_name(field), Kind.SHARE) for field in shown)),
        tuple(map(row, sorted(codes))),
    )


def state_table(figures: Figures) -> ShownTable:
    """Data set, field, state, rows, share of the field's rows."""
    rows = []
    for breakdown in figures.breakdowns("data_quality"):
        dataset, _, field = breakdown.partition(".")
        if dataset not in DATASETS:
            continue
        for state in figures.categories("data_quality", breakdown):
            figure = figures.cell("data_quality", breakdown, state, "records")
            name = field_name(field)
            rows.append((DATASETS[dataset], name, state.replace("_", " "), count(figure), share(figure)))
    return ShownTable(
        "identifiers",
        "What became of each identifier",
        (
            ShownColumn("Data set"),
            ShownColumn("Field"),
            ShownColumn("State"),
            ShownColumn("Rows", Kind.COUNT),
            ShownColumn("Share", Kind.SHARE),
        ),
        tuple(rows),
    )
