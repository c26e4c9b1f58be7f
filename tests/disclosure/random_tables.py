"""Random tables of providers, as they occur: a few large, many small, some with hardly anybody unlinked."""

from random import Random

from linkage.disclosure.frequency_table import Cell, TableRow


def random_cell(chance: Random, events: int) -> Cell:
    """So many events, of nearly as many people."""
    people = (
        sum(chance.random() < 0.95 for _ in range(min(events, 60))) if events <= 60 else events - events // 20
    )
    return Cell(events, max(people, min(events, 1)))


def random_row(chance: Random, category: str) -> TableRow:
    """Linked, in review and not linked; anything from nobody to thousands."""
    total = chance.choice((0, chance.randint(1, 9), chance.randint(8, 60), chance.randint(50, 400), 3000))
    unlinked = chance.choice((0, min(total, chance.randint(1, 12)), round(total * chance.random() * 0.3)))
    review = chance.choice((0, 0, min(total - unlinked, chance.randint(0, 9))))
    return TableRow(
        category, tuple(random_cell(chance, count) for count in (total - unlinked - review, review, unlinked))
    )


def random_rows(chance: Random, *, least: int = 2, most: int = 25) -> list[TableRow]:
    """A table of some rows."""
    return [random_row(chance, f"P{place:02}") for place in range(chance.randint(least, most))]


def random_sites(chance: Random, providers: int) -> dict[str, list[TableRow]]:
    """Sites by provider: mostly one, sometimes several."""
    return {
        f"P{place:02}": [
            random_row(chance, f"P{place:02}S{site}") for site in range(chance.choice((1, 1, 2, 3, 5)))
        ]
        for place in range(providers)
    }


def provider_of(category: str, sites: list[TableRow]) -> TableRow:
    """The row that sites add up to; nobody is seen at two of them."""
    cells = tuple(
        Cell(sum(site.cells[cell].events for site in sites), sum(site.cells[cell].people for site in sites))
        for cell in range(3)
    )
    return TableRow(category, cells)


def changed(chance: Random, rows: list[TableRow]) -> list[TableRow]:
    """The same month some months later: here some events have found their person, there events came or went."""
    return [
        chance.choice((_found, _resubmitted))(chance, row) if chance.random() < 0.4 else row for row in rows
    ]


def _found(chance: Random, row: TableRow) -> TableRow:
    linked, review, unlinked = row.events
    found = chance.randint(0, min(unlinked, 6))
    looked_at = chance.randint(0, min(review, 3))
    return _with(chance, row, (linked + found + looked_at, review - looked_at, unlinked - found))


def _resubmitted(chance: Random, row: TableRow) -> TableRow:
    linked, review, unlinked = row.events
    return _with(chance, row, (round(linked * chance.uniform(0.2, 1.2)), review, unlinked))


def _with(chance: Random, row: TableRow, counts: tuple[int, ...]) -> TableRow:
    return (
        row
        if counts == row.events
        else TableRow(row.category, tuple(random_cell(chance, count) for count in counts))
    )
