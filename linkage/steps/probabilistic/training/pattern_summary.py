"""How much commoner than chance near-agreement with a stranger is, for each pattern over all kinds of events."""

from collections import Counter
from dataclasses import dataclass
from itertools import product

from linkage.steps.probabilistic.model.model import Model, u_by_level
from linkage.steps.probabilistic.training.coincidence import PRICED


@dataclass(frozen=True)
class PatternSummary:
    """One pattern of birth date and postcode."""

    birth_date: str
    postcode: str
    strangers: int
    """Met by all proved events, of any sex; those without a number of their own are not among them."""
    others: float
    """Mean number of strangers of an event, those without a number reckoned in."""
    by_chance: float
    """What the product of the two u would give."""


def pattern_summary(model: Model) -> tuple[PatternSummary, ...]:
    """Every priced pattern, in the order of the levels."""
    u = u_by_level(model.comparisons)
    events = sum(kind.events for kind in model.coincidence.kinds)
    met: Counter[tuple[str, str]] = Counter()
    for one in model.coincidence.strangers:
        met[one.birth_date, one.postcode] += one.strangers
    return tuple(
        PatternSummary(
            birth_date=birth_date,
            postcode=postcode,
            strangers=met[birth_date, postcode],
            others=met[birth_date, postcode] / model.coincidence.numbered_share / max(events, 1),
            by_chance=u["birth_date"][birth_date] * u["postcode"][postcode] * model.training.people,
        )
        for birth_date, postcode in product(PRICED["birth_date"], PRICED["postcode"])
    )
