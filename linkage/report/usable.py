"""Whether the month's links can be used, in one sentence: yes, with care and why, or what is not shown of that."""

from linkage.report.facts import GateShown, ReportFacts
from linkage.report.figures import Figures, share
from linkage.report.screen.delivery import delivery_doubts, hospital_words, is_delivery_open
from linkage.report.screen.error_known import ErrorKnown, error_known
from linkage.report.screen.family import ALL, Compared, Family
from linkage.report.screen.family_words import usual_words
from linkage.report.screen.line import ELSEWHERE, UNMATCHED, VOLUME, Line
from linkage.report.table import Kind, Mark, written

WHOLE = (UNMATCHED, ELSEWHERE, VOLUME)
"""What of all events together is held against earlier months."""


def usable_sentence(figures: Figures, facts: ReportFacts, found: Family) -> str:
    """Of a month without events nothing; else what is linked, doubts, and what could not be looked at."""
    rate = figures.cell("match_rank", "total", "supplied", "match_rate")
    if rate.denominator == 0:
        return f"There is nothing to use: {figures.period} has no events."
    known = error_known(figures)
    linked = linked_words(figures)
    doubts, open_ones = doubted(figures, facts, found, known), not_known(figures, facts, found, known)
    rest = f"; not shown or not settled here: {', '.join(open_ones)}" if open_ones else ""
    if doubts:
        return f"Use these links with care: {linked}, but {'; and '.join(doubts)}{rest}."
    told = f"{known.words()}{hospital_words(facts)}" + (" and every gate held" if facts.gates else "")
    if open_ones:
        return f"Nothing that is shown speaks against these links: {linked}{told}{rest}."
    return f"These links can be used: {linked}{told}; {usual_words(found)}."


def linked_words(figures: Figures) -> str:
    """How many are linked, if that is shown."""
    found = share(figures.cell("match_rank", "total", "supplied", "match_rate"))
    if isinstance(found, Mark) and found is not Mark.NOT_APPLICABLE:
        return f"how many of the events of {figures.period} are linked is hidden (disclosure control)"
    return f"{written(found, Kind.SHARE)} of the events of {figures.period} are linked to one person"


def doubted(figures: Figures, facts: ReportFacts, found: Family, known: ErrorKnown) -> list[str]:
    """Every reason for care: none that chance explains."""
    doubts = [*known.doubts(), *(gate_doubt(gate, facts) for gate in facts.gates if not gate.held)]
    doubts += [whole_doubt(one) for one in whole_named(found)]
    return doubts + delivery_doubts(figures, facts, found)


def whole_named(found: Family) -> list[Compared]:
    """What of all events together is further off than chance explains."""
    return [one for line in WHOLE if (one := found.of("month", ALL, line)) and one.is_named]


def whole_doubt(one: Compared) -> str:
    """That the whole month is not as earlier ones."""
    side = "more" if one.departure.is_high else "fewer"
    if one.line is VOLUME:
        return f"{side} events were delivered than earlier months lead one to expect"
    return f"there are {side} {one.line.what} than earlier months lead one to expect"


def not_known(figures: Figures, facts: ReportFacts, found: Family, known: ErrorKnown) -> list[str]:
    """Every reason for care that shared numbers cannot rule out."""
    if not figures.is_controlled:
        return []
    told = []
    if facts.has_p and known.above_target is None and has_hidden_error(known):
        told.append("whether more wrong links are expected than the job allows")
    elif facts.has_p and not known.above_target and known.is_hidden_for_all:
        told.append("whether more wrong links of all ranks are expected than the job allows")
    if facts.has_p and known.is_hold_out_open:
        told.append("all that the hold-out finds")
    told += [f"whether {line.what} are as usual" for line in WHOLE if is_open(found, line)]
    if is_delivery_open(figures, facts, found):
        told.append("whether every provider sent as much as before")
    return told


def is_open(found: Family, line: Line) -> bool:
    """Whether it is not known of all events together if they are further off than chance explains."""
    whole = found.of("month", ALL, line)
    return found.hidden > 0 if whole is None else whole.is_named is None


def has_hidden_error(known: ErrorKnown) -> bool:
    """Whether the expected share of wrong links is there and not shown; a month without links of rank P has none."""
    return all(cell is not Mark.NOT_APPLICABLE for cell in (known.of_p, known.target))


def gate_doubt(gate: GateShown, facts: ReportFacts) -> str:
    """A gate that did not hold; what it found, with codes and counts, is shown only where numbers are exact."""
    told = f"the gate {gate.name} did not hold"
    if facts.disclosure is not None:
        return told
    accepted = f"; accepted: {gate.accepted}" if gate.accepted else ""
    return f"{told} ({gate.told}{accepted})" if gate.told else told
