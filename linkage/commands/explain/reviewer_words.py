"""The sentence a reviewer needs: what the evidence comes to, and what would settle the matter."""

from linkage.commands.explain.candidate_evidence import Candidate, EventEvidence
from linkage.commands.explain.waterfall import PARTS

NARROW = 0.05
"""A link with as much probability elsewhere is called narrow."""

SETTLED = {
    (
        "linked",
        "rank",
    ): "A deterministic rank settles it; what rank P finds, if anything, is for comparison only.",
    ("linked", "decision"): "A reviewer has settled it.",
    ("unlinked", "decision"): "A reviewer has settled it.",
    (
        "unlinked",
        "no_candidate",
    ): "Nobody shares enough to be compared: a correct birth date with postcode, or an NHS number, is needed.",
    (
        "unlinked",
        "no_identifiers",
    ): "There is nothing to compare; only the source system can tell who this is.",
    (
        "review",
        "ambiguous",
    ): "{people} people fit equally well: an NHS number, or an address that only one of them has had, would settle it.",
    (
        "review",
        "possible_split_person",
    ): "Two keys fit equally well and look like one person: if so, it is that person, and HES should hold one key.",
    (
        "review",
        "number_disagrees",
    ): "The number is one person's and the rest another's: one of them is wrong on the event; check the number.",
    (
        "review",
        "conflicting_evidence",
    ): "The number is one person's, but something else disagrees: a typing error, or somebody else's number?",
    (
        "review",
        "contradicted",
    ): "All but the number fits the best candidate, whose number is another: an old number, or another person?",
    (
        "unlinked",
        "contradicted",
    ): "Birth date, sex and postcode are somebody's whose number is another: a twin is likelier than an error.",
}


def reviewer_sentence(status: str, reason: str, evidence: EventEvidence | None) -> str:
    """One sentence for the event; of a person it says nothing but how much speaks for them."""
    fixed = SETTLED.get((status, reason))
    if fixed is not None:
        equal = equals(evidence) if evidence else 0
        return fixed.format(people=equal if equal > 1 else "Two or more")
    if evidence is None:
        return "Rank P compared nobody with this event."
    best = evidence.candidates[0]
    costs = costliest(best)
    weak = f"; {costs} costs most" if costs else ""
    if status == "linked":
        if 1 - best.probability < NARROW:
            return f"One person stands out: {1 - best.probability:.1g} is left for somebody else or nobody."
        return f"Linked narrowly: {1 - best.probability:.2f} is left for somebody else or nobody{weak}."
    if reason == "below_threshold":
        return f"The best candidate is likely ({best.probability:.2f}) but not enough for a link{weak}."
    return f"Too little speaks for anybody: the best candidate has {best.probability:.1g}{weak}."


def equals(evidence: EventEvidence) -> int:
    """How many candidates share the best weight, to a billionth of a bit."""
    best = round(evidence.candidates[0].match_weight, 9)
    return sum(round(candidate.match_weight, 9) == best for candidate in evidence.candidates)


def costliest(candidate: Candidate) -> str | None:
    """The field that speaks most against the candidate, if any does."""
    against = {part: bits for part, bits in candidate.weights.items() if bits < 0 and part != "coincidence"}
    return f"the {PARTS.get(min(against, key=lambda part: against[part]))}" if against else None
