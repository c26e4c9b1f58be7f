"""The waterfall of a candidate: its arithmetic, its drawing, and the sentence that goes with it."""

from dataclasses import replace
from math import log2

import pytest

from linkage.commands.explain.candidate_evidence import (
    Candidate,
    EventEvidence,
    Prior,
    candidate_of,
    prior_of,
)
from linkage.commands.explain.reviewer_words import SETTLED, reviewer_sentence
from linkage.commands.explain.waterfall import falls, waterfall_lines
from linkage.words.link_words import REASONS

PEOPLE, PHI, COVERAGE = 1_000.0, 0.8, 0.9
WEIGHTS = {"birth_date": 14.0, "postcode": 10.0, "sex": 1.0, "nhs_number": 0.0, "coincidence": -5.0}
LEVELS = {"birth_date": "exact", "postcode": "exact", "sex": "exact", "nhs_number": "missing"}


def row(weights: dict[str, float], others: float = 0.0) -> dict[str, object]:
    """A row of candidates.parquet; `others` is the sum of the other candidates' factors over N."""
    match = sum(weights.values())
    factor = 2**match / PEOPLE + others
    return {
        "person_id": "A",
        **{f"{name}_level": level for name, level in LEVELS.items()},
        **{f"{name}_weight": bits for name, bits in weights.items()},
        "match_weight": match,
        "probability": PHI * 2**match / PEOPLE / ((1 - PHI * COVERAGE) + PHI * factor),
        "phi": PHI,
        "coverage": COVERAGE,
        "mean_factor": factor,
    }


def test_the_number_of_people_follows_from_the_posterior() -> None:
    prior = prior_of(row(WEIGHTS, others=0.3))

    assert (prior.presence, prior.coverage, prior.people) == pytest.approx((PHI, COVERAGE, PEOPLE))
    assert prior.bits == pytest.approx(log2(PHI / PEOPLE / (1 - PHI * COVERAGE)))


@pytest.mark.parametrize("weights", [WEIGHTS, WEIGHTS | {"birth_date": -7.25, "coincidence": 0.0}])
def test_the_parts_lead_from_the_prior_to_the_posterior(weights: dict[str, float]) -> None:
    """With nobody else in competition the last total is the log odds of the posterior."""
    found = row(weights)
    prior, candidate = prior_of(found), candidate_of(found)
    last = falls(prior, candidate)[-1].total

    assert sum(candidate.weights.values()) == pytest.approx(candidate.match_weight)
    assert last == pytest.approx(prior.bits + candidate.match_weight, abs=1e-9)
    assert 2**last / (1 + 2**last) == pytest.approx(candidate.probability, abs=1e-9)


def test_further_evidence_is_told_whatever_it_is_called() -> None:
    candidate = candidate_of(row(WEIGHTS) | {"activity_weight": 3.5, "weight_without_evidence": 20.0})

    assert list(candidate.weights)[-1] == "activity"
    assert candidate.weights["activity"] == 3.5


def test_the_drawing_is_to_scale_and_fits_the_screen() -> None:
    lines = list(waterfall_lines(Prior(PHI, COVERAGE, PEOPLE), candidate_of(row(WEIGHTS))))
    longest = max(lines, key=lambda line: line.count("+") + line.count("-"))

    assert all(len(line) <= 80 for line in lines)
    assert len(lines) == 1 + len(WEIGHTS)
    assert "birth date: the same day" in longest
    assert all("|" in line for line in lines)


def evidence(*weights: float) -> EventEvidence:
    """Candidates with these match weights, all on the birth date."""
    factor = sum(2**bits / PEOPLE for bits in weights)
    whole = (1 - PHI * COVERAGE) + PHI * factor
    return EventEvidence(
        Prior(PHI, COVERAGE, PEOPLE),
        tuple(
            Candidate("A", {}, {"birth_date": bits, "sex": -6.0}, bits, 1.0, PHI * 2**bits / PEOPLE / whole)
            for bits in sorted(weights, reverse=True)
        ),
    )


def test_what_is_left_is_for_nobody_and_candidates_are_counted_by_their_share() -> None:
    equal = evidence(12.0, 12.0)
    assert equal.effective_candidates == pytest.approx(2)
    assert equal.nobody == pytest.approx(1 - 2 * equal.candidates[0].probability)
    assert evidence(20.0, -5.0).effective_candidates == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(("status", "reason"), REASONS)
def test_every_status_and_reason_has_a_sentence(status: str, reason: str) -> None:
    """With evidence and without; it names no person."""
    for found in (evidence(12.0, 12.0), evidence(20.0), None):
        sentence = reviewer_sentence(status, reason, found)
        assert sentence.endswith((".", "?"))
        assert "{" not in sentence
        assert "A " not in sentence.removeprefix("A ")


def test_the_sentence_says_how_narrow_and_what_costs_most() -> None:
    one = evidence(20.0)
    narrow = replace(one, candidates=(replace(one.candidates[0], probability=0.9),))

    assert "stands out" in reviewer_sentence("linked", "posterior", one)
    assert reviewer_sentence("linked", "posterior", narrow).startswith("Linked narrowly: 0.10 ")
    assert "the sex costs most" in reviewer_sentence("review", "below_threshold", narrow)
    assert reviewer_sentence("review", "ambiguous", evidence(9.0, 9.0, 9.0)).startswith("3 people")
    assert set(SETTLED) < set(REASONS)
