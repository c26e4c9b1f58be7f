"""The evidence of rank P in bits, for one event and one person: each field, coincidence and the NHS number."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from math import log2

from tests.reference import levels
from tests.reference.agreement import Identity
from tests.reference.posterior import Probabilities, coincidence_factor

FIELDS = ("birth_date", "postcode", "sex")


@dataclass(frozen=True)
class Numbers:
    """What a model says."""

    m: Probabilities
    u: Probabilities
    strangers: Mapping[tuple[str, bool, str], float]
    """Age band such as 20-24, whether the postcode is crowded, level of the sex: mean number of strangers who agree."""
    people: int
    """Everybody in the index in which the strangers were counted."""
    right: float
    """The share of equal NHS numbers that are right."""


@dataclass(frozen=True)
class Index:
    """What an event is compared with, as far as it matters to one pair."""

    people: int
    without_number: float
    """The share of people who hold no NHS number."""
    numbers: Collection[str]
    crowded: Collection[str]
    """Postcodes of too many people."""
    last_day: date
    """At which ages are taken."""


Held = Mapping[str, Collection[object]]
"""All the values of each field that a person has ever had, none of them missing."""


def pair_levels(event: Identity, held: Held) -> dict[str, str]:
    """The level of each field, the best over what the person has held."""
    return {
        "birth_date": levels.birth_date(event["birth_date"], held["birth_date"]),  # type: ignore[arg-type]
        "postcode": levels.postcode(event["postcode"], held["postcode"]),  # type: ignore[arg-type]
        "sex": levels.sex(event["sex"], held["sex"]),  # type: ignore[arg-type]
        "nhs_number": levels.nhs_number(event["nhs_number"], held["nhs_number"]),  # type: ignore[arg-type]
    }


def pair_weights(
    event: Identity, found: Mapping[str, str], numbers: Numbers, index: Index
) -> dict[str, float]:
    """The weight of each kind of evidence, and their sum under match_weight."""
    weights = {field: field_weight(numbers, field, found[field]) for field in FIELDS}
    weights["coincidence"] = coincidence_weight(event, found, numbers, index)
    weights["nhs_number"] = number_weight(event, found["nhs_number"], numbers, index)
    return {**weights, "match": sum(weights.values())}


def field_weight(numbers: Numbers, field: str, level: str) -> float:
    """log2(m / u); missing says nothing."""
    return 0.0 if level == "missing" else log2(numbers.m[field][level] / numbers.u[field][level])


def coincidence_weight(event: Identity, found: Mapping[str, str], numbers: Numbers, index: Index) -> float:
    """What whole agreement on birth date and postcode weighs beyond the fields one by one: as a rule less."""
    if found["birth_date"] != "exact" or found["postcode"] != "exact":
        return 0.0
    born = event["birth_date"]
    assert isinstance(born, date)
    kind = (age_band(born, index.last_day, numbers), event["postcode"] in index.crowded, found["sex"])
    joint = numbers.m["birth_date"]["exact"] * numbers.m["postcode"]["exact"]
    if found["sex"] != "missing":
        joint *= numbers.m["sex"][found["sex"]]
    whole = log2(coincidence_factor(joint, numbers.people, numbers.strangers[kind]))
    return whole - sum(field_weight(numbers, field, found[field]) for field in FIELDS)


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


def number_weight(event: Identity, level: str, numbers: Numbers, index: Index) -> float:
    """What the NHS number weighs."""
    wrong = 1 - numbers.right
    nobodys = index.without_number + (1 - index.without_number) * wrong
    match number_kind(event, level, index):
        case "this person's":
            return log2(numbers.right * index.people)
        case "another's":
            return log2(wrong)
        case "in nobody's name, and this person has one":
            return log2(wrong / nobodys)
        case "in nobody's name, and this person has none":
            return log2(1 / nobodys)
        case _:
            return 0.0


def age_band(born: date, day: date, numbers: Numbers) -> str:
    """The model's band of the age in whole years on a day."""
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    for band in sorted({band for band, _, _ in numbers.strangers}):
        first, last = band.split("-")
        if int(first) <= age <= int(last):
            return band
    raise ValueError("an age outside every band")
