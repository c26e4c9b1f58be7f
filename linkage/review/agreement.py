"""Cohen's kappa: how far two reviewers agree beyond what chance would have them agree."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Said = tuple[str, str | None]
"""An answer, and the person that a match names."""


@dataclass(frozen=True)
class Agreement:
    """Of the events that both have answered."""

    events: int
    agreed: int
    kappa: float | None
    """None where nothing can be said: no event, or both gave one answer to all."""


def cohens_kappa(pairs: Sequence[tuple[Said, Said]]) -> Agreement:
    """
    The agreement of two reviewers on each event; answers are match, none and cannot tell.

    Two matches with different people are no agreement. Chance is reckoned from the answers alone, which makes it
    larger than it is and kappa rather too small than too large.

    >>> match, none = ("match", "a"), ("none", None)
    >>> round(cohens_kappa([(match, match)] * 20 + [(none, none)] * 15 + [(match, none)] * 15).kappa, 2)
    0.44
    """
    events, agreed = len(pairs), sum(one == other for one, other in pairs)
    if not events:
        return Agreement(0, 0, None)
    first, second = (Counter(pair[place][0] for pair in pairs) for place in (0, 1))
    chance = sum(first[answer] * second[answer] for answer in first) / events**2
    kappa = None if chance >= 1 else (agreed / events - chance) / (1 - chance)
    return Agreement(events, agreed, kappa)
