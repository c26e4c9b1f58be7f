"""The evidence of rank P in bits, for one event and one person: each field, coincidence and the NHS number."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf, log2

from tests.reference import levels
from tests.reference.agreement import Identity
from tests.reference.posterior import Probabilities, coincidence_factor

FIELDS = ("birth_date", "postcode", "sex")


@dataclass(frozen=True)
class Numbers:
    """What a model says."""

    m: Probabilities
    u: Probabilities
    met: Mapping[tuple[str, str, str, str, str], int]
    """Strangers met, by level of birth date, of postcode and of sex, age band such as 20-24, and class of postcode."""
    kinds: Mapping[tuple[str, str], tuple[int, float]]
    """Events, and mean number of other people at their postcode, by age band and class of postcode."""
    numbered: float
    """Share of people with a number: the strangers met are among these."""
    people: int
    """Everybody in the index in which the strangers were counted."""
    right: float
    """The share of equal NHS numbers that are right."""
    stranger: float
    relative: float
    copied: float
    """Shares of equal numbers: a stranger's, of somebody at the address, right on a record copied at the address."""
    unheld: float
    """Of events of people with a number, the share that bears one nobody in the index holds."""


@dataclass(frozen=True)
class Index:
    """What an event is compared with, as far as it matters to one pair."""

    people: int
    without_number: float
    """The share of people who hold no NHS number."""
    numbers: Collection[str]
    crowded: Collection[str]
    """Postcodes of too many people."""
    residents: Mapping[object, int]
    """People who hold a postcode."""
    last_day: date
    """At which ages are taken."""


Held = Mapping[str, Collection[object]]
"""All the values of each field that a person has ever had, none of them missing."""

PRICED = (
    {level for level in levels.BIRTH_DATE_LEVELS if level not in ("default_other", "one_equal", "none")},
    {level for level in levels.POSTCODE_LEVELS if level != "other"},
)


def pair_levels(
    event: Identity, held: Held, defaults: tuple[levels.Days, levels.Days] = ({}, {})
) -> dict[str, str]:
    """The level of each field, the best over what the person has held."""
    return {
        "birth_date": levels.birth_date(event["birth_date"], held["birth_date"], defaults),  # type: ignore[arg-type]
        "postcode": levels.postcode(event["postcode"], held["postcode"]),  # type: ignore[arg-type]
        "sex": levels.sex(event["sex"], held["sex"]),  # type: ignore[arg-type]
        "nhs_number": levels.nhs_number(event["nhs_number"], held["nhs_number"]),  # type: ignore[arg-type]
    }


def event_weights(
    event: Identity, found: Mapping[str, Mapping[str, str]], numbers: Numbers, index: Index
) -> dict[str, dict[str, float]]:
    """The weight of each kind of evidence for every person an event is compared with, and their sum under match."""
    neighbours = max(index.residents.get(event["postcode"], 0) - 1, 1)
    fields, patterns = {}, {}
    for person, of in found.items():
        fields[person] = {field: field_weight(numbers, field, of[field]) for field in FIELDS}
        patterns[person] = pattern_weight(event, of, numbers, index) - sum(fields[person].values())
    sums = {person: sum(fields[person].values()) + patterns[person] for person in found}
    beside = [
        sums[person] - min(fields[person]["sex"], 0)
        for person, of in found.items()
        if of["birth_date"] in ("exact", "default_exact") and of["postcode"] == "exact"
    ]
    whole = max(beside, default=-inf)
    moved = 0.5 * (1 - numbers.m["postcode"]["exact"]) / numbers.m["postcode"]["exact"] / index.people
    holders = [of for of in found.values() if of["nhs_number"] == of["postcode"] == "exact"]
    weighed = {}
    for person, of in found.items():
        weights = {**fields[person], "coincidence": patterns[person]}
        if of["nhs_number"] == "exact" and whole > sums[person]:
            one_of = 1 / neighbours if of["postcode"] == "exact" else moved
            weights["coincidence"] += log2(1 + numbers.copied * one_of * 2 ** (whole - sums[person]))
        weights["nhs_number"] = number_weight(event, of, numbers, index, bool(holders))
        weighed[person] = {**weights, "match": sum(weights.values())}
    return weighed


def field_weight(numbers: Numbers, field: str, level: str) -> float:
    """log2(m / u); missing says nothing."""
    return 0.0 if level == "missing" else log2(numbers.m[field][level] / numbers.u[field][level])


def pattern_weight(event: Identity, found: Mapping[str, str], numbers: Numbers, index: Index) -> float:
    """What birth date, postcode and sex weigh together: by the strangers met at their pattern, if it is priced."""
    if found["birth_date"] not in PRICED[0] or found["postcode"] not in PRICED[1]:
        return sum(field_weight(numbers, field, found[field]) for field in FIELDS)
    born = event["birth_date"]
    assert isinstance(born, date)
    band, crowd = age_band(born, index.last_day, numbers), crowd_of(event["postcode"], index)
    sex = "missing" if found["sex"] == "none_held" else found["sex"]
    joint = numbers.m["birth_date"][found["birth_date"]] * numbers.m["postcode"][found["postcode"]]
    if sex != "missing":
        joint *= numbers.m["sex"][sex]
    pattern = (found["birth_date"], found["postcode"])
    strangers = others(numbers, pattern, band, crowd) * sex_share(numbers, pattern, band, sex)
    return log2(coincidence_factor(joint, numbers.people, strangers))


def crowd_of(postcode: object, index: Index) -> str:
    """The class of a postcode, by the people who hold it."""
    people = index.residents.get(postcode, 0)
    if postcode in index.crowded and people:
        return "communal"
    for most, name in ((4, "0-4"), (9, "5-9"), (29, "10-29"), (99, "30-99")):
        if people <= most:
            return name
    return "100 or more"


def others(numbers: Numbers, pattern: tuple[str, str], band: str, crowd: str) -> float:
    """Mean strangers at a pattern, few counts drawn towards those of the band, of everybody, and of chance."""
    chance = numbers.u["birth_date"][pattern[0]] * numbers.u["postcode"][pattern[1]] * numbers.people
    whole = drawn(numbers, pattern, lambda *_: True, chance)
    of_band = drawn(numbers, pattern, lambda one, _: one == band, whole)
    if (band, crowd) not in numbers.kinds:
        near = [kind for kind in numbers.kinds if kind[0] == band] or list(numbers.kinds)
        return max((others(numbers, pattern, *kind) for kind in near), default=whole)
    _, mean = numbers.kinds[band, crowd]
    if pattern[1] == "exact" and mean:
        inside = [kind for (one, _), kind in numbers.kinds.items() if one == band]
        of_band *= mean / (sum(n * around for n, around in inside) / sum(n for n, _ in inside))
    return drawn(numbers, pattern, lambda one, other: (one, other) == (band, crowd), of_band)


def drawn(numbers: Numbers, pattern: tuple[str, str], of: Callable[[str, str], bool], parent: float) -> float:
    """Mean strangers an event of some kinds, three strangers' worth of weight being the parent's."""
    met = sum(
        n
        for (born, home, _, band, crowd), n in numbers.met.items()
        if (born, home) == pattern and of(band, crowd)
    )
    events = sum(n for (band, crowd), (n, _) in numbers.kinds.items() if of(band, crowd))
    return (met / numbers.numbered + 3) / (events + 3 / parent)


def sex_share(numbers: Numbers, pattern: tuple[str, str], band: str, sex: str) -> float:
    """Of the strangers at a pattern, how many have this level of the sex; all when it is missing."""
    if sex == "missing":
        return 1.0
    met = {"exact": 3.0, "conflict": 3.0}
    for (born, home, level, one, _), n in numbers.met.items():
        if (born, home, one) == (*pattern, band) and level in met:
            met[level] += n
    return met[sex] / sum(met.values())


def number_kind(event: Identity, level: str, index: Index) -> str:
    """Which of five things the NHS number says of a pair."""
    is_known = event["nhs_number"] in index.numbers
    if event["nhs_number"] is None or (level == "missing" and is_known):
        return "nothing"
    if level == "missing":
        return "in nobody's name, and this person has none"
    if level == "exact":
        return "this person's"
    return "another's" if is_known else "in nobody's name, and this person has one"


def number_weight(
    event: Identity, found: Mapping[str, str], numbers: Numbers, index: Index, holder_lives_there: bool
) -> float:
    """What the NHS number weighs against somebody who is not in the index and bears it by mistake."""
    nobodys = index.without_number + (1 - index.without_number) * numbers.unheld
    neighbours = max(index.residents.get(event["postcode"], 0) - 1, 1)
    by_mistake = numbers.stranger
    if holder_lives_there:
        by_mistake += numbers.relative * index.people / neighbours
    is_there = holder_lives_there and found["postcode"] == "exact"
    match number_kind(event, found["nhs_number"], index):
        case "this person's" if event["birth_date"] is None and event["postcode"] is None:
            return log2(numbers.right * index.people)
        case "this person's":
            return log2(numbers.right * index.people / (by_mistake if is_there else numbers.stranger))
        case "in nobody's name, and this person has one":
            return log2(numbers.unheld / nobodys)
        case "in nobody's name, and this person has none":
            return log2(1 / nobodys)
        case "nothing" if event["nhs_number"] is None:
            return 0.0
        case _:
            return log2((by_mistake if is_there else numbers.stranger) / by_mistake)


def age_band(born: date, day: date, numbers: Numbers) -> str:
    """The model's band of the age in whole years on a day; somebody not yet born is with the youngest."""
    age = max(day.year - born.year - ((day.month, day.day) < (born.month, born.day)), 0)
    for band in sorted({band for band, _ in numbers.kinds}):
        first, last = band.split("-")
        if int(first) <= age <= int(last):
            return band
    raise ValueError("an age outside every band")
