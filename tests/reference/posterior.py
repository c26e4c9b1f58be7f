"""The posterior of rank P: given the evidence for each person, how probable each is, and whom to link."""

from collections.abc import Collection, Mapping, Sequence

Probabilities = Mapping[str, Mapping[str, float]]
"""Comparison to level to probability."""


def bayes_factor(levels: Mapping[str, str], m: Probabilities, u: Probabilities) -> float:
    """How much likelier these levels are in the same person than in a stranger; missing says nothing."""
    factor = 1.0
    for comparison, level in levels.items():
        if level != "missing":
            factor *= m[comparison][level] / u[comparison][level]
    return factor


def coincidence_factor(m_joint: float, people: int, strangers: float) -> float:
    """
    The Bayes factor of a whole pattern; `strangers` is the mean number, of `people`, of others who agree as well.

    It replaces the product where fields that agree by chance do not do so independently, as in twins.
    """
    return m_joint * people / strangers


def posterior(
    factors: Mapping[str, float],
    *,
    people: int,
    presence: float,
    coverage: float,
    copied: Mapping[str, float] | None = None,
    holders: Collection[str] = (),
) -> dict[str, float]:
    """
    The probability of each candidate; `holders` are those whose number the event bears.

    Of records that agree with anybody else as with a candidate the share `copied` is somebody else's at the address.

    `people` in the index; `presence` is the share of pool events whose person is in the index; `coverage` the
    share of true pairs that share a block. What remains to one is the chance that it is none of them.
    """
    prior = presence / people
    nobody = 1 - presence * coverage
    total = nobody + prior * sum(factors.values())
    return {
        person: (1.0 if person in holders else 1 - (copied or {}).get(person, 0.0)) * prior * factor / total
        for person, factor in factors.items()
    }


def expected_wrong_share(probabilities: Sequence[float]) -> float:
    """The expected share of wrong links among links of these probabilities."""
    return sum(1 - probability for probability in probabilities) / len(probabilities)


def threshold(best: Sequence[float], *, target: float, minimum: float, prudence: float) -> float | None:
    """
    The lowest of the best probabilities, one per event, down to which links may be made.

    All links together keep the expected share of wrong ones, times `prudence`, within `target`, and none is below
    `minimum`;
    equal probabilities stand or fall together. None when not even the best may be linked.
    """
    lowest = None
    for level in sorted(set(best), reverse=True):
        accepted = [probability for probability in best if probability >= level]
        if level < minimum or expected_wrong_share(accepted) > target / prudence:
            break
        lowest = level
    return lowest
