"""
Ratings by rule, each of which can come out every way that it has: one that never changes tells nothing.

    what                    green                        amber               red
    profiling               all known columns supplied   one absent          a linkage field of no use
    wrong links             expected within the target   not estimated (all) above it
    precision and recall    the hold-out agrees          none, or wide       too many wrong, or few found
    bias                    no difference beyond 0.1     one                 one beyond 0.3
    sensitivity             thresholds change little     some                much

Clerical review has a rule of its own. What rests on numbers that are not part of a shareable report is not rated there.
"""

from linkage.report.figures import Figures, value
from linkage.report.screen.error_known import ErrorKnown, error_known
from linkage.words.names import IDENTIFIERS
from linkage.words.number_words import number_of

GREEN, AMBER, RED, NOT_SHOWN, NOT_RATED = "green", "amber", "red", "not shown", "not rated"

WITHHELD = "the numbers it rests on are not part of the shareable report (disclosure control)"
DIFFERENCE = "standardised_difference"
MATTERS, LARGE = 0.1, 0.3
"""Standardised differences that matter, and that are large (Austin 2009; Cohen's small and half of his large)."""
WIDE = 0.3
"""An interval of recall wider than this tells little."""
LEAST_USABLE = 0.5
"""A linkage field usable in fewer events than this is as good as absent."""
LITTLE, MUCH = 0.1, 0.3
"""By this share of itself the number of links of rank P changes between thresholds of 0.9 and 0.99."""

Rating = tuple[str, str]
"""The rating, and what it rests on."""


def wrong_links(figures: Figures, *, has_p: bool) -> Rating:
    """The expected share of wrong links against what the job allows."""
    if not has_p:
        return NOT_RATED, "not estimated: there is no rank P"
    known = error_known(figures)
    verdict = True if known.all_above else known.above_target
    match verdict:
        case True:
            return RED, "above what the job allows"
        case False:
            return within(known)
        case _ if figures.is_controlled:
            return NOT_SHOWN, WITHHELD
        case _:
            made = figures.cell("match_rank", "rank", "P", "records").numerator
            return AMBER, "not estimated" if made else "not estimated: rank P made no link"


def within(known: ErrorKnown) -> Rating:
    """Of a month in which rank P is within what the job allows; all links may be above it, or nobody knows."""
    if known.is_hidden_for_all:
        return NOT_SHOWN, WITHHELD
    if known.all_above is None:
        return AMBER, "within what the job allows for rank P, and not estimated for all links"
    return GREEN, "within what the job allows"


def hold_out(figures: Figures, *, has_p: bool) -> Rating:
    """What the hold-out finds of precision and recall; no measure against a truth."""
    if not has_p:
        return NOT_RATED, "there is no rank P to hold out from"
    known = error_known(figures)
    _, low, high = known.recall
    if not isinstance(low, float) or not isinstance(high, float):
        return (NOT_SHOWN, WITHHELD) if figures.is_controlled else (AMBER, "no hold-out in this month")
    if figures.is_controlled and known.is_hold_out_open:
        return NOT_SHOWN, WITHHELD
    return found_by_hold_out(known, high - low)


def found_by_hold_out(known: ErrorKnown, width: float) -> Rating:
    """Of a month that has one."""
    if known.found_wrong or known.finds_few:
        return RED, "the hold-out finds more wrong links than the job allows, or few of those in HES"
    if width > WIDE:
        return AMBER, f"a hold-out whose interval of recall is wider than {100 * WIDE:.0f} percentage points"
    return GREEN, "a hold-out within what the job allows; no measure against a truth"


def bias(figures: Figures, *, has_p: bool) -> Rating:
    """The largest standardised difference between linked and unlinked people."""
    found = [
        abs(row.value)
        for row in figures.of("linkage_error")
        if row.measure == DIFFERENCE and row.value is not None
    ]
    if not found:
        if figures.is_controlled:
            return NOT_SHOWN, WITHHELD
        return AMBER, "not estimated" if has_p else "not estimated: there is no rank P"
    largest = max(found)
    many = number_of(sum(one > MATTERS for one in found), "group")
    told = f"the largest standardised difference is {largest:.2f}; beyond {MATTERS:g} for {many}"
    return (RED if largest > LARGE else AMBER if largest > MATTERS else GREEN), told


def sensitivity(figures: Figures, *, has_p: bool) -> Rating:
    """By how much the links of rank P change between thresholds of 0.9 and 0.99."""
    if not has_p:
        return NOT_RATED, "no threshold to vary"
    low, high = (
        value(figures.cell("linkage_error", "probability", at, "links_at_probability"))
        for at in ("0.9", "0.99")
    )
    if not isinstance(low, float) or not isinstance(high, float):
        return (NOT_SHOWN, WITHHELD) if figures.is_controlled else (AMBER, "not estimated")
    moved = (low - high) / low if low else 0.0
    told = f"rank P has {100 * moved:.0f}% fewer links at 0.99 than at 0.9"
    return (RED if moved > MUCH else AMBER if moved > LITTLE else GREEN), told


def profiling(figures: Figures, absent: int) -> Rating:
    """Whether the fields that are compared can be used, and every known column was supplied."""
    poor = []
    for field in IDENTIFIERS:
        cell = figures.cell("data_quality", "field", field, "valid")
        if (
            cell.numerator is not None
            and cell.denominator
            and cell.numerator < LEAST_USABLE * cell.denominator
        ):
            poor.append(field.replace("_", " "))
    if poor:
        return RED, f"usable in fewer than half of the events: {', '.join(poor)}"
    told = f"completeness and validity of every field; {absent} known columns were not supplied"
    return (AMBER if absent else GREEN), told
