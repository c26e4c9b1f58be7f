"""The same by provider: one that sent nothing, or under half. A closed trust is no reason to stop, so it warns."""

from linkage.gates.comparison import fall
from linkage.gates.facts import Facts
from linkage.gates.gate import Found, Gate
from linkage.words.number_words import first_clauses, number_of

MOST = 0.5
"""Fall of a provider's events from which on it is named."""
NAMED = 10
"""Providers that a message names."""


def provider_falls(facts: Facts, least: int) -> Found | None:
    """The largest fall of a provider, and every provider that sent nothing, or under half, by code."""
    falls: dict[str, tuple[float, str]] = {}
    compared = [(one, code, before) for one in facts.earlier for code, before in one.providers.items()]
    for earlier, code, before in compared:
        now = facts.now.providers.get(code, 0)
        if before < max(least if now else min(least, facts.silent_from), 1):
            continue
        sent = f"sent {now:,}" if now else "sent nothing"
        told = (fall(now, before), f"{code} {sent} ({before:,} in {earlier.name})")
        falls[code] = max(falls.get(code, told), told, key=lambda one: one[0])
    if not falls:
        return None
    named = [
        told for value, told in sorted(falls.values(), key=lambda one: (-one[0], one[1])) if value > MOST
    ]
    return Found(
        max(value for value, _ in falls.values()),
        first_clauses(named, NAMED) or f"{number_of(len(falls), 'provider')}, none under half",
    )


GATE = Gate(
    name="provider_drop",
    place=400,
    what="largest fall of a provider's events, against the month before or the month's own earlier publication",
    setting="Largest fall of a provider's events against either.",
    find=provider_falls,
    warn=MOST,
    needs_past=True,
)
