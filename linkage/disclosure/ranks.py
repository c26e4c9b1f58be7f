"""The match-rank table under control: hidden with the linked, else ranks with few people and what betrays them."""

from collections.abc import Iterable
from dataclasses import replace

from linkage.disclosure.controlled_figure import controlled, row_of_cells, suppressed
from linkage.disclosure.frequency_table import ALL, OPEN, primary_suppression
from linkage.disclosure.protected_table import MonthTables, ProtectedTable
from linkage.words.figure import Figure

IN_ALL = ("people", "cumulative_share")
"""Measures of a rank that are shared only where no rank is hidden: a sum, and what adds up to more than its sum."""


def ranks(month: MonthTables, whole: ProtectedTable, by_rank: ProtectedTable) -> list[Figure]:
    """Ranks and totals; `whole` are the statuses of all events, `by_rank` the events of each rank."""
    found = [figure for figure in month.figures if figure.table == "match_rank"]
    totals = [of_total(month, whole, figure) for figure in found if figure.breakdown == "total"]
    shared = []
    for figure in (figure for figure in found if figure.breakdown == "rank"):
        suppression = by_rank.hidden.get(figure.category, ALL)
        is_hidden = (
            suppression.cells or not whole.is_open or (figure.measure in IN_ALL and not by_rank.is_open)
        )
        shared.append(suppressed(figure) if is_hidden else controlled(figure, OPEN, month.profile))
    return totals + list(summed(shared, found))


def of_total(month: MonthTables, whole: ProtectedTable, figure: Figure) -> Figure:
    """One total: but that of all events it is hidden with the linked."""
    is_all = figure.category == "supplied" and figure.measure != "match_rate"
    own = primary_suppression(row_of_cells(figure.category, [figure], with_rest=False), month.profile)
    hidden = own.cells or month.was_hidden(figure) or not (is_all or whole.is_open)
    return suppressed(figure) if hidden else controlled(figure, OPEN, month.profile)


def summed(shared: Iterable[Figure], exact: Iterable[Figure]) -> Iterable[Figure]:
    """The ranks with their cumulative shares made again, of the rounded numbers of the ranks."""
    listed = list(shared)
    records = {figure.category: figure.numerator or 0 for figure in listed if figure.measure == "records"}
    reached = {
        figure.category: figure.numerator or 0 for figure in exact if figure.measure == "cumulative_share"
    }
    whole = sum(records.values())
    for figure in listed:
        if figure.measure != "cumulative_share" or figure.is_suppressed:
            yield figure
            continue
        so_far = sum(records[rank] for rank, upto in reached.items() if upto <= reached[figure.category])
        yield replace(figure, numerator=so_far, denominator=whole, value=so_far / whole if whole else None)
