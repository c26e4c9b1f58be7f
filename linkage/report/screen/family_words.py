"""The month's family of comparisons in sentences: how many are named, how many chance explains, and each of them."""

from linkage.report.facts import ReportFacts
from linkage.report.rounding import not_settled
from linkage.report.screen.family import Compared, Family
from linkage.report.screen.group_words import called
from linkage.report.screen.line import UNMATCHED, VOLUME
from linkage.spc.chart import TRIAL
from linkage.spc.discoveries import SHARE
from linkage.words.number_words import number_of

FEW = 3
"""Earlier months below which nothing is said of what is usual."""
NOT_SHOWN = "are not shown, or have no earlier month that is shown (disclosure control)"
MEANING = (
    "One family: every rate of the month, and how much was delivered, against its own earlier months, of the whole, of "
    "each provider and of each group. The test is exact for counts (beta-binomial, mid-p), with the spread of the "
    "months before; of all together Benjamini and Hochberg's rule names those of which 1 in 20 is expected to be "
    "chance. A month that stands out is not held against later ones, so what jumps and stays is named until new limits "
    "are declared."
)


def family_words(found: Family, period: str) -> str:
    """How many comparisons there are, how many are named, and how many chance alone would name."""
    if not found.compared:
        hidden = f"; {found.hidden:,} {NOT_SHOWN}" if found.hidden else ""
        return f"No rate of {period} can be held against an earlier month{hidden}."
    named, every = len(found.named), len(found.compared)
    rest = []
    if found.unsettled:
        rest.append(not_settled(found.unsettled, "more", "more"))
    if found.hidden:
        rest.append(f"{found.hidden:,} {NOT_SHOWN}")
    left = "".join(f"; {words}" for words in rest)
    rates = number_of(every, "rate or volume", "rates and volumes")
    if not named:
        return (
            f"Of {rates} of {period}, each held against its own earlier months, none is "
            f"further off than chance explains; in 1 month of {round(1 / SHARE)} chance alone would name one{left}."
        )
    return (
        f"Of {rates} of {period}, each held against its own earlier months, {named:,} "
        f"{'is' if named == 1 else 'are'} further off than chance explains; of so many, {found.expected:.2g} "
        f"{'is' if found.expected == 1 else 'are'} expected to be chance{left}."
    )


def named_words(one: Compared, facts: ReportFacts) -> str:
    """One comparison that is named, in a sentence."""
    moved = ("rose" if one.departure.is_high else "fell") + f" to {value_words(one, one.value)}"
    months = "month" if one.departure.months == 1 else f"{one.departure.months} months"
    before = f"{value_words(one, one.departure.before)} in the {months} before"
    since = one.departure.since
    when = f"in {since}" if since == one.month.period else f"since {since}"
    is_new = any(month == since for month, _ in facts.changes)
    new = ", the month from which on the method was another" if is_new else ""
    return f"{subject(one, facts)}: {one.line.what} {moved} {when} ({before}){new}."


def value_words(one: Compared, value: float) -> str:
    """A share, or events."""
    return f"{value:,.0f}" if one.line is VOLUME else f"{100 * value:.2f}%"


def subject(one: Compared, facts: ReportFacts) -> str:
    """Whose events they are."""
    if one.is_whole:
        return "All providers"
    return (
        facts.named(one.category)
        if one.breakdown == "provider"
        else upper_first(called(one.breakdown, one.category))
    )


def upper_first(words: str) -> str:
    """Words at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def usual_words(found: Family) -> str:
    """Whether the month is as usual, as far as so many earlier months can tell."""
    whole = found.of("month", "all", UNMATCHED)
    months = whole.departure.months if whole else 0
    if not months:
        return "there is no earlier month to compare with"
    if months < FEW:
        few = "one earlier month is" if months == 1 else "two earlier months are"
        return f"{few} too few to say whether that is usual"
    if months < TRIAL - 1:
        return f"nothing of all events together is unusual beside {months} earlier months, which are few"
    return "of all events together that is as usual"
