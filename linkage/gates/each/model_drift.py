"""Drift of the model: fields that differ from what the person holds more often, or less, than when it was trained."""

from collections.abc import Iterable

from linkage.gates.facts import DriftFact, Facts
from linkage.gates.gate import Found, Gate

MOST = 2.0
"""Times as often, or as seldom: at twice, the weight of whatever is not exact is a whole bit off."""
AGAIN = "run `linkage train --force` on recent months if it stays so"


def change(one: DriftFact) -> float:
    """By how many times it has changed, either way, as far as that is sure; 1 where it may not have."""
    return max(one.times_at_least, 1 / one.times_at_most, 1.0)


def told(one: DriftFact) -> str:
    """A share of the month beside that of training, in words."""
    return (
        f"{one.field.replace('_', ' ')} differs on {100 * one.share:.3g}% of {one.identities:,} records with a proved "
        f"number ({100 * one.trained_share:.3g}% when the model was trained)"
    )


def judged(facts: Facts, least: int, *, by_provider: bool) -> Iterable[DriftFact]:
    """What rests on enough records."""
    return (
        one
        for one in facts.drift
        if (one.provider is not None) == by_provider and one.identities >= max(least, 1)
    )


def model_drift(facts: Facts, least: int) -> Found | None:
    """The field that changed most; None without a model, or where too little is proved."""
    found = sorted(judged(facts, least, by_provider=False), key=lambda one: (-change(one), one.field))
    if not found:
        return None
    beyond = [told(one) for one in found if change(one) > MOST] or [told(found[0])]
    advice = f"; {AGAIN}" if change(found[0]) > MOST else ""
    return Found(round(change(found[0]), 3), "; ".join(beyond) + advice)


GATE = Gate(
    name="model_drift",
    place=1400,
    what="times that a field of proved pairs differs more often, or less, than when the model was trained, surely",
    setting="Times that a field differs more often, or less, than in training.",
    find=model_drift,
    warn=MOST,
    is_share=False,
)
