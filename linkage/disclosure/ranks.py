"""The match-rank table under control: hidden with the linked, else ranks with few people and what betrays them."""

from collections.abc import Iterable
from dataclasses import replace

from linkage.disclosure.cell import controlled, row_of_parts, suppressed
from linkage.disclosure.judged import Judge, Judged
from linkage.disclosure.partition import ALL, OPEN, primary
from linkage.words.figure import Figure

IN_ALL = ("people", "cumulative_share")
"""Measures of a rank that are shared only where no rank is hidden: a sum, and what adds up to more than its sum."""


def ranks(judge: Judge, whole: Judged, by_rank: Judged) -> list[Figure]:
    """Ranks and totals; `whole` are the statuses of all events, `by_rank` the events of each rank."""
    found = [figure for figure in judge.figures if figure.table == "match_rank"]
    totals = [of_total(judge, whole, figure) for figure in found if figure.breakdown == "total"]
    told = []
    for figure in (figure for figure in found if figure.breakdown == "rank"):
        hiding = by_rank.hidden.get(figure.category, ALL)
        is_hidden = hiding.parts or not whole.is_open or (figure.measure in IN_ALL and not by_rank.is_open)
        told.append(suppressed(figure) if is_hidden else controlled(figure, OPEN, judge.profile))
    return totals + list(summed(told, found))


def of_total(judge: Judge, whole: Judged, figure: Figure) -> Figure:
    """One total: but that of all events it is hidden with the linked."""
    is_all = figure.category == "supplied" and figure.measure != "match_rate"
    own = primary(row_of_parts(figure.category, [figure], with_rest=False), judge.profile)
    hidden = own.parts or judge.was_hidden(figure) or not (is_all or whole.is_open)
    return suppressed(figure) if hidden else controlled(figure, OPEN, judge.profile)


def summed(told: Iterable[Figure], exact: Iterable[Figure]) -> Iterable[Figure]:
    """The ranks with their cumulative shares made again, of the rounded numbers of the ranks."""
    listed = list(told)
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
