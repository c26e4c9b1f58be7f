"""
Whether the number of a deterministic link is the person's own, by how the rest agrees.

    P(right | a) = right(a) / (right(a) + stranger(a) + relative(a) + twin(a))

A wrong number is not always a stranger's. `a` are the levels of birth date, postcode and sex; the number is equal.

    right       r m(a), less the copied records, which agree as a relative's would
    stranger    as strangers agree: by the pattern's own price, not the product of chances
    relative    the same address; birth date and sex a stranger's
    twin        as the person's own, but for a twin's sex

Twins are a relative's numbers too. Of people with a twin `TWIN` of the relatives' numbers are the twin's; how many have
one is counted, by age, on strangers of the same birth date and postcode, so neighbours born on one day are in it: never
too few. A same-sex twin's number agrees in everything that is compared; no model can tell it, and `twin_share` says
how much that may be.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from linkage.engine.base import Engine
from linkage.steps.probabilistic.levels.levels import NONE_HELD, comparisons
from linkage.steps.probabilistic.levels.pair_level import MISSING
from linkage.steps.probabilistic.model.model import Model, NumberMixture
from linkage.steps.probabilistic.scoring.age_band import BANDS
from linkage.steps.probabilistic.scoring.age_band import name as band_name
from linkage.steps.probabilistic.scoring.crowd import COMMUNAL
from linkage.steps.probabilistic.scoring.crowd import NAMES as CROWDS
from linkage.steps.probabilistic.scoring.pattern import PatternWeight, pattern_weights

TWIN = 0.5
"""Share of a twin's wrong numbers of the household that are the other twin's. Our choice: records of one day and name
lie side by side, so more than one in the other members; no source has it."""
NO_BAND = ""
"""The age band of an event without a birth date."""
FACTORS = (100, 10, 1)
"""What the places of the levels of birth date, postcode and sex are multiplied by to number a pattern; missing is 0."""
WHOLE = sum(FACTORS)
"""The number of the pattern in which all fields are exact."""
COLUMNS = {
    "pattern": "integer",
    "age_band": "text",
    "crowd": "text",
    **dict.fromkeys(("weight", "own", "copied", "wrong", "by_chance"), "double"),
}
BAND_NAMES = (NO_BAND, *(band_name(*one) for one in BANDS))

Field = tuple[str, str]
"""A field and its level."""
Shares = Mapping[Field, float]


class Twins(NamedTuple):
    """Mean number of people of the index with an event's birth date and postcode beside its own person."""

    same_sex: float
    other_sex: float


class Likelihoods(NamedTuple):
    """How probable a number is held and a pattern is met, by what the number is."""

    own: float
    """The person's own, the record theirs."""
    copied: float
    """The person's own, the record with the birth date and sex of somebody at the same address."""
    wrong: float
    """Somebody else's: a stranger's, a relative's or a twin's."""


def load_rank_patterns(engine: Engine, model: Model, numbers: Collection[int]) -> None:
    """A model -> rank_pattern: one row per pattern of those `numbers`, age band and class of postcode."""
    engine.load("rank_pattern", COLUMNS, list(rank_patterns(model, numbers)) if numbers else [])


def rank_patterns(
    model: Model, numbers: Collection[int] | None = None, weights: Iterable[PatternWeight] | None = None
) -> Iterator[tuple[int, str, str, float, float, float, float, float]]:
    """
    The rows of rank_pattern: the weight in bits without the number, the likelihoods, and strangers by chance.

    Of the patterns of those `numbers`, or of every one; `weights` are those of the model, where they are at hand.
    `by_chance` is the mean number of strangers who agree in all fields, one at most.
    """
    priced = {row[:5]: row[5:] for row in weights or pattern_weights(model)}
    bits = {(field, one.level): one.weight for field, levels in model.comparisons.items() for one in levels}
    twins = {band: twins_met(model, band) for band in BAND_NAMES}
    levels = [(MISSING, *(level.name for level in comparison.levels)) for comparison in comparisons()]
    m, u = probabilities(model)
    for places in product(*(range(len(names)) for names in levels)):
        number = sum(factor * place for factor, place in zip(FACTORS, places, strict=True))
        if numbers is not None and number not in numbers:
            continue
        birth_date, postcode, sex = (names[place] for names, place in zip(levels, places, strict=True))
        fields = (("birth_date", birth_date), ("postcode", postcode), ("sex", sex))
        separate = sum(bits.get(field, 0.0) for field in fields)
        asked = MISSING if sex == NONE_HELD else sex
        for band, crowd in product(BAND_NAMES, CROWDS):
            _, weight = priced.get((birth_date, postcode, asked, band, crowd), (0.0, separate))
            found = likelihoods(model.number, fields, weight, m, u, twins[band])
            by_chance, _ = priced.get(("exact", "exact", "exact", band, crowd), (0.0, 0.0))
            yield number, band, crowd, weight, *found, min(by_chance, 1.0)


def likelihoods(
    number: NumberMixture, fields: Sequence[Field], weight: float, m: Shares, u: Shares, twins: Twins
) -> Likelihoods:
    """
    Those of one pattern: the fields at their levels, birth date, postcode and sex in this order.

    `weight` are the bits of the pattern, so that m over two to the weight is how often strangers agree.
    """
    birth_date, postcode, sex = fields
    agrees = m.get(birth_date, 1.0) * m.get(postcode, 1.0)
    as_own = agrees * m.get(sex, 1.0)
    lives_there = 1.0 if postcode[1] in ("exact", MISSING) else 0.0
    as_neighbour = lives_there * u.get(birth_date, 1.0) * u.get(sex, 1.0)
    of_twins = number.relative * TWIN * min(twins.same_sex + twins.other_sex, 1.0)
    return Likelihoods(
        own=(number.right - number.copied) * as_own,
        copied=number.copied * as_neighbour,
        wrong=number.stranger * as_own / 2**weight
        + (number.relative - of_twins) * as_neighbour
        + number.relative * TWIN * agrees * twin_sex(sex, m, twins),
    )


def probabilities(model: Model) -> tuple[Shares, Shares]:
    """m and u of every level of every field."""
    levels = [(field, one) for field, found in model.comparisons.items() for one in found]
    return {(field, one.level): one.m for field, one in levels}, {
        (field, one.level): one.u for field, one in levels
    }


def twin_sex(sex: Field, m: Shares, twins: Twins) -> float:
    """Mean number of twins at a level of sex: the event's own against that of the twin whose number it bears."""
    exact, conflict = m["sex", "exact"], m["sex", "conflict"]
    match sex[1]:
        case "exact":
            return twins.same_sex * exact + twins.other_sex * conflict
        case "conflict":
            return twins.same_sex * conflict + twins.other_sex * exact
        case _:
            return (twins.same_sex + twins.other_sex) * m.get(sex, 1.0)


def twins_met(model: Model, band: str) -> Twins:
    """Others of the same birth date and postcode, an event of the age band; of every band where it has no event."""
    kinds = [kind for kind in model.coincidence.kinds if kind.crowd != COMMUNAL]
    of_band = [kind for kind in kinds if kind.age_band == band] or kinds
    bands = {kind.age_band for kind in of_band}
    events = sum(kind.events for kind in of_band) or 1
    met = {"exact": 0, "conflict": 0}
    for one in model.coincidence.strangers:
        is_here = one.age_band in bands and one.crowd != COMMUNAL
        if is_here and (one.birth_date, one.postcode) == ("exact", "exact") and one.sex in met:
            met[one.sex] += one.strangers
    share = model.coincidence.numbered_share * events
    return Twins(met["exact"] / share, met["conflict"] / share)


def twin_share(model: Model) -> float:
    """
    Of links that agree in all fields, the share that may be wrong and cannot be told: a same-sex twin's number.

    As many as there are same-sex pairs of one birth date and postcode, times the relatives' share of the numbers, as if
    everybody with a twin took the twin's number and none of the household's. One less this is the most any link in
    full agreement can be sure of, over all of them.
    """
    return model.number.relative / model.number.right * min(twins_met(model, NO_BAND).same_sex, 1.0)
