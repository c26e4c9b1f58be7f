"""A shareable report says nothing of a rate that its earlier months, which it does not show, deny."""

from dataclasses import replace
from random import Random

import pytest

from linkage.disclosure.profile import NHSE_SDE, SUPPRESSED
from linkage.report.figures import Figures
from linkage.report.screen.family import Family, family
from linkage.words.figure import Figure
from linkage.words.publication import FIRST
from tests.report.told import FACTS

PERIODS = tuple(f"2019-{month:02}" for month in range(1, 9))
NOW = PERIODS[-1]
EVENTS = 400


def published(unmatched: list[int | None]) -> list[Figure]:
    """A provider as first published, a month each; None: hidden."""
    found = []
    for period, count in zip(PERIODS, unmatched, strict=True):
        linked = None if count is None else EVENTS - count
        row = Figure(FIRST, "provider", "R001", "match_rate", linked, EVENTS, None, period)
        found.append(row if linked is not None else replace(row, denominator=None, control=SUPPRESSED))
    return found


def compared(rows: list[Figure], *, is_shared: bool) -> Family:
    """Inside or outside; the release knows all months."""
    facts = replace(FACTS, month=NOW, months=PERIODS, disclosure=NHSE_SDE if is_shared else None)
    return family(Figures(NOW, tuple(rows), is_shared=is_shared), facts)


def verdicts(rows: list[Figure], *, is_shared: bool) -> dict[str, bool | None]:
    """Of each of its rates, whether it is named."""
    return {one.line.name: one.is_named for one in compared(rows, is_shared=is_shared).compared}


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("way", ["hidden", "never shared"])
def test_a_verdict_outside_is_that_inside_whatever_months_are_not_shown(seed: int, way: str) -> None:
    """Months that are quiet or wild; some are hidden, or the first were never shared."""
    chance = Random(seed)
    wild = chance.choice((0, 0, 3, 10))
    counts = [
        max(sum(chance.random() < 0.05 for _ in range(EVENTS)) + chance.randint(-wild, wild * 2), 0)
        for _ in PERIODS
    ]
    counts[-1] = chance.choice((counts[-1], 35, 45, 60))
    rows = published(list(counts))
    if way == "hidden":
        shown = published(
            [None if place < 7 and chance.random() < 0.4 else one for place, one in enumerate(counts)]
        )
    else:
        shown = rows[chance.randint(1, 6) :]
    inside, outside = verdicts(rows, is_shared=False), verdicts(shown, is_shared=True)

    assert all(said in {None, inside[line]} for line, said in outside.items())


def test_a_jump_beside_one_hidden_month_is_still_named() -> None:
    """It would be, whatever that month was; and what may be usual is not said to be."""
    quiet = [20, 21, 19, None, 20, 22, 18]

    assert verdicts(published([*quiet, 90]), is_shared=True)["unmatched"] is True
    assert verdicts(published([*quiet, 20]), is_shared=True)["unmatched"] is None


def group(period: str, linked: int, measure: str = "match_rate", table: str = "match_rate_by") -> Figure:
    """A sex of 1,000 events."""
    return Figure(table, "sex", "1", measure, linked, 1_000, linked / 1_000, period)


@pytest.mark.parametrize(
    ("against", "rebased", "is_held"),
    [
        pytest.param("2019-07", {}, True, id="the month before"),
        pytest.param(NOW, {}, False, id="restated: the month itself, as it was"),
        pytest.param("2019-07", {"2019-07": "new supplier"}, True, id="new limits from that month on"),
        pytest.param("2019-07", {NOW: "new supplier"}, False, id="new limits after it"),
        pytest.param(None, {}, False, id="nothing"),
    ],
)
def test_a_group_without_months_is_held_against_an_earlier_one_alone(
    against: str | None, rebased: dict[str, str], is_held: bool
) -> None:
    """What the change is against, where that is an earlier month and none before new limits."""
    before = replace(group(NOW, 60, "unmatched_rate_before", "change"))
    facts = replace(FACTS, month=NOW, compared="release 0007", compared_month=against, rebased=rebased)
    one = family(Figures(NOW, (group(NOW, 900), before)), facts).of("sex", "1")

    assert (one is not None) == is_held
    assert one is None or (one.departure.since, one.departure.months) == (NOW, 1)
