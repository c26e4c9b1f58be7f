"""
A model as it might have been, had other events been trained on: drawn by the counts that each number rests on.

    shares of right numbers, strangers' and the household's    Dirichlet, by the proved pairs
    relatives' part of the household's                         Beta, by three events and those whose records tell
    m of the levels of a field                                 Dirichlet, by the proved pairs at them
    u of the levels of a field                                 Dirichlet, by the pairs of strangers
    strangers who agree by chance, records like another's      Gamma, by those met and what they are drawn to

Held as they are: block coverage, the shares of the sexes among strangers, default days, dates of which only parts are
known, further evidence, levels that no proved pair was at, how often a copy is seen, how often HES knows an address
where numbers are shared out, how often a number is one that nobody in HES holds, and what a holder gains by a copy.
"""

from dataclasses import dataclass
from math import log2

from linkage.steps.probabilistic.draws.chance import Chance
from linkage.steps.probabilistic.model.least_share import LEAST_SHARE
from linkage.steps.probabilistic.model.model import LevelParameters, Model, NumberMixture, m_by_level
from linkage.steps.probabilistic.posterior.copied import CopiedShares, copied_shares
from linkage.steps.probabilistic.scoring.pattern import PRIOR, Mean, PatternWeight, pattern_weights
from linkage.steps.probabilistic.training.number_mixture import SOME, ClassShares, number_mixture

MOST_BITS = 4.0
"""Bits by which a draw may move m or u of one level: what few pairs are at says less than that."""
TOLD_BESIDES = 3.0
"""Events that the stated share of relatives' numbers counts as, beside those whose hospital records tell."""


@dataclass(frozen=True)
class DrawnModel:
    """A model and what follows from it."""

    draw: int
    """From 1; 0 is the model as it was trained."""
    model: Model
    weights: tuple[PatternWeight, ...]
    copied: CopiedShares


def as_trained(model: Model) -> DrawnModel:
    """Draw 0."""
    return DrawnModel(0, model, tuple(pattern_weights(model)), copied_shares(model))


def drawn_model(model: Model, draw: int, chance: Chance) -> DrawnModel:
    """The model of a draw from 1."""
    number, relatives = drawn_number(model, chance)
    fields = sorted(model.comparisons)
    other = model.model_copy(
        update={
            "number": number,
            "copies": model.copies.model_copy(update={"relatives": relatives}),
            "comparisons": {field: drawn_levels(model, field, chance) for field in fields},
        }
    )
    mean = drawn_mean(chance)
    return DrawnModel(draw, other, tuple(pattern_weights(other, mean)), copied_shares(other, mean))


def drawn_number(model: Model, chance: Chance) -> tuple[NumberMixture, float]:
    """
    What equal numbers are, and the relatives' part of what is found at one address.

    The classes are drawn as training found them, with the neighbours whose address HES does not know: the mixture has
    those among the right numbers and the strangers' (see number_mixture), where a draw puts them by its own relatives.
    """
    number, pairs = model.number, model.training.pairs
    before, there = model.copies.relatives, m_by_level(model.comparisons)["postcode"]["exact"]
    copied = number.copied * (pairs + SOME) / pairs
    neighbour = (number.relative + copied) / there
    elsewhere = neighbour * (1 - there)
    found = (
        max(number.right - copied - elsewhere * (1 - before), LEAST_SHARE),
        max(number.stranger - elsewhere * before, LEAST_SHARE),
        max(neighbour, 1e-9),
    )
    shares = ClassShares(*chance.shares([share * pairs for share in found]))
    relatives = chance.share(before, model.copies.told_by + TOLD_BESIDES)
    return number_mixture(shares, pairs, relatives, there), relatives


def drawn_levels(model: Model, field: str, chance: Chance) -> tuple[LevelParameters, ...]:
    """m and u of the levels of a field; what they add up to stays."""
    levels = model.comparisons[field]
    pairs = (sum(one.pairs for one in levels) or model.training.pairs) * model.number.right
    strangers = sum(one.strangers for one in levels) or model.training.stranger_pairs
    m = moved([one.m for one in levels], ["m" in one.smoothed for one in levels], pairs, chance)
    u = moved([one.u for one in levels], ["u" in one.smoothed for one in levels], strangers, chance)
    return tuple(
        one.model_copy(update={"m": here, "u": there}) for one, here, there in zip(levels, m, u, strict=True)
    )


def moved(shares: list[float], held: list[bool], count: float, chance: Chance) -> list[float]:
    """The shares, each as if found in so many trials, but those held."""
    whole = sum(share for share, stays in zip(shares, held, strict=True) if not stays)
    drawn = iter(
        chance.shares([s * count for s, stays in zip(shares, held, strict=True) if not stays] or [1])
    )
    found = []
    for share, stays in zip(shares, held, strict=True):
        bits = 0.0 if stays else log2(next(drawn) * whole / share)
        found.append(min(share * 2 ** max(-MOST_BITS, min(MOST_BITS, bits)), 1.0))
    return found


def drawn_mean(chance: Chance) -> Mean:
    """Of what was met so often, drawn to a parent: Gamma, whose mean is what training takes."""

    def mean(met: float, events: float, parent: float) -> float:
        if not parent:
            return 0.0
        return chance.gamma(met + PRIOR) / (events + PRIOR / parent)

    return mean
