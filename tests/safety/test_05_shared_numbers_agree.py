"""A shareable report's rates, tables and bars agree with each other: a law over random months under every rule."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest

from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import ROUNDED, Profile
from linkage.report.chapters.flow import step
from linkage.report.chapters.rank_table import RankDescription, rank_table, running_shares
from linkage.report.figures import Figures, count
from linkage.report.headline import headline
from linkage.report.page import chapters
from linkage.report.table import Kind, Mark, ShownCell, ShownTable, written
from linkage.words.figure import Figure
from tests.report.series_world import World, figures
from tests.report.told import facts_of
from tests.safety.random_report import NOW, Twins, twins
from tests.safety.test_05_no_false_all_clear import RULES

SEEDS = 4
RATES = (("Events", "Linked", "Match rate"), ("Events", "Of these", "Share"))
"""Columns of a whole, a part, and the share of one in the other."""


@pytest.fixture(scope="module", params=range(SEEDS))
def pair(request: pytest.FixtureRequest) -> Twins:
    """One month, exact and shared."""
    return twins(100 + request.param, RULES[request.param % len(RULES)])


def tables(pair: Twins) -> Iterator[ShownTable]:
    """Every table of the shareable page."""
    for chapter in chapters(pair.shared, pair.shareable):
        yield from chapter.tables()


def column(table: ShownTable, name: str) -> int | None:
    """The place of a column."""
    names = [one.name for one in table.columns]
    return names.index(name) if name in names else None


def test_every_share_is_of_the_numbers_beside_it(pair: Twins) -> None:
    """As it is written: nobody who divides two columns gets another third one."""
    checked = 0
    for table in tables(pair):
        for names in RATES:
            places = [column(table, name) for name in names]
            for row in table.rows if None not in places else ():
                whole, part, share = (row[place or 0] for place in places)
                if isinstance(whole, int) and isinstance(part, int) and isinstance(share, float) and whole:
                    checked += 1
                    assert written(share, Kind.SHARE) == written(part / whole, Kind.SHARE), table.caption
    assert checked


def said_of(pair: Twins) -> dict[str, set[ShownCell]]:
    """Everything that the page shows of one thing, by the thing: from tables, bars and sentences."""
    found: dict[str, set[ShownCell]] = defaultdict(set)
    for table in tables(pair):
        where = table.sheet
        for row in table.rows:
            name = str(row[0])
            if where == "match_rate_month":
                found["events"].add(row[1])
                found["linked"].add(row[2])
                found["rate"].add(written(row[3], Kind.SHARE))
            if where == "match_rate_provider":
                found[f"unmatched of {name}"].add(unmatched(row[3]))
            if where == "funnel":
                found[f"unmatched of {name}"].add(written(row[2], Kind.SHARE))
            if where == "flow" and name == "Events of the month":
                found["events"].add(row[2])
            if where == "match_rank":
                found |= {key: found[key] | cells for key, cells in of_ranks(row).items()}
    found["events"].add(count(pair.shared.cell("match_rank", "total", "supplied", "records")))
    found["linked"].add(step(pair.shared, "linked"))
    return found


def of_ranks(row: tuple[ShownCell, ...]) -> dict[str, set[ShownCell]]:
    """What a row of the match-rank table shows of the whole."""
    match row[0]:
        case "Total matched":
            return {"linked": {row[5]}}
        case "Records supplied":
            return {"events": {row[5]}}
        case "Match rate":
            return {"rate": {written(row[6], Kind.SHARE)}}
    return {}


def unmatched(rate: ShownCell) -> str:
    """The share of the unmatched beside that of the linked."""
    return written(1 - rate, Kind.SHARE) if isinstance(rate, float | int) else written(rate, Kind.SHARE)


def test_one_thing_has_one_number(pair: Twins) -> None:
    """The same in tables, bars and funnel; where a table hides it, it is not told in another number elsewhere."""
    for thing, cells in said_of(pair).items():
        shown = {cell for cell in cells if not isinstance(cell, Mark) and cell not in {"[c]", "[x]", ""}}
        assert len(shown) <= 1, (thing, shown)


def test_the_first_screen_has_the_rate_of_the_table(pair: Twins) -> None:
    """As it is written there."""
    rate = pair.shared.cell("match_rank", "total", "supplied", "match_rate")
    told = headline(pair.shared, pair.shareable).usable
    if rate.numerator is not None and rate.denominator:
        assert written(rate.numerator / rate.denominator, Kind.SHARE) in told


def test_a_running_share_is_never_more_than_all() -> None:
    """Seven ranks of 13 and one of 113 are shown as 15 and 115 of 205: together 220."""
    counts = {"1A": 115, **dict.fromkeys("2345678", 15)}
    rows = [
        Figure("match_rank", "rank", rank, "records", count, 205, None, NOW, control=ROUNDED)
        for rank, count in counts.items()
    ]
    rows.append(Figure("match_rank", "total", "matched", "records", 205, 205, None, NOW, control=ROUNDED))
    ranks = tuple(RankDescription(rank, "", "", "", "", "") for rank in counts)
    found = list(running_shares(Figures(NOW, tuple(rows)), ranks).values())

    assert found == [min((115 + 15 * place) / 205, 1.0) for place in range(8)]
    assert (115 + 15 * 7) / 205 > 1


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if not rule.national_exact], ids=lambda rule: rule.label
)
def test_the_columns_of_the_rank_table_are_of_the_numbers_beside_them(rule: Profile) -> None:
    """Each share is of the matched that are shown, and the running one of the records above it."""
    world = World(months=1, providers=9, broken_from=0)
    rows = figures(world)
    month = world.periods[0]
    facts = replace(facts_of(world, rows, month), disclosure=rule)
    shown = rank_table(Figures(month, controlled_month(rows, rule)), facts.ranks).rows
    matched = next(row[5] for row in shown if row[0] == "Total matched")
    so_far = 0
    for row in shown[: len(facts.ranks)]:
        assert isinstance(row[5], int)
        assert isinstance(matched, int)
        so_far += row[5]
        told = [written(cell, Kind.SHARE) for cell in row[6:8]]
        assert told == [written(min(part / matched, 1.0), Kind.SHARE) for part in (row[5], so_far)]
