"""How many events are drawn: the formula for a finite group, and what a plan keeps to."""

import re

import pytest

from linkage.errors import ConfigError
from linkage.review.size import LEAST, finite_size, foreseen_margin, planned
from linkage.review.stratum import Held, Stratum
from tests.review.simulated import MONTH, held
from tests.structure.imports import ROOT
from tests.tables import rows

SIZES = """
    events  | share | margin | drawn
    --------+-------+--------+------
    1000000 | 0.5   | 0.05   | 384
    1000    | 0.5   | 0.05   | 278
    100     | 0.5   | 0.05   | 80
    10      | 0.5   | 0.05   | 10
    1000000 | 0.05  | 0.05   | 73
    1000000 | 0.05  | 0.01   | 1822
    1       | 0.5   | 0.05   | 1
    0       | 0.5   | 0.05   | 0
"""


@pytest.mark.parametrize(
    "row", rows(SIZES), ids=lambda row: f"{row['events']}-{row['share']}-{row['margin']}"
)
def test_the_size_for_a_finite_group(row: dict[str, str]) -> None:
    """n = z^2 p(1-p) N / (z^2 p(1-p) + w^2 (N-1)), rounded up."""
    found = finite_size(int(row["events"]), float(row["share"]), float(row["margin"]))

    assert found == int(row["drawn"])


@pytest.mark.parametrize("margin", [0.02, 0.05, 0.1])
def test_a_plan_holds_its_margin_and_looks_hardest_near_the_threshold(margin: float) -> None:
    plan = planned(held(MONTH), margin)
    share = {one.held.stratum: one.drawn / one.held.events for one in plan}

    assert all(min(LEAST, one.held.events) <= one.drawn <= one.held.events for one in plan)
    assert all((foreseen_margin(plan, linked=side) or 0) <= margin for side in (True, False))
    far = max(part for stratum, part in share.items() if not stratum.is_near)
    assert min(part for stratum, part in share.items() if stratum.is_near) > far


def test_a_stratum_without_a_probability_is_sized_all_the_same() -> None:
    """As where the profile has no rank P: for review one half, of links few."""
    plan = planned(
        [
            Held(Stratum("linked", "1A", "none", "one"), 10_000, None),
            Held(Stratum("review", "ambiguous", "none", "several"), 10_000, None),
        ],
        0.05,
    )

    assert [one.drawn for one in plan] == [73, 370]


@pytest.mark.parametrize("margin", [0.0, -0.1, 0.5, 0.001])
def test_a_margin_that_is_none_is_refused(margin: float) -> None:
    with pytest.raises(ConfigError, match="--margin"):
        planned(held(MONTH), margin)


def test_the_guide_tells_what_is_drawn() -> None:
    """The table of docs/review.md, margin by margin."""
    page = (ROOT / "docs" / "review.md").read_text("utf-8")
    told = re.findall(r"^\| (0\.[0-9]+)[^|]*\| ([0-9,]+) \|", page, re.MULTILINE)
    drawn = {margin: sum(one.drawn for one in planned(held(MONTH), float(margin))) for margin, _ in told}

    assert {margin: int(events.replace(",", "")) for margin, events in told} == drawn
    assert len(drawn) == 3
