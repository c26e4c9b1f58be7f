"""
The weight of a whole pattern of agreement: m of its fields against the strangers met at it.

    weight = log2(m N / others)

`others` is the mean number of other people of the index who agree in the same way, for events of one age band and
one class of postcode. Where few were met it is drawn towards its parent: by age band and postcode, towards by age
band alone, towards all events, towards the product of chances. A parent counts as much as `PRIOR` strangers would.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from math import log2

from linkage.engine.base import Engine
from linkage.probabilistic.age_band import BANDS, age_band_sql
from linkage.probabilistic.age_band import name as band_name
from linkage.probabilistic.coincidence import PRICED
from linkage.probabilistic.crowd import NAMES as CROWDS
from linkage.probabilistic.crowd import crowd_sql
from linkage.probabilistic.model import Model

PRIOR = 3.0
"""Strangers' worth of weight that the parent has."""
SEXES = ("exact", "conflict")
EVENLY = dict.fromkeys(SEXES, 1 / len(SEXES))
"""The shares of the sexes among strangers nobody has met."""
COLUMNS = {
    "birth_date_level": "text",
    "postcode_level": "text",
    "sex_level": "text",
    "age_band": "text",
    "crowd": "text",
    "others": "double",
    "weight": "double",
}

AGES = tuple(band_name(*one) for one in BANDS)

PatternWeight = tuple[str, str, str, str, str, float, float]
"""A row of pattern_weight."""
Place = tuple[str, str]
"""Age band and class of postcode; "" for all of them."""


def load_patterns(engine: Engine, model: Model) -> list[PatternWeight]:
    """A model -> pattern_weight: one row per priced pattern, level of sex and kind of event; and the rows."""
    weights = list(pattern_weights(model))
    engine.load("pattern_weight", COLUMNS, weights)
    return weights


def pattern_weights(model: Model) -> Iterator[PatternWeight]:
    """The rows of pattern_weight; bits, before the NHS number and further evidence."""
    m = {(field, one.level): one.m for field, levels in model.comparisons.items() for one in levels}
    others = mean_others(model)
    people = model.training.people
    shares_by_band = sex_shares(model)
    for (birth_date, postcode, band, crowd), found in others.items():
        shares = shares_by_band.get((birth_date, postcode, band), EVENLY)
        for sex in (*SEXES, "missing"):
            met = found * shares.get(sex, 1.0)
            joint = m["birth_date", birth_date] * m["postcode", postcode] * m.get(("sex", sex), 1.0)
            yield birth_date, postcode, sex, band, crowd, met, log2(joint * people / met)


def mean_others(model: Model) -> Mapping[tuple[str, str, str, str], float]:
    """
    Mean strangers by level of birth date, of postcode, age band and class of postcode; whatever their sex.

    A kind of event that the training files did not hold has those of the kind that met most, of its age band or, of a
    band that they did not hold, of all: prudent, and no reason to end a month.
    """
    u = {(field, one.level): one.u for field, levels in model.comparisons.items() for one in levels}
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
        chance = u["birth_date", birth_date] * u["postcode", postcode] * model.training.people
        overall = drawn(met[birth_date, postcode, "", ""], events["", ""], chance)
        seen: dict[Place, float] = {}
        for band, crowd in product(AGES, CROWDS):
            if not events[band, crowd]:
                continue
            of_band = drawn(met[birth_date, postcode, band, ""], events[band, ""], overall)
            if postcode == "exact" and neighbours[band, crowd]:
                around = neighbours[band, crowd] / events[band, crowd]
                of_band *= around / (neighbours[band, ""] / events[band, ""])
            seen[band, crowd] = drawn(met[birth_date, postcode, band, crowd], events[band, crowd], of_band)
        most = max(seen.values(), default=overall)
        for band, crowd in product(AGES, CROWDS):
            of_ages = max((mean for (one, _), mean in seen.items() if one == band), default=most)
            others[birth_date, postcode, band, crowd] = seen.get((band, crowd), of_ages)
    return others


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


def pattern_join_sql(last_day: str, birth_date: str, postcode: str, sex: str) -> str:
    """Joins that give the event identity `event` its row of pattern_weight; `last_day` as for age bands."""
    return f"""left join postcode_people as around on around.postcode = event.postcode
            left join pattern_weight as pattern
              on pattern.age_band = {age_band_sql("event.birth_date", last_day)}
             and pattern.crowd = {crowd_sql("around")}
             and pattern.birth_date_level = {birth_date} and pattern.postcode_level = {postcode}
             and pattern.sex_level = case when {sex} = 'none_held' then 'missing' else {sex} end"""
