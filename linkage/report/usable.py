"""Whether the month's links can be used, in one sentence: yes, with care and why, or what is not shown of that."""

from linkage.report.advice import above_target, doubts_of_error, error_and_target
from linkage.report.chapters.history import ALL, UNMATCHED, ChartedSeries, longest, national_signals
from linkage.report.drawings.unseen import unseen
from linkage.report.facts import GateShown, ReportFacts
from linkage.report.figures import Figures, share
from linkage.report.moves import whole_move
from linkage.report.table import Kind, Mark, written
from linkage.words.publication import FIRST


def usable_sentence(figures: Figures, facts: ReportFacts, history: list[ChartedSeries]) -> str:
    """Of a month without events nothing; else what is linked, doubts, and what could not be looked at."""
    rate = figures.cell("match_rank", "total", "supplied", "match_rate")
    if rate.denominator == 0:
        return f"There is nothing to use: {figures.period} has no events."
    linked = linked_words(figures)
    doubts, open_ones = doubted(figures, facts, history), not_known(figures, facts, history)
    rest = f"; not shown or not settled here: {', '.join(open_ones)}" if open_ones else ""
    if doubts:
        return f"Use these links with care: {linked}, but {'; and '.join(doubts)}{rest}."
    held = " and every gate held" if facts.gates else ""
    if open_ones:
        return f"Nothing that is shown speaks against these links: {linked}{expected_words(figures)}{held}{rest}."
    usual = "that is as usual" if longest(history) > 1 else "there is no earlier month to compare with"
    return f"These links can be used: {linked}{expected_words(figures)}{held}; {usual}."


def linked_words(figures: Figures) -> str:
    """How many are linked, if that is shown."""
    found = share(figures.cell("match_rank", "total", "supplied", "match_rate"))
    if isinstance(found, Mark) and found is not Mark.NOT_APPLICABLE:
        return f"how many of the events of {figures.period} are linked is hidden (disclosure control)"
    return f"{written(found, Kind.SHARE)} of the events of {figures.period} are linked to one person"


def doubted(figures: Figures, facts: ReportFacts, history: list[ChartedSeries]) -> list[str]:
    """Every reason for care."""
    doubts = [*doubts_of_error(figures), *(gate_doubt(gate, facts) for gate in facts.gates if not gate.held)]
    if national_signals(history):
        doubts.append("the unmatched rate is not what earlier months lead one to expect")
    move = whole_move(figures, facts.disclosure)
    if facts.compared and move is not None and move.is_triggered:
        doubts.append(f"the unmatched rate moved by more than a quarter since {facts.compared}")
    return doubts


def not_known(figures: Figures, facts: ReportFacts, history: list[ChartedSeries]) -> list[str]:
    """Every reason for care that shared numbers cannot rule out."""
    if not figures.is_controlled:
        return []
    found = []
    if facts.has_p and above_target(figures) is None and has_hidden_error(figures):
        found.append("whether more wrong links are expected than the job allows")
    whole = [one for one in history if (one.subject, one.maturity) == (ALL, FIRST)]
    if unseen(figures).whole or not all(one.is_settled and not one.hidden for one in whole):
        found.append(f"whether {UNMATCHED.what} are as usual")
    move = whole_move(figures, facts.disclosure)
    if facts.compared and (move is None or move.is_triggered is None):
        found.append(f"whether the unmatched rate moved by more than a quarter since {facts.compared}")
    return found


def has_hidden_error(figures: Figures) -> bool:
    """Whether the expected share of wrong links is there and not shown; a month without links of rank P has none."""
    return all(cell is not Mark.NOT_APPLICABLE for cell in error_and_target(figures))


def expected_words(figures: Figures) -> str:
    """What is expected of wrong links, where rank P says so."""
    found, target = error_and_target(figures)
    if not isinstance(found, float) or not isinstance(target, float):
        return ""
    return (
        f", {100 * found:.2f}% of the links of rank P are expected to be wrong ({100 * target:.2f}% allowed)"
    )


def gate_doubt(gate: GateShown, facts: ReportFacts) -> str:
    """A gate that did not hold; what it found, with codes and counts, is shown only where numbers are exact."""
    told = f"the gate {gate.name} did not hold"
    if facts.disclosure is not None:
        return told
    accepted = f"; accepted: {gate.accepted}" if gate.accepted else ""
    return f"{told} ({gate.told}{accepted})" if gate.told else told
