"""A random month as the statistics tell of it: providers with sites, by status and by how usable two fields are."""

from random import Random

from linkage.disclosure.frequency_table import TableRow
from linkage.words.figure import SUB_NATIONAL, Figure
from tests.disclosure.random_tables import provider_of, random_cell, random_sites

MONTH = "2019-11"
STATUSES = ("match_rate", "review_rate", "unlinked_rate")
FIELDS = ("nhs_number", "postcode")


def random_month(chance: Random, providers: int) -> tuple[list[Figure], dict[str, list[TableRow]]]:
    """The sub-national figures of match_rate_by and data_quality, and the rows of each table they stand for."""
    sites = {
        provider: [TableRow(f"{provider}S{place}", site.cells) for place, site in enumerate(of_it)]
        for provider, of_it in random_sites(chance, providers).items()
    }
    whole = [provider_of(provider, of_it) for provider, of_it in sites.items()]
    tables = {"provider": whole, "site": [site for of_it in sites.values() for site in of_it]}
    for field in FIELDS:
        tables[f"provider.{field}"] = [random_usable(chance, row) for row in whole]
    figures = [
        figure
        for breakdown, rows in tables.items()
        for row in rows
        for figure in (
            of_statuses(breakdown, row) if breakdown in {"provider", "site"} else [of_field(breakdown, row)]
        )
    ]
    return figures, tables


def random_usable(chance: Random, row: TableRow) -> TableRow:
    """The events of a provider with a field that can be used, and without."""
    without = chance.choice(
        (0, min(row.total, chance.randint(1, 12)), round(row.total * chance.random() * 0.4))
    )
    return TableRow(row.category, (random_cell(chance, row.total - without), random_cell(chance, without)))


def of_statuses(breakdown: str, row: TableRow) -> list[Figure]:
    """Linked, in review, unlinked."""
    return [made("match_rate_by", breakdown, row, measure, cell) for cell, measure in enumerate(STATUSES)]


def of_field(breakdown: str, row: TableRow) -> Figure:
    """Usable."""
    return made("data_quality", breakdown, row, "valid", 0)


def made(table: str, breakdown: str, row: TableRow, measure: str, cell: int) -> Figure:
    """One figure of a row; the people of the other cells count as different ones."""
    others = sum(one.people for place, one in enumerate(row.cells) if place != cell)
    count = row.events[cell]
    value = count / row.total if row.total else None
    return Figure(
        table,
        breakdown,
        row.category,
        measure,
        count,
        row.total,
        value,
        MONTH,
        SUB_NATIONAL,
        row.cells[cell].people,
        others,
    )
