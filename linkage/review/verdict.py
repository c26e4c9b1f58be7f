"""What the answers of one, two or three reviewers say of one event: worst, middle and best, as ONS reports them."""

from collections.abc import Sequence
from dataclasses import dataclass

MATCH, NONE, CANNOT_TELL = "match", "none", "cannot_tell"
ANSWERS = (MATCH, NONE, CANNOT_TELL)
TWO = 2
"""Reviewers after whom a third is asked, where they differ."""


@dataclass(frozen=True)
class Answer:
    """One reviewer's answer to one event; `person` is whom a match names."""

    answer: str
    person: str | None = None


@dataclass(frozen=True)
class Range:
    """Whether something holds: if only what all say counts, by the majority, and if what anybody says counts."""

    worst: bool
    middle: bool | None
    """None where nobody could tell, or as many say so as not."""
    best: bool


@dataclass(frozen=True)
class Verdict:
    """Of one event: was the link right, and is there somebody whom the program did not link?"""

    right: Range
    missed: Range
    is_settled: bool
    """Whether one answer has the majority that the sample asks for."""


def verdict(answers: Sequence[Answer], linked: str | None, *, reviewers: int = 2) -> Verdict:
    """
    What is said of an event linked to the person `linked`, or to nobody.

    Of a link, wrong ones count in both ways: as a wrong link, and as somebody missed where a person is named.
    """
    right = [None if one.answer == CANNOT_TELL else says(one, linked) for one in answers]
    missed = [None if one.answer == CANNOT_TELL else misses(one, linked) for one in answers]
    return Verdict(ranged(right), ranged(missed), settled(answers, reviewers) is not None)


def says(answer: Answer, linked: str | None) -> bool:
    """Whether an answer names whom the program linked."""
    return answer.answer == MATCH and linked is not None and answer.person == linked


def misses(answer: Answer, linked: str | None) -> bool:
    """Whether an answer names somebody whom the program did not link."""
    return answer.answer == MATCH and answer.person != linked


def ranged(votes: Sequence[bool | None]) -> Range:
    """The three readings of some votes, None being one that could not tell."""
    told = [vote for vote in votes if vote is not None]
    yes = sum(told)
    middle = None if 2 * yes == len(told) else 2 * yes > len(told)
    return Range(bool(told) and yes == len(votes), middle, yes > 0 or len(told) < len(votes))


def settled(answers: Sequence[Answer], reviewers: int) -> Answer | None:
    """
    The answer that enough reviewers share: the one, where a sample asks for one; else two of two or of three.

    None while they differ, or too few have answered.
    """
    needed = 1 if reviewers == 1 and len(answers) == 1 else 2
    for one in answers:
        if answers.count(one) >= needed and 2 * answers.count(one) > len(answers):
            return one
    return None


def to_queue(answers: Sequence[Answer], reviewers: int) -> bool:
    """Whether a third reviewer has to look: two have answered, and differ or could not tell."""
    if reviewers < TWO or len(answers) != TWO:
        return False
    found = settled(answers, reviewers)
    return found is None or found.answer == CANNOT_TELL
