"""Data quality of keys: rows of every data set that were set aside, and person keys that may be of several people."""

from linkage.report.figures import Figures, count
from linkage.report.table import Kind, ShownColumn, ShownTable
from linkage.words.quarantine_words import reason_words

DATASETS = {
    "did": "DID rows",
    "apc": "HES inpatient rows",
    "op": "HES outpatient rows",
    "ae": "HES A&E rows",
    "ecds": "ECDS rows",
    "deaths": "deaths rows",
    "postcode_directory": "rows of the postcode directory",
    "modality": "rows of the lookup of imaging codes",
    "sites": "rows of the lookup of sites",
}
SIGNS = {
    "nhs_numbers": ("People with more NHS numbers than the limit", "people"),
    "birth_dates": ("People with more birth dates than the limit", "people"),
    "sexes": ("People of both sexes, several numbers and several birth dates", "people"),
    "linked": ("Events of the month linked to any of them", "events"),
}


def set_aside_table(figures: Figures) -> ShownTable:
    """Data set, reason, rows; empty when every row was used."""
    rows = []
    for category in figures.categories("data_quality", "quarantine_reason"):
        dataset, _, reason = category.partition(".")
        cell = count(figures.cell("data_quality", "quarantine_reason", category, "records"))
        rows.append((DATASETS.get(dataset, dataset), reason_words(reason), cell))
    return ShownTable(
        "set_aside",
        "Rows set aside",
        (ShownColumn("Data set"), ShownColumn("Reason"), ShownColumn("Rows", Kind.COUNT)),
        tuple(rows),
    )


def over_merged_table(figures: Figures) -> ShownTable:
    """Sign, people or events; empty when there is no such person key, and where it is not shared."""
    rows = [
        (words, count(figures.cell("data_quality", "over_merged_person", sign, measure)))
        for sign, (words, measure) in SIGNS.items()
        if figures.has("data_quality", "over_merged_person", sign, measure)
    ]
    return ShownTable(
        "over_merged",
        "Person keys that may be of several people",
        (ShownColumn("What"), ShownColumn("Number", Kind.COUNT)),
        tuple(rows) if any(cell != 0 for _, cell in rows) else (),
    )
