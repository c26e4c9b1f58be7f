"""One event of a sample, with the answers to it and the link that it is judged against."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.commands.review.answers import KeptAnswer
from linkage.commands.review.design import Design, DrawnEvent
from linkage.commands.review.folders import THIRD
from linkage.commands.review.month_now import Now
from linkage.review.agreement import Said
from linkage.review.judged import NOBODY_FOUND, Judged
from linkage.review.stratum import stratum_named
from linkage.review.verdict import CANNOT_TELL, Answer, misses, says, to_queue, verdict


@dataclass(frozen=True)
class Told:
    """One event of a sample that is still there, with the answers to it."""

    design: Design
    stratum: str
    linked: str | None
    """The person it is judged against."""
    is_shown: bool
    given: Sequence[KeptAnswer]

    def first(self) -> list[Answer]:
        """The first two answers, of two who did not know of each other."""
        return [answer.says() for answer in self.given if answer.round != THIRD][:2]

    def pair(self) -> tuple[Said, Said] | None:
        """The same, for kappa; None without two."""
        first = [(answer.answer, answer.person) for answer in self.first()]
        return (first[0], first[1]) if len(first) > 1 else None

    def is_queued(self) -> bool:
        """Whether a third has to look."""
        return to_queue([answer.says() for answer in self.given], self.design.reviewers)

    def judged(self) -> Judged | None:
        """For an estimate; None while too few have answered."""
        side = stratum_named(self.stratum).side
        if not self.is_shown:
            return Judged(self.stratum, side, NOBODY_FOUND, is_shown=False)
        reviewers, first = self.design.reviewers, self.first()
        if len(self.given) < reviewers:
            return None
        could = len(first) > 1 and all(answer.answer != CANNOT_TELL for answer in first)
        right, missed = (
            len({look(answer, self.linked) for answer in first}) == 1 if could else None
            for look in (says, misses)
        )
        said = verdict([answer.says() for answer in self.given], self.linked, reviewers=reviewers)
        return Judged(self.stratum, side, said, right, missed)


def told_of(design: Design, was: DrawnEvent, given: Sequence[KeptAnswer], now: Now | None) -> Told | None:
    """An event against the link it has, or, once settled, had; None where it is not there any more."""
    if now is None:
        return None
    if now.stratum is None:
        return Told(design, was.stratum, was.linked, was.is_shown, given)
    return Told(design, now.stratum, now.linked, was.is_shown, given)
