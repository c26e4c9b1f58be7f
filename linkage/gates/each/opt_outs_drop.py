"""Numbers on the opt-out list against those before: a list cut short links people who said no, without a word."""

from linkage.gates.comparison import fall
from linkage.gates.facts import Facts
from linkage.gates.gate import Found, Gate
from linkage.words.number_words import number_of


def list_fall(facts: Facts, least: int) -> Found | None:
    """The fall of the list; of one of any length, since nobody leaves it by chance."""
    del least
    now, before = facts.opt_outs, facts.opt_outs_before
    if not before:
        return None
    words = list_words(now, before, is_counted=facts.were_opt_outs_counted)
    return Found(lost_share(now, before), f"{words}: whoever left it is in the month")


def lost_share(now: int, before: int) -> float:
    """The share of the numbers of before that are fewer now; 0 where they are as many or more."""
    return max(fall(now, before), 0.0)


def list_words(now: int, before: int, *, is_counted: bool) -> str:
    """How many numbers are on the list, and how many there were; an earlier version told only that there were."""
    were = f"{before:,}" if is_counted else "some (an earlier version did not count them)"
    return (
        f"{number_of(now, 'number')} on the opt-out list, and {were} when a month was last linked, or since"
    )


GATE = Gate(
    name="opt_outs_drop",
    place=1050,
    what="fall of the numbers on the opt-out list since a month was last linked",
    setting="Fall of the numbers on the opt-out list.",
    find=list_fall,
    warn=0.1,
    refuse=0.5,
)
