"""`--month latest`: which months have come in enough, and what is told of those behind the newest."""

import pytest

from linkage.commands.months.latest_month import full_months
from tests.months.world import World, did_rows
from tests.tables import rows

LEAST, FALL = 5, 0.25
COUNTED = rows("""
    counted                                  | full
    -------------------------------------------+-------------------------
    2019-08 4                                |
    2019-08 5                                | 2019-08
    2019-08 1, 2019-09 8, 2019-10 6          | 2019-09, 2019-10
    2019-08 8, 2019-09 5, 2019-10 6          | 2019-08, 2019-10
    2019-08 8, 2019-09 20, 2019-10 14        | 2019-09
    2009-03 1, 2011-05 1, 2014-06 2, 2019-10 8 | 2019-10
    2019-08 8, 2019-09 8, 2035-01 8          | 2019-08, 2019-09
    2019-08 8, 2035-01 100, 2019-09 7        | 2019-08, 2019-09
""")
"""Each against the fullest that has begun; October is this month."""


@pytest.mark.parametrize("case", COUNTED, ids=lambda case: case["counted"])
def test_a_month_is_full_that_the_volume_gate_would_not_refuse(case: dict[str, str]) -> None:
    """And the first with as many events as gates judge from."""
    counted = {month: int(events) for month, events in map(str.split, str(case["counted"]).split(", "))}
    assert ", ".join(full_months(counted, "2019-10", LEAST, FALL)) == (case["full"] or "")


def test_without_the_gate_a_later_month_needs_one_event() -> None:
    """The first one as many as gates judge from."""
    assert full_months({"2019-08": 4, "2019-09": 1}, "2019-10", LEAST, None) == ("2019-09",)


@pytest.mark.slow
def test_months_behind_the_newest_are_told_of(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """And taken by later runs, the newest first; not one of which a row has come in, nor what is published."""
    for month in ("2019-12", "2020-01", "2020-02"):
        world.did[month] = did_rows(month)
    world.did["2020-03"] = did_rows("2020-03")[:1]
    told = {}
    for month in ("2020-02", "2020-01", "2019-12"):
        assert world.run("--month", "latest") == 0
        assert world.manifest.month == month
        told[month] = capsys.readouterr().err

    behind = "before 2020-02 the DID files hold months that are in no release: 2019-12 (8 events), 2020-01 (8 events)"
    assert behind in told["2020-02"]
    assert (
        "before 2020-01 the DID files hold months that are in no release: 2019-12 (8 events)"
        in told["2020-01"]
    )
    assert "in no release" not in told["2019-12"]
