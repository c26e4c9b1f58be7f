"""Numbers on the opt-out list against those before: a list cut short links people who said no, without a word."""

from linkage.gates.comparison import fall
from linkage.gates.facts import Facts
from linkage.gates.gate import Found, Gate
from linkage.words.number_words import number_of


def list_fall(facts: Facts, least: int) -> Found | None:
    """The fall of the list; of one of any length, since nobody leaves it by chance."""
    del least
    if not facts.opt_outs_before:
        return None
    return Found(
        max(fall(facts.opt_outs, facts.opt_outs_before), 0.0),
        f"{number_of(facts.opt_outs, 'number')} on the opt-out list, and {facts.opt_outs_before:,} when a month was "
        "last linked, or since: whoever left it is in the month",
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
