"""
The weight of a whole pattern of agreement: m of its fields against the strangers met at it.

    weight = log2(m N / others)

`others` is the mean number of other people of the index who agree in the same way, for events of one age band and
one class of postcode. Where few were met it is drawn towards its parent: by age band and postcode, towards by age
band alone, towards all events, towards the product of chances. A parent counts as much as `PRIOR` strangers would.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import log2

from linkage.steps.probabilistic.model.model import Model, m_by_level, u_by_level
from linkage.steps.probabilistic.scoring.age_band import BANDS
from linkage.steps.probabilistic.scoring.age_band import name as band_name
from linkage.steps.probabilistic.scoring.crowd import NAMES as CROWDS
from linkage.steps.probabilistic.training.coincidence import PRICED

PRIOR = 3.0
"""Strangers' worth of weight that the parent has."""
SEXES = ("exact", "conflict")
EVENLY = dict.fromkeys(SEXES, 1 / len(SEXES))
"""The shares of the sexes among strangers nobody has met."""
AGES = tuple(band_name(*one) for one in BANDS)

PatternWeight = tuple[str, str, str, str, str, float, float]
"""Levels of birth date, postcode and sex, age band, class of postcode; mean strangers, and bits."""
Mean = Callable[[float, float, float], float]
"""Mean strangers an event: of those met, of the events, and of the parent's mean."""
Place = tuple[str, str]
"""Age band and class of postcode; "" for all of them."""


def pattern_weights(model: Model, mean: Mean | None = None) -> Iterator[PatternWeight]:
    """
    Every priced pattern, level of sex and kind of event: bits before the NHS number and further evidence.

    `mean` takes the place of `drawn`, where strangers are drawn by chance.
    """
    m = m_by_level(model.comparisons)
    others = mean_others(model, mean)
    people = model.training.people
    shares_by_band = sex_shares(model)
    sexes = {sex: m["sex"].get(sex, 1.0) for sex in (*SEXES, "missing")}
    for (birth_date, postcode, band, crowd), found in others.items():
        shares = shares_by_band.get((birth_date, postcode, band), EVENLY)
        agrees = m["birth_date"][birth_date] * m["postcode"][postcode]
        for sex, share in sexes.items():
            met = found * shares.get(sex, 1.0)
            yield birth_date, postcode, sex, band, crowd, met, log2(agrees * share * people / met)


def mean_others(model: Model, mean: Mean | None = None) -> Mapping[tuple[str, str, str, str], float]:
    """
    Mean strangers by level of birth date, of postcode, age band and class of postcode; whatever their sex.

    A kind of event that the training files did not hold has those of the kind that met most, of its age band or, of a
    band that they did not hold, of all: prudent, and no reason to end a month.
    """
    u, mean = u_by_level(model.comparisons), mean or drawn
    events: dict[Place, float] = defaultdict(float)
    neighbours: dict[Place, float] = defaultdict(float)
    for kind in model.coincidence.kinds:
        for place in ((kind.age_band, kind.crowd), (kind.age_band, ""), ("", "")):
            events[place] += kind.events
            neighbours[place] += kind.events * kind.neighbours
    met: dict[tuple[str, str, str, str], float] = defaultdict(float)
    for one in model.coincidence.strangers:
        found = one.strangers / model.coincidence.numbered_share
        for band, crowd in ((one.age_band, one.crowd), (one.age_band, ""), ("", "")):
            met[one.birth_date, one.postcode, band, crowd] += found
    others = {}
    for birth_date, postcode in product(PRICED["birth_date"], PRICED["postcode"]):
        chance = u["birth_date"][birth_date] * u["postcode"][postcode] * model.training.people
        overall = mean(met[birth_date, postcode, "", ""], events["", ""], chance)
        seen: dict[Place, float] = {}
        for band, crowd in product(AGES, CROWDS):
            if not events[band, crowd]:
                continue
            of_band = mean(met[birth_date, postcode, band, ""], events[band, ""], overall)
            if postcode == "exact" and neighbours[band, crowd]:
                around = neighbours[band, crowd] / events[band, crowd]
                of_band *= around / (neighbours[band, ""] / events[band, ""])
            seen[band, crowd] = mean(met[birth_date, postcode, band, crowd], events[band, crowd], of_band)
        for (band, crowd), found in filled(seen, overall).items():
            others[birth_date, postcode, band, crowd] = found
    return others


def filled(seen: Mapping[Place, float], overall: float) -> Mapping[Place, float]:
    """Every place: one that was not seen has the most of its age band, or of all."""
    most = max(seen.values(), default=overall)
    whole: dict[Place, float] = {}
    for band in AGES:
        of_ages = max((seen[band, crowd] for crowd in CROWDS if (band, crowd) in seen), default=most)
        whole |= {(band, crowd): seen.get((band, crowd), of_ages) for crowd in CROWDS}
    return whole


def drawn(met: float, events: float, parent: float) -> float:
    """Mean strangers an event, `met` by so many events, drawn towards the parent's mean."""
    return (met + PRIOR) / (events + PRIOR / parent)


def sex_shares(model: Model) -> Mapping[tuple[str, str, str], Mapping[str, float]]:
    """Of the strangers met at levels of birth date and postcode in an age band, the share of each level of the sex."""
    met: dict[tuple[str, str, str], dict[str, float]] = {}
    for one in model.coincidence.strangers:
        if one.sex in SEXES:
            found = met.setdefault((one.birth_date, one.postcode, one.age_band), dict.fromkeys(SEXES, PRIOR))
            found[one.sex] += one.strangers
    return {
        place: {sex: count / sum(found.values()) for sex, count in found.items()}
        for place, found in met.items()
    }
