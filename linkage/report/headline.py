"""The first screen: can the links be used, for whom are they worse, what changed, and what should be done."""

from dataclasses import dataclass

from linkage.report.advice import NAMED, doubts_of_error, error_and_target, to_do
from linkage.report.disclosed import standing_words
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures, share
from linkage.report.groups import worse_groups
from linkage.report.history import ALL, FIRST, Charted, signal_words
from linkage.report.moves import moves, whole_moved
from linkage.report.table import Kind, written

FEW = 10.0
"""A signal about fewer events than this, beyond what was usual, is told in the chapter on change only."""


@dataclass(frozen=True)
class Headline:
    """Three sentences, what stands out, and what to do."""

    usable: str
    worse: str
    changed: str
    stands_out: tuple[str, ...]
    to_do: tuple[str, ...]


def headline(figures: Figures, facts: ReportFacts, history: list[Charted]) -> Headline:
    """Everything in it is worked out from the numbers of the report."""
    loud = sorted(
        (one for one in history if is_loud(one)),
        key=lambda one: (-one.weight, one.subject, one.line.name),
    )
    return Headline(
        usable_sentence(figures, facts, history),
        worse_sentence(figures),
        changed_sentence(figures, facts),
        (
            *filter(None, [standing_words(figures)]),
            *(f"From {month}: {told}" for month, told in facts.changes[:NAMED]),
            *(signal_words(one, facts) for one in national_signals(history)),
            *(signal_words(one, facts) for one in loud[:NAMED]),
        ),
        to_do(figures, facts, loud),
    )


def is_loud(one: Charted) -> bool:
    """Whether a provider's month is a signal of concern about more than a few events."""
    return one.is_worse and one.maturity == FIRST and one.subject != ALL and one.weight >= FEW


def usable_sentence(figures: Figures, facts: ReportFacts, history: list[Charted]) -> str:
    """Yes, or with care and why."""
    rate = figures.cell("match_rank", "total", "supplied", "match_rate")
    linked = f"{written(share(rate), Kind.SHARE)} of the events of {figures.period} are linked to one person"
    if rate.denominator == 0:
        return f"There is nothing to use: {figures.period} has no events."
    doubts = [*doubts_of_error(figures), *(gate_doubt(gate.name) for gate in facts.gates if not gate.held)]
    if national_signals(history):
        doubts.append("the unmatched rate is not what earlier months lead one to expect")
    if facts.compared and whole_moved(figures):
        doubts.append(f"the unmatched rate moved by more than a quarter since {facts.compared}")
    if doubts:
        return f"Use these links with care: {linked}, but {'; and '.join(doubts)}."
    held = " and every gate of the job held" if facts.gates else ""
    months = max((len(one.chart.points) for one in history if one.subject == ALL), default=0)
    usual = "that is as usual" if months > 1 else "there is no earlier month to compare with"
    return f"These links can be used: {linked}{expected_words(figures)}{held}; {usual}."


def expected_words(figures: Figures) -> str:
    """What is expected of wrong links, where rank P says so."""
    found, target = error_and_target(figures)
    if not isinstance(found, float) or not isinstance(target, float):
        return ""
    return (
        f", {100 * found:.2f}% of the links of rank P are expected to be wrong ({100 * target:.2f}% allowed)"
    )


def gate_doubt(name: str) -> str:
    """A gate that did not hold."""
    return f"the gate {name} did not hold"


def worse_sentence(figures: Figures) -> str:
    """The groups that are worst off."""
    found = worse_groups(figures)[:NAMED]
    if not found:
        return "No group of people is unmatched more often than the others, beyond what chance explains."
    return f"Links are missing most often for: {'; '.join(group.told for group in found)}."


def changed_sentence(figures: Figures, facts: ReportFacts) -> str:
    """The whole against the publication before, and how many categories moved."""
    if facts.compared is None:
        return "There is no earlier publication to compare with."
    found = moves(figures)
    months = [move for move in found if move.breakdown == "month"]
    if not months:
        return f"The unmatched rate cannot be compared with {facts.compared}."
    move = months[0]
    before, now = (written(cell, Kind.SHARE) for cell in (move.before, move.now))
    size = "by more than a quarter of itself" if move.is_triggered else "by less than a quarter of itself"
    direction = f"went from {before} to {now}, {size}" if move.before != move.now else f"is {now}, as before"
    others = sum(one.is_triggered and one.is_beyond_chance for one in found if one.breakdown != "month")
    groups = (
        f"; {others:,} group{'s' if others != 1 else ''} moved further than that, beyond chance"
        if others
        else ""
    )
    return f"Since {facts.compared} the share of events without a person {direction}{groups}."


def national_signals(history: list[Charted]) -> list[Charted]:
    """Charts of the whole, as first published, whose month is a signal of concern."""
    return [one for one in history if one.subject == ALL and one.maturity == FIRST and one.is_worse]
