"""Precision and recall by reviewers who err: how often the interval holds the truth."""

import numpy as np
import pytest

from linkage.review.estimate import Estimate, precision, recall
from linkage.review.judged import NOBODY_FOUND, Judged
from linkage.review.verdict import Answer, verdict
from tests.review.simulated import MONTH, judged_sample, true_shares, truth

SIZES = {kind.stratum.name: kind.events for kind in MONTH}
REPETITIONS, LEAST = 1_000, 930


def covered(
    repetitions: int, *, error: float, unsure: float, reviewers: int, margin: float = 0.05
) -> list[int]:
    """In how many repetitions, each with its own seed, the interval of precision and of recall holds the truth."""
    whose = truth(MONTH, np.random.default_rng(20_150_401))
    true = true_shares(MONTH, whose)
    held = [0, 0]
    for seed in range(repetitions):
        chance = np.random.default_rng([seed, 7])
        judged = judged_sample(MONTH, whose, margin, chance, error=error, unsure=unsure, reviewers=reviewers)
        for place, estimate in enumerate((precision(judged, SIZES), recall(judged, SIZES))):
            assert estimate is not None
            assert 0 <= estimate.low <= estimate.middle <= estimate.high <= 1
            assert estimate.worst <= estimate.middle <= estimate.best
            held[place] += estimate.low <= true[place] <= estimate.high
    return held


@pytest.mark.night("tests/review/test_estimate_law.py")
@pytest.mark.parametrize(("error", "unsure", "reviewers"), [(0.0, 0.0, 1), (0.04, 0.02, 2), (0.08, 0.02, 2)])
def test_the_interval_holds_the_truth(error: float, unsure: float, reviewers: int) -> None:
    """At 95%, in 930 of 1,000 repetitions or more, both for precision and for recall."""
    assert min(covered(REPETITIONS, error=error, unsure=unsure, reviewers=reviewers)) >= LEAST


def test_a_few_repetitions_hold_it_too() -> None:
    """The same in short, for whoever changes a formula."""
    assert min(covered(20, error=0.04, unsure=0.02, reviewers=2, margin=0.1)) >= 17


def one(stratum: str, *letters: str, linked: str | None = "a", agree: bool = True) -> Judged:
    """An event with its answers."""
    answers = [Answer("none") if letter == "-" else Answer("match", letter) for letter in letters]
    return Judged(stratum, stratum.split("/", maxsplit=1)[0], verdict(answers, linked), agree, agree)


def sure(estimate: Estimate | None) -> Estimate:
    """An estimate that has to be there."""
    assert estimate is not None
    return estimate


def test_a_stratum_counts_with_its_events_and_not_with_its_sample() -> None:
    """Nine of ten right in a stratum of 900, five of ten in one of 100: 0.86, whatever was drawn of each."""
    big, small = "linked/1A/0.999-1/one", "linked/P/0.9-0.99/one"
    judged = [one(big, *"aa")] * 9 + [one(big, *"--")] + [one(small, *"aa"), one(small, *"bb")] * 5
    found = sure(precision(judged, {big: 900, small: 100}))

    assert found.worst == found.middle == found.best == pytest.approx(0.86)
    assert sure(recall(judged, {big: 900, small: 100})).middle == pytest.approx(860 / 910)


def test_missed_people_of_unlinked_events_count_in_recall() -> None:
    """And where the search finds nobody, nobody is missed; settled strata that hold no event any more are out."""
    link, rest, gone = (
        "linked/1A/0.999-1/one",
        "unlinked/no_candidate/none/nobody",
        "review/ambiguous/none/several",
    )
    judged = [
        *[one(link, *"aa")] * 10,
        *[one(rest, *"bb", linked=None)] * 2,
        *[Judged(rest, "unlinked", NOBODY_FOUND, is_shown=False)] * 8,
        *[one(gone, *"bb", linked=None)] * 5,
    ]

    assert sure(recall(judged, {link: 80, rest: 100})).middle == pytest.approx(0.8)


def test_a_whole_month_that_was_judged_leaves_no_doubt() -> None:
    name = "linked/1A/0.999-1/one"
    found = sure(precision([one(name, *"aa")] * 30, {name: 30}))

    assert found.middle == found.high == 1
    assert found.low > 0.85


def test_nothing_judged_is_no_estimate() -> None:
    assert precision([], {"linked/1A/0.999-1/one": 5}) is None
    assert recall([], {}) is None
