"""Which earlier publication a month is held against."""

from pathlib import Path

import pytest

from linkage.release import history
from linkage.release.layout import Layout
from linkage.release.record.lineage import held_against
from tests.release.world import month_engine, run


def publish_month(layout: Layout, month: str, inputs: str) -> None:
    """A release of four events of a month, made of `inputs`."""
    engine = month_engine(layout.output, month, events=4)
    try:
        run(layout, engine, month, inputs=inputs)
    finally:
        engine.close()


@pytest.mark.parametrize(
    ("months", "month", "expected"),
    [
        pytest.param(["2026-04"], "2026-05", "0001", id="the month before"),
        pytest.param(["2026-04"], "2026-09", "0001", id="the latest month before, though some are missing"),
        pytest.param(["2026-04", "2026-05"], "2026-06", "0002", id="the latest of several"),
        pytest.param(
            ["2026-04", "2026-05"], "2026-04", "0001", id="the month itself, when it is published again"
        ),
        pytest.param(
            ["2026-04", "2026-05", "2026-04"], "2026-06", "0002", id="not the month that was restated last"
        ),
        pytest.param(
            ["2026-04", "2026-05", "2026-04"], "2026-04", "0003", id="the last publication of the month"
        ),
        pytest.param(["2026-05"], "2026-04", None, id="never a later month"),
        pytest.param([], "2026-04", None, id="nothing was published"),
    ],
)
def test_the_publication_held_against(
    tmp_path: Path, months: list[str], month: str, expected: str | None
) -> None:
    """Its own, else that of the latest month before it."""
    layout = Layout(tmp_path)
    for place, one in enumerate(months):
        publish_month(layout, one, inputs=str(place))

    found = held_against(layout, history.current(layout), month)

    assert (found.release if found else None) == expected


def test_a_release_that_was_put_aside_does_not_count(tmp_path: Path) -> None:
    """After a rollback, what readers are shown decides, also once there is a release more."""
    layout = Layout(tmp_path)
    publish_month(layout, "2026-04", inputs="a")
    publish_month(layout, "2026-05", inputs="wrong")
    layout.home.show(layout, "0001")
    publish_month(layout, "2026-06", inputs="c")

    found = held_against(layout, history.current(layout), "2026-05")

    assert found is not None
    assert (found.release, found.month) == ("0001", "2026-04")
