"""The chapter on data quality: how complete and usable fields are, by provider, and what became of identifiers."""

from linkage.report.chapter import Chapter, Words
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, count, share
from linkage.report.table import Cell, Column, Kind, Table

FIELDS = {"nhs_number": "NHS number", "birth_date": "birth date", "sex": "sex", "postcode": "postcode"}
BY_PROVIDER = (*FIELDS, "ethnic_category", "gp_practice")
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


def quality_chapter(figures: Figures, facts: ReportFacts) -> Chapter:
    """Fields of the events, the same by provider, and every identifier of every data set."""
    note = Words(
        "A test number is a valid NHS number of the 999 range, which is never issued. Pseudo postcodes (ZZ99 and "
        "countries) are valid to submit and never compared."
    )
    tables = (field_table(figures), provider_table(figures, facts), state_table(figures))
    return Chapter("quality", "Data quality", (*(table for table in tables if table.rows), note))


def field_name(field: str) -> str:
    """A field as people call it."""
    return FIELDS.get(field, field.replace("_", " "))


def field_table(figures: Figures) -> Table:
    """Field of an imaging event, share filled in, share usable (blank where every value that is filled in is)."""

    def usable(field: str) -> Cell:
        known = figures.has("data_quality", "field", field, "valid")
        return share(figures.cell("data_quality", "field", field, "valid")) if known else "not judged"

    def filled(field: str) -> Cell:
        return share(figures.cell("data_quality", "field", field, "complete"))

    return Table(
        "fields",
        "Fields of the imaging events: filled in, and usable",
        (Column("Field"), Column("Filled in", Kind.SHARE), Column("Usable", Kind.SHARE)),
        tuple(
            (field_name(field), filled(field), usable(field))
            for field in figures.categories("data_quality", "field")
        ),
    )


def provider_table(figures: Figures, facts: ReportFacts) -> Table:
    """Provider, and the usable share of each field that linking or breakdowns rest on."""
    fields = [field for field in BY_PROVIDER if f"provider.{field}" in figures.breakdowns("data_quality")]
    codes = {code for field in fields for code in figures.categories("data_quality", f"provider.{field}")}
    return Table(
        "fields_by_provider",
        "Usable share of each field, by imaging provider",
        (Column("Provider"), *(Column(field_name(field), Kind.SHARE) for field in fields)),
        tuple(
            (
                facts.named(code),
                *(
                    share(figures.cell("data_quality", f"provider.{field}", code, "valid"))
                    for field in fields
                ),
            )
            for code in sorted(codes)
        ),
    )


def state_table(figures: Figures) -> Table:
    """Data set, field, state, rows, share of the field's rows."""
    rows = []
    for breakdown in figures.breakdowns("data_quality"):
        dataset, _, field = breakdown.partition(".")
        if dataset not in DATASETS:
            continue
        for state in figures.categories("data_quality", breakdown):
            figure = figures.cell("data_quality", breakdown, state, "records")
            name = FIELDS.get(field) or RECORD_FIELDS.get(field, field.replace("_", " "))
            rows.append((DATASETS[dataset], name, state.replace("_", " "), count(figure), share(figure)))
    return Table(
        "identifiers",
        "What became of each identifier",
        (
            Column("Data set"),
            Column("Field"),
            Column("State"),
            Column("Rows", Kind.COUNT),
            Column("Share", Kind.SHARE),
        ),
        tuple(rows),
    )
