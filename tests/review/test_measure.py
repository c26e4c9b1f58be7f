"""Answers against a release that is not the one that was judged: nothing is lost, and nothing counts that may not."""

import pytest

from linkage.commands.review.answers import KeptAnswer, standing
from linkage.commands.review.design import Design, DesignStratum, DrawnEvent
from linkage.commands.review.measure import measured
from linkage.commands.review.month_now import MonthNow, Now
from linkage.report.chapters.clerical_review import review_chapter, review_rating
from linkage.review.measured import ReviewMeasured

SURE, NEAR = "linked/1A/0.999-1/one", "linked/P/0.9-0.99/one"


def design(sample: str, events: dict[str, DrawnEvent], *, on: str = "2019-12-01") -> Design:
    """A sample of some events."""
    strata = {name: DesignStratum(100, 10, 0.05) for name in (SURE, NEAR)}
    return Design(sample, "0001", "2019-11", None, 1, 0.05, 2, 0.05, on, "0" * 64, strata, events)


def drawn(stratum: str = SURE, linked: str | None = "a") -> DrawnEvent:
    """An event of a sample."""
    return DrawnEvent(stratum, linked, "1", is_shown=True)


def said(event: str, reviewer: str, person: str | None, round_: str = "first") -> KeptAnswer:
    """An answer."""
    answer = "match" if person else "none"
    return KeptAnswer(event, reviewer, round_, answer, person, "event", "f" * 64, "2019-12-02")


def both(event: str, person: str | None) -> list[KeptAnswer]:
    """Two who agree."""
    return [said(event, "R1", person), said(event, "R2", person)]


def found(designs: list[Design], answers: dict[str, list[KeptAnswer]], now: MonthNow) -> ReviewMeasured:
    """What they come to."""
    by_sample = {one.sample: standing(answers.get(one.sample, [])) for one in designs}
    return measured("2019-11", designs, by_sample, now)


def test_an_event_that_is_gone_is_kept_and_not_used() -> None:
    sample = design("s", {"1": drawn(), "2": drawn()})
    now = MonthNow({SURE: 99}, {"1": Now(SURE, "a")})
    one = found([sample], {"s": [*both("1", "a"), *both("2", None)]}, now)

    assert (one.judged, one.waiting) == (1, 2)
    assert one.precision is not None
    assert one.precision.middle == 1


def test_a_link_that_changed_is_judged_as_it_is_now_in_its_stratum_of_now() -> None:
    """Who was judged to be b was linked to a; the later release links b, in another stratum."""
    sample = design("s", {"1": drawn(NEAR, "a")})
    before = found([sample], {"s": both("1", "b")}, MonthNow({NEAR: 50}, {"1": Now(NEAR, "a")}))
    after = found([sample], {"s": both("1", "b")}, MonthNow({SURE: 50}, {"1": Now(SURE, "b")}))

    assert [one.precision and one.precision.middle for one in (before, after)] == [0, 1]
    assert [one.strata[0].name for one in (before, after)] == [NEAR, SURE]


def test_a_settled_event_counts_as_the_program_had_linked_it() -> None:
    """The wrong link of a stratum stays its evidence once a reviewer has put it right."""
    sample = design("s", {"1": drawn(NEAR, "a"), "2": drawn(NEAR, "c")})
    answers = {"s": [*both("1", "b"), *both("2", "c")]}
    now = MonthNow({NEAR: 10}, {"1": Now(None, "b"), "2": Now(NEAR, "c")})
    one = found([sample], answers, now)

    assert one.precision is not None
    assert one.precision.middle == pytest.approx(0.5)
    assert one.strata[0].events == 11


def test_samples_of_two_releases_count_together_each_event_once() -> None:
    first = design("s1", {"1": drawn(), "2": drawn()})
    later = design("s2", {"2": drawn(), "3": drawn()}, on="2020-01-01")
    now = MonthNow({SURE: 100, NEAR: 7}, {event: Now(SURE, "a") for event in "123"})
    answers = {"s1": [*both("1", "a"), *both("2", None)], "s2": [*both("2", "a"), *both("3", "a")]}
    one = found([first, later], answers, now)

    assert (one.samples, one.drawn, one.judged, one.not_covered) == (("s1", "s2"), 3, 3, 7)
    assert one.precision is not None
    assert one.precision.middle == 1


def test_a_reviewers_later_answer_counts_and_a_third_settles() -> None:
    answers = [
        said("1", "R1", None),
        said("1", "R1", "a"),
        said("1", "R2", None),
        said("1", "R3", "a", "third"),
    ]

    assert [one.reviewer for one in standing(answers)["1"]] == ["R1", "R2", "R3"]
    now = MonthNow({SURE: 10}, {"1": Now(SURE, "a")})
    two, three = (found([design("s", {"1": drawn()})], {"s": answers[:last]}, now) for last in (3, 4))
    assert (two.to_third, three.to_third) == (1, 0)
    assert three.precision is not None
    assert (three.precision.worst, three.precision.best) == (0, 1)


RATINGS = {
    "nobody has answered": ([], "red"),
    "one of two has": ([said("1", "R1", "a")], "red"),
    "they agree, and not all is judged": (both("1", "a"), "amber"),
    "they agree on all": ([*both("1", "a"), *both("2", None)], "green"),
    "they agree little": ([said("1", "R1", "a"), said("1", "R2", None), *both("2", "a")], "amber"),
}


@pytest.mark.parametrize("case", RATINGS)
def test_the_rating_can_give_each_answer(case: str) -> None:
    answers, rating = RATINGS[case]
    sample = design("s", {"1": drawn(), "2": drawn()})
    one = found([sample], {"s": answers}, MonthNow({SURE: 2}, {event: Now(SURE, "a") for event in "12"}))

    assert review_rating(one)[0] == rating
    assert review_rating(None)[0] == "red"
    assert rating != "green" or [(stratum.low, stratum.high) for stratum in one.strata] == [(0.5, 0.5)]
    assert [table.sheet for table in review_chapter(one).tables()] == [
        "clerical_review",
        "clerical_review_strata",
    ]
