"""One event of a sample with what reviewers say of it."""

from dataclasses import dataclass

from linkage.review.stratum import LINKED
from linkage.review.verdict import Range, Verdict

NOBODY_FOUND = Verdict(Range(False, False, False), Range(False, False, False), is_settled=True)  # noqa: FBT003
"""Of an event that nobody was shown, since the search finds nobody for it."""


@dataclass(frozen=True)
class Judged:
    """What an estimate needs of one event."""

    stratum: str
    """Its name."""
    side: str
    verdict: Verdict
    pair_right: bool | None = None
    """Whether the first two reviewers agree on whether the link is right; None without two who could tell."""
    pair_missed: bool | None = None
    """The same of whether somebody was missed."""
    is_shown: bool = True
    """False where the search finds nobody, so that nobody had to look."""

    @property
    def is_linked(self) -> bool:
        """Whether the program linked it."""
        return self.side == LINKED

    def said(self, reading: str) -> tuple[bool | None, bool | None]:
        """Right and missed in a reading; in the worst for recall, whoever anybody names was missed."""
        other = {"worst": "best", "best": "worst"}.get(reading, reading)
        right: bool | None = getattr(self.verdict.right, reading)
        missed: bool | None = getattr(self.verdict.missed, other)
        return right, missed
