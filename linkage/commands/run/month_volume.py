"""How much a month brought, against the month before and against its own earlier publication."""

from linkage.gates.facts import Facts, MonthFacts
from linkage.release.record.judged import Earlier, Volume
from linkage.words.number_words import first_names, number_of

NAMED = 10
"""Providers that a line names."""


def volume_of(facts: Facts) -> Volume:
    """How much was delivered, against the past; the facts know no unknown provider."""

    def earlier(one: MonthFacts | None) -> Earlier | None:
        return Earlier(name=one.name, events=one.events) if one else None

    silent = {code for one in facts.earlier for code in one.providers} - set(facts.now.providers)
    return Volume(
        events=facts.now.events,
        providers=len(facts.now.providers),
        before=earlier(facts.before),
        own=earlier(facts.own),
        silent=tuple(sorted(silent)),
    )


def volume_words(month: str, volume: Volume) -> str:
    """A line for the user: the month's events, what came before, and who sent nothing."""
    against = [
        f"{one.events:,} in {one.name} ({change(volume.events, one.events)})"
        for one in (volume.before, volume.own)
        if one
    ]
    compared = "; ".join(against) if against else "no earlier month to compare with"
    return (
        f"{month}: {number_of(volume.events, 'event')} of {number_of(volume.providers, 'provider')}, "
        f"{compared}{silent_words(volume)}"
    )


def silent_words(volume: Volume) -> str:
    """Who sent nothing, by code, after a semicolon; empty when all did."""
    return f"; nothing from {first_names(volume.silent, NAMED)}" if volume.silent else ""


def change(now: int, before: int) -> str:
    """A change in percent, with its sign."""
    return f"{100 * (now / before - 1):+.1f}%" if before else "none before"
