"""A random month as the statistics tell of it: providers with sites, by status and by how usable two fields are."""

from random import Random

from linkage.disclosure.partition import Row
from linkage.words.figure import SUB_NATIONAL, Figure
from tests.disclosure.random_tables import provider_of, random_part, random_sites

MONTH = "2019-11"
STATUSES = ("match_rate", "review_rate", "unlinked_rate")
FIELDS = ("nhs_number", "postcode")


def random_month(chance: Random, providers: int) -> tuple[list[Figure], dict[str, list[Row]]]:
    """The sub-national figures of match_rate_by and data_quality, and the rows of each table they stand for."""
    sites = {
        provider: [Row(f"{provider}S{place}", site.parts) for place, site in enumerate(of_it)]
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


def random_usable(chance: Random, row: Row) -> Row:
    """The events of a provider with a field that can be used, and without."""
    without = chance.choice(
        (0, min(row.total, chance.randint(1, 12)), round(row.total * chance.random() * 0.4))
    )
    return Row(row.category, (random_part(chance, row.total - without), random_part(chance, without)))


def of_statuses(breakdown: str, row: Row) -> list[Figure]:
    """Linked, in review, unlinked."""
    return [made("match_rate_by", breakdown, row, measure, part) for part, measure in enumerate(STATUSES)]


def of_field(breakdown: str, row: Row) -> Figure:
    """Usable."""
    return made("data_quality", breakdown, row, "valid", 0)


def made(table: str, breakdown: str, row: Row, measure: str, part: int) -> Figure:
    """One figure of a row; the people of the other parts count as different ones."""
    others = sum(one.people for place, one in enumerate(row.parts) if place != part)
    count = row.events[part]
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
        row.parts[part].people,
        others,
    )
