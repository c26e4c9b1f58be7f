"""Change of the unmatched rate since the last release."""

import pytest

from tests.statistics.history import completed, rate


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param((96, 100), (94, 100), (0.06, 0.04, 0.5), id="unmatched 4 to 6 in a hundred: up by half"),
        pytest.param((90, 100), (95, 100), (0.05, 0.1, -0.5), id="halved"),
        pytest.param((100, 100), (95, 100), (0.05, 0.0, None), id="none before: the move has no size"),
        pytest.param((95, 100), (100, 100), (0.0, 0.05, -1.0), id="none now"),
        pytest.param((95, 100), (190, 200), (0.05, 0.05, 0.0), id="more events, same rate"),
    ],
)
def test_change(
    before: tuple[int, int], now: tuple[int, int], expected: tuple[float, float, float | None]
) -> None:
    """Rate now, rate before, and the move as a share of the rate before."""
    engine = completed(
        [rate("2019-02", "RZ1", *now)], [rate("2019-01", "RZ1", *before)], "2019-02", "2019-01"
    )

    rows = engine.rows("select measure, value from statistics where \"table\" = 'change'")
    found = {str(measure): value for measure, value in rows}

    assert [
        found["unmatched_rate"],
        found["unmatched_rate_before"],
        found["relative_change"],
    ] == pytest.approx(expected)


def test_the_whole_is_compared_though_its_category_is_the_month() -> None:
    """The breakdown by month has another category every month."""
    engine = completed(
        [rate("2019-02", "2019-02", 9, 10, breakdown="month")],
        [rate("2019-01", "2019-01", 8, 10, breakdown="month")],
        "2019-02",
        "2019-01",
    )

    assert engine.rows("""
        select category, round(value, 6) from statistics
        where "table" = 'change' and measure = 'relative_change'""") == [("2019-02", -0.5)]


def test_a_new_provider_and_one_without_events_have_no_change() -> None:
    """There is nothing to compare."""
    engine = completed(
        [rate("2019-02", "NEW", 9, 10), rate("2019-02", "NONE", 0, 0)],
        [rate("2019-01", "GONE", 8, 10), rate("2019-01", "NONE", 8, 10)],
        "2019-02",
        "2019-01",
    )

    assert not engine.rows("select 1 from statistics where \"table\" = 'change'")


def test_difference_in_deviations_tells_chance_from_change() -> None:
    """2 in 20 against 4 in 20 is within chance; the same shares of 20,000 are not."""
    found = []
    for size in (1, 1000):
        engine = completed(
            [rate("2019-02", "RZ1", 16 * size, 20 * size)],
            [rate("2019-01", "RZ1", 18 * size, 20 * size)],
            "2019-02",
            "2019-01",
        )
        found.append(
            float(
                str(engine.scalar("select value from statistics where measure = 'difference_in_deviations'"))
            )
        )

    assert found[0] == pytest.approx(0.8856, abs=1e-3)
    assert found[1] == pytest.approx(28.0, abs=0.1)
