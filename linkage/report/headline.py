"""The first screen: can the links be used, for whom are they worse, what changed, and what should be done."""

from dataclasses import dataclass

from linkage.report.advice import NAMED, nothing_words, to_do
from linkage.report.chapters.disclosed import standing_words
from linkage.report.chapters.history import ALL, ChartedSeries, longest, national_signals, signal_words
from linkage.report.drawings.unseen import unseen
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.moved import changed_sentence
from linkage.report.usable import usable_sentence
from linkage.report.volume import volume_sentence
from linkage.report.worse import judged
from linkage.words.number_words import first_names
from linkage.words.publication import FIRST

FEW = 10.0
"""A signal about fewer events than this, beyond what was usual, is in the chapter on change only."""


@dataclass(frozen=True)
class Headline:
    """Four sentences, what stands out, and what to do."""

    usable: str
    volume: str
    worse: str
    changed: str
    stands_out: tuple[str, ...]
    to_do: tuple[str, ...]
    nothing: str
    """What stands in the place of an empty list of what to do."""


def headline(figures: Figures, facts: ReportFacts, history: list[ChartedSeries]) -> Headline:
    """Everything in it is worked out from the numbers of the report."""
    loud = sorted(
        (one for one in history if is_loud(one)),
        key=lambda one: (-one.weight, one.subject, one.line.name),
    )
    return Headline(
        usable_sentence(figures, facts, history),
        volume_sentence(figures, facts),
        worse_sentence(figures, facts),
        changed_sentence(figures, facts),
        (
            *aside_words(facts),
            *filter(None, [standing_words(figures)]),
            *(f"From {month}: {sentence}" for month, sentence in facts.changes[:NAMED]),
            *(signal_words(one, facts) for one in national_signals(history)),
            *(signal_words(one, facts) for one in loud[:NAMED]),
            *hidden_words(figures),
        ),
        to_do(figures, facts, loud),
        nothing_words(facts, is_first=longest(history) <= 1),
    )


def aside_words(facts: ReportFacts) -> list[str]:
    """The files that the month was linked without."""
    if not facts.files_aside:
        return []
    it, holds = ("A file", "it holds") if len(facts.files_aside) == 1 else ("Files", "they hold")
    named = first_names(facts.files_aside, NAMED)
    return [f"{it} could not be used, and what {holds} is not in this month: {named}."]


def hidden_words(figures: Figures) -> list[str]:
    """How many providers may stand out unseen."""
    found = unseen(figures)
    return [f"{found.words}, and may stand out."] if found.providers else []


def is_loud(one: ChartedSeries) -> bool:
    """Whether a provider's month is a signal of concern about more than a few events."""
    return one.is_worse and one.maturity == FIRST and one.subject != ALL and one.weight >= FEW


def worse_sentence(figures: Figures, facts: ReportFacts) -> str:
    """The groups that are worst off, and how many are not shown."""
    return judged(figures, facts.disclosure).words(NAMED)
