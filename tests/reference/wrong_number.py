"""How probable it is that an equal NHS number is the person's own, for one event and the person of a rank's link."""

from collections.abc import Mapping
from datetime import date

from tests.reference.agreement import Identity
from tests.reference.weights import (
    FIELDS,
    Index,
    Numbers,
    age_band,
    crowd_of,
    others,
    pattern_weight,
    sex_share,
)

HALF = 0.5
"""Of a twin's wrong numbers of the household, those of the other twin."""
WHOLE = ("exact", "exact")


def probability(
    event: Identity, found: Mapping[str, str], numbers: Numbers, index: Index, *, phi: float, beside: bool
) -> float:
    """
    Right against right and wrong.

    `phi` is the chance that the person of a wrong number is in the index; `beside`: somebody other than the linked one
    has the event's birth date, sex and postcode.
    """
    own, copied, wrong = parts(event, found, numbers, index)
    if any(event[field] is None for field in FIELDS) or all(found[field] == "exact" for field in FIELDS):
        return (own + copied) / (own + copied + wrong)
    elsewhere = phi
    for field in FIELDS:
        elsewhere *= numbers.m[field]["exact"]
    if not beside:
        return own / (own + wrong * (1 - elsewhere))
    right = own * min(strangers_by_chance(event, numbers, index), 1.0) + copied
    return right / (right + wrong * elsewhere)


def parts(
    event: Identity, found: Mapping[str, str], numbers: Numbers, index: Index
) -> tuple[float, float, float]:
    """A number and this pattern: the person's own, their own on a copied record, somebody else's."""
    same_sex, other_sex = twins(event, numbers, index)
    m = {field: numbers.m[field].get(found[field], 1.0) for field in FIELDS}
    u = {field: numbers.u[field].get(found[field], 1.0) for field in FIELDS}
    whole = m["birth_date"] * m["postcode"] * m["sex"]
    neighbour = u["birth_date"] * u["sex"] if found["postcode"] in ("exact", "missing") else 0.0
    of_twins = numbers.relative * HALF
    if found["sex"] in ("missing", "none_held"):
        as_twin = (same_sex + other_sex) * m["sex"]
    else:
        turned = numbers.m["sex"]["conflict" if found["sex"] == "exact" else "exact"]
        as_twin = same_sex * m["sex"] + other_sex * turned
    wrong = numbers.stranger * whole * 2 ** -pattern_weight(event, found, numbers, index)
    wrong += (numbers.relative - of_twins * min(same_sex + other_sex, 1.0)) * neighbour
    wrong += of_twins * m["birth_date"] * m["postcode"] * as_twin
    return (numbers.right - numbers.copied) * whole, numbers.copied * neighbour, wrong


def twins(event: Identity, numbers: Numbers, index: Index) -> tuple[float, float]:
    """Mean others at an event's birth date and postcode, of one sex and of the other; by age, crowded places apart."""
    born = event["birth_date"]
    band = age_band(born, index.last_day, numbers) if isinstance(born, date) else None
    events = sum(
        n for (one, crowd), (n, _) in numbers.kinds.items() if crowd != "communal" and band in (one, None)
    )
    found = []
    for level in ("exact", "conflict"):
        met = sum(
            n
            for (dated, placed, sex, one, crowd), n in numbers.met.items()
            if (dated, placed, sex) == (*WHOLE, level) and crowd != "communal" and band in (one, None)
        )
        found.append(met / numbers.numbered / events)
    return found[0], found[1]


def strangers_by_chance(event: Identity, numbers: Numbers, index: Index) -> float:
    """Mean strangers who agree on birth date, sex and postcode."""
    born = event["birth_date"]
    assert isinstance(born, date)
    band = age_band(born, index.last_day, numbers)
    met = others(numbers, WHOLE, band, crowd_of(event["postcode"], index))
    return met * sex_share(numbers, WHOLE, band, "exact")
