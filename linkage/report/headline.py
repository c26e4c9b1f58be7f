"""The first screen: can the links be used, for whom are they worse, what changed, and what should be done."""

from dataclasses import dataclass

from linkage.report.advice import NAMED, nothing_words, to_do
from linkage.report.chapters.disclosed import standing_words
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.moved import changed_sentence
from linkage.report.screen.family import Compared, Family, family
from linkage.report.screen.family_words import family_words, named_words
from linkage.report.screen.worse_words import why_words, worse_words
from linkage.report.usable import usable_sentence
from linkage.report.volume import volume_sentence
from linkage.report.worse import judged
from linkage.words.number_words import first_names, number_of

FEW = 10.0
"""What is named about fewer events than this is in the chapter on change only."""


@dataclass(frozen=True)
class Headline:
    """Five sentences, what stands out, and what to do."""

    usable: str
    volume: str
    worse: str
    changed: str
    compared: str
    stands_out: tuple[str, ...]
    to_do: tuple[str, ...]
    nothing: str
    """What stands in the place of an empty list of what to do."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """In the order in which they are read."""
        return (self.usable, self.volume, self.worse, self.changed, self.compared)


def headline(figures: Figures, facts: ReportFacts, made: Family | None = None) -> Headline:
    """Everything in it is worked out from the numbers of the report; `made` is its family, if already made."""
    found = made or family(figures, facts)
    loud = [one for one in found.named if one.is_whole or one.weight >= FEW]
    return Headline(
        usable_sentence(figures, facts, found),
        volume_sentence(figures, facts),
        worse_sentence(figures, facts),
        changed_sentence(figures, facts, found),
        family_words(found, figures.period),
        (
            *aside_words(facts),
            *signed_words(facts),
            *filter(None, [standing_words(figures)]),
            *(f"From {month}: {sentence}" for month, sentence in facts.changes[:NAMED]),
            *loud_words(loud, facts),
        ),
        to_do(figures, facts, found, loud),
        nothing_words(facts, is_first=not found.compared),
    )


def loud_words(loud: list[Compared], facts: ReportFacts) -> list[str]:
    """The whole, then providers, then groups, those about most events first; and how many more there are."""
    kinds = (
        [one for one in loud if one.is_whole],
        [one for one in loud if one.breakdown == "provider" and not one.is_whole],
        [one for one in loud if one.breakdown != "provider" and not one.is_whole],
    )
    shown = [one for kind in kinds for one in kind[:NAMED]]
    told = [named_words(one, facts) for one in shown]
    if len(loud) > len(shown):
        told.append(
            f"{number_of(len(loud) - len(shown), 'more rate')} of the month: see the chapter on change."
        )
    return told


def aside_words(facts: ReportFacts) -> list[str]:
    """The files that the month was linked without."""
    if not facts.files_aside:
        return []
    it, holds = ("A file", "it holds") if len(facts.files_aside) == 1 else ("Files", "they hold")
    named = first_names(facts.files_aside, NAMED)
    return [f"{it} could not be used, and what {holds} is not in this month: {named}."]


def signed_words(facts: ReportFacts) -> list[str]:
    """The months that are not any more as somebody signed them off; that of the report is "this month"."""
    return [
        f"{'This month' if month == facts.month else month} was {words}."
        for month, words in facts.signed_before
    ]


def worse_sentence(figures: Figures, facts: ReportFacts) -> str:
    """The groups that are worst off, how many are not shown, and why the worst is."""
    found = judged(figures, facts.disclosure)
    return " ".join(filter(None, [worse_words(found, NAMED), why_words(found)]))
