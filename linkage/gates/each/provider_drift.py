"""The same by provider, and only for the worse: the weights of rank P are too sure of what such a provider sends."""

from linkage.gates.each.model_drift import judged, told
from linkage.gates.facts import DriftFact, Facts
from linkage.gates.gate import Found, Gate
from linkage.words.number_words import first_clauses, number_of

MOST = 4.0
"""Times as often: providers differ by two or three at any time; four are two bits, and a column gone wrong."""
NAMED = 10
"""Providers that a message names."""


def provider_drift(facts: Facts, least: int) -> Found | None:
    """The provider and field that are worse by most, and every provider that is worse by far, by code."""
    worst: dict[str, DriftFact] = {}
    for one in judged(facts, least, by_provider=True):
        code = str(one.provider)
        worst[code] = max(worst.get(code, one), one, key=lambda fact: fact.times_at_least)
    if not worst:
        return None
    found = sorted(worst.items(), key=lambda entry: (-entry[1].times_at_least, entry[0]))
    named = [f"{code}: {told(one)}" for code, one in found if one.times_at_least > MOST]
    return Found(
        round(max(found[0][1].times_at_least, 1.0), 3),
        first_clauses(named, NAMED)
        + "; look at how they fill that field, and train again if it is to stay so"
        if named
        else f"{number_of(len(found), 'provider')}, none by far",
    )


GATE = Gate(
    name="provider_drift",
    place=1500,
    what="times that a field of a provider's proved pairs differs more often than when the model was trained, surely",
    setting="The same of a provider, more often alone.",
    find=provider_drift,
    warn=MOST,
    is_share=False,
)
