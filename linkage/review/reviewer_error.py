"""
How often reviewers err, by how often two of them differ, and what a share is without their errors.

Two who each err with probability e, independently, differ with probability 2e(1 - e); two of two, or two of three,
are wrong together with probability 3e^2 - 2e^3. A share s that such a majority finds of a true share t is
t(1 - m) + (1 - t)m. Both are taken to err as often one way as the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from linkage.review.judged import Judged

CHANCE = 0.5
"""Who differ so often might as well toss a coin."""


@dataclass(frozen=True)
class ReviewerError:
    """How often one reviewer errs and a majority does, and how sure the latter is."""

    single: float
    majority: float
    variance: float
    """Of `majority`, from the number of events that two have judged."""

    def freed(self, share: float) -> float:
        """The share without the errors of the majority; it may come to lie a little outside 0 to 1."""
        return (share - self.majority) / (1 - 2 * self.majority)

    @property
    def stretch(self) -> float:
        """By how much that makes a variance larger."""
        return 1 / (1 - 2 * self.majority) ** 2

    def slope(self, share: float) -> float:
        """By how much a freed share moves as `majority` does."""
        return (2 * share - 1) * self.stretch


NO_ERROR = ReviewerError(0.0, 0.0, 0.0)


def reviewer_error(agreements: Sequence[bool]) -> ReviewerError:
    """
    By how often two agree; NO_ERROR where nobody differs, or so many do that nothing can be said.

    >>> round(reviewer_error([True] * 92 + [False] * 8).single, 3)
    0.042
    """
    differ = sum(not one for one in agreements) / len(agreements) if agreements else 0.0
    if not 0 < differ < CHANCE:
        return NO_ERROR
    root = sqrt(1 - 2 * differ)
    single = (1 - root) / 2
    slope = (6 * single - 6 * single**2) / (2 * root)
    return ReviewerError(
        single, 3 * single**2 - 2 * single**3, slope**2 * differ * (1 - differ) / len(agreements)
    )


def errors_of(judged: Sequence[Judged]) -> dict[tuple[str, bool], ReviewerError]:
    """By what is asked, right or missed, and whether the event has a link."""
    return {
        (what, is_linked): reviewer_error(
            [
                agreed
                for one in judged
                if one.is_linked is is_linked and (agreed := getattr(one, f"pair_{what}")) is not None
            ]
        )
        for what in ("right", "missed")
        for is_linked in (True, False)
    }
