"""Reviewers who err, at work on a made month whose truth is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linkage.review.judged import Judged
from linkage.review.size import planned
from linkage.review.stratum import LINKED, Held, Stratum
from linkage.review.verdict import CANNOT_TELL, MATCH, NONE, Answer, verdict

LINK, OTHER = "a", "b"


@dataclass(frozen=True)
class Kind:
    """A stratum of the month: its events, what the model says, and the true shares."""

    stratum: Stratum
    events: int
    best: float | None
    right: float
    missed: float


def stratum(side: str, rank: str, band: str, ambiguity: str = "one") -> Stratum:
    """In short."""
    return Stratum(side, rank, band, ambiguity)


MONTH = (
    Kind(stratum(LINKED, "1A", "0.999-1"), 80_000, 0.9999, 0.999, 0.0005),
    Kind(stratum(LINKED, "2", "0.999-1"), 7_500, 0.9995, 0.995, 0.002),
    Kind(stratum(LINKED, "8", "0.99-0.999"), 1_800, 0.9966, 0.97, 0.01),
    Kind(stratum(LINKED, "P", "0.999-1"), 3_000, 0.9996, 0.99, 0.005),
    Kind(stratum(LINKED, "P", "0.99-0.999"), 900, 0.995, 0.96, 0.01),
    Kind(stratum(LINKED, "P", "0.9-0.99", "several"), 300, 0.96, 0.9, 0.05),
    Kind(stratum("review", "ambiguous", "0.1-0.5", "several"), 600, 0.41, 0.0, 0.8),
    Kind(stratum("review", "below_threshold", "0.5-0.9", "several"), 900, 0.79, 0.0, 0.75),
    Kind(stratum("unlinked", "low_probability", "0-0.1"), 1_500, 0.01, 0.0, 0.06),
    Kind(stratum("unlinked", "no_candidate", "none", "nobody"), 3_500, None, 0.0, 0.02),
)


def held(month: Sequence[Kind]) -> list[Held]:
    """The strata as a sample is planned from them."""
    return [Held(kind.stratum, kind.events, kind.best) for kind in month]


def truth(month: Sequence[Kind], chance: np.random.Generator) -> list[np.ndarray]:
    """Of each stratum whose each event is: 0 the linked person's, 1 somebody else's, 2 nobody's."""
    return [
        chance.choice(3, size=kind.events, p=[kind.right, kind.missed, 1 - kind.right - kind.missed])
        for kind in month
    ]


def true_shares(month: Sequence[Kind], whose: Sequence[np.ndarray]) -> tuple[float, float]:
    """Precision and recall."""
    linked = [whose[place] for place, kind in enumerate(month) if kind.stratum.side == LINKED]
    right = sum(int((one == 0).sum()) for one in linked)
    people = sum(int((one < 2).sum()) for one in whose)
    return right / sum(len(one) for one in linked), right / people


def answer_of(person: int, side: str, error: float, unsure: float, chance: np.random.Generator) -> Answer:
    """What one reviewer says of an event that is `person`'s: the truth, or with chance `error` something else."""
    drawn = chance.random()
    if drawn < unsure:
        return Answer(CANNOT_TELL)
    if drawn < unsure + error:
        others = [one for one in (0, 1, 2) if one != person and (one or side == LINKED)]
        person = int(chance.choice(others))
    return Answer(NONE) if person == 2 else Answer(MATCH, LINK if person == 0 else OTHER)


def judged_sample(
    month: Sequence[Kind],
    whose: Sequence[np.ndarray],
    margin: float,
    chance: np.random.Generator,
    *,
    error: float,
    unsure: float = 0.0,
    reviewers: int = 2,
) -> list[Judged]:
    """A planned sample, each event answered by `reviewers`, and by a third where two differ."""
    judged = []
    for kind, people, plan in zip(month, whose, planned(held(month), margin), strict=True):
        side = kind.stratum.side
        for person in chance.choice(people, size=plan.drawn, replace=False):
            given = [answer_of(int(person), side, error, unsure, chance) for _ in range(reviewers)]
            pair = tuple(given[:2])
            if reviewers > 1 and (given[0] != given[1] or given[0].answer == CANNOT_TELL):
                given.append(answer_of(int(person), side, error, unsure, chance))
            judged.append(judged_event(kind.stratum, pair, given, reviewers))
    return judged


def judged_event(stratum: Stratum, pair: Sequence[Answer], given: Sequence[Answer], reviewers: int) -> Judged:
    """One event with its verdict."""
    linked = LINK if stratum.side == LINKED else None
    told = len(pair) > 1 and all(one.answer != CANNOT_TELL for one in pair)
    right = [one.person == linked and one.answer == MATCH for one in pair]
    missed = [one.person != linked and one.answer == MATCH for one in pair]
    return Judged(
        stratum.name,
        stratum.side,
        verdict(given, linked, reviewers=reviewers),
        right[0] == right[1] if told else None,
        missed[0] == missed[1] if told else None,
    )
