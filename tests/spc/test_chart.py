"""Charts: phases, trial limits, months without events, the latest point's icon; funnels; alarms by chance."""

from random import Random

import pytest

from linkage.spc.alarms import chance_of_alarm, expected_alarms
from linkage.spc.chart import Chart, Icon, Month, chart
from linkage.spc.funnel import funnel
from linkage.spc.rules import Signal


def months(counts: list[int], denominator: int = 1000) -> list[Month]:
    """From January 2024 on."""
    return [
        Month(f"{2024 + place // 12}-{place % 12 + 1:02}", count, denominator)
        for place, count in enumerate(counts)
    ]


def drawn(counts: list[int], rebased: dict[str, str] | None = None) -> Chart:
    """A chart of counts in a thousand."""
    return chart(months(counts), rebased or {})


def test_limits_of_fewer_than_thirteen_points_are_trial_limits() -> None:
    twelve, thirteen = drawn([20, 25] * 6), drawn([20, 25] * 6 + [20])

    assert [point.is_trial for point in twelve.points] == [True] * 12
    assert [point.is_trial for point in thirteen.points] == [False] * 13


def test_a_rebasing_starts_new_limits() -> None:
    """Each phase has its own mean; without the rebasing every month would be an alarm."""
    counts = [20, 22] * 4 + [40, 42] * 4
    apart = drawn(counts, {"2024-09": "new matching rules"})

    assert [point.phase for point in apart.points] == [0] * 8 + [1] * 8
    assert {round(point.limits.mean, 9) for point in apart.points if point.limits} == {0.021, 0.041}
    assert {point.signal for point in apart.points} == {Signal.COMMON_CAUSE}
    assert Signal.COMMON_CAUSE not in {point.signal for point in drawn(counts).points}
    assert apart.rebased == {"2024-09": "new matching rules"}


def test_a_run_does_not_cross_a_rebasing() -> None:
    """Four months of one phase and three of the next rise without a break, and are no trend of seven."""
    rise = [20, 21, 22, 23, 24, 25, 26]

    assert Signal.TREND_UP in {point.signal for point in drawn(rise).points}
    assert {point.signal for point in drawn(rise, {"2024-05": "moved"}).points} == {Signal.COMMON_CAUSE}


def test_a_phase_of_one_month_has_no_limits() -> None:
    found = drawn([20, 22, 20, 90], {"2024-04": "moved"}).points[-1]

    assert (found.limits, found.signal) == (None, Signal.COMMON_CAUSE)


def test_a_month_without_events_is_left_out_and_named() -> None:
    found = chart([Month("2024-01", 2, 10), Month("2024-02", 0, 0), Month("2024-03", 3, 10)], {})

    assert [point.period for point in found.points] == ["2024-01", "2024-03"]
    assert found.empty == ("2024-02",)


@pytest.mark.parametrize(
    ("last", "low_is_good", "icon"),
    [
        (21, True, Icon.COMMON_CAUSE),
        (90, True, Icon.CONCERN_HIGH),
        (90, False, Icon.IMPROVEMENT_HIGH),
        (1, True, Icon.IMPROVEMENT_LOW),
        (1, False, Icon.CONCERN_LOW),
    ],
)
def test_the_icon_is_of_the_latest_point(last: int, low_is_good: bool, icon: Icon) -> None:
    assert drawn([*[20, 22] * 10, last]).icon(low_is_good=low_is_good) is icon


def test_an_empty_chart_has_no_latest_point() -> None:
    assert (drawn([]).latest, drawn([]).icon(low_is_good=True)) == (None, Icon.TOO_FEW)


def test_signals_are_of_screened_limits_and_the_others_are_kept() -> None:
    """One wild month widens unscreened limits so far that a second wild one is missed."""
    found = drawn([20, 22] * 8 + [80, 20, 22, 20, 45, 20])

    assert found.points[20].signal is Signal.ABOVE_LIMIT
    assert found.unscreened[20] is not Signal.ABOVE_LIMIT
    assert found.unscreened[16] is Signal.ABOVE_LIMIT


def test_a_prime_chart_has_narrower_limits_for_more_events() -> None:
    series = [Month("2024-01", 10, 500), Month("2024-02", 60, 2000), Month("2024-03", 9, 500)]
    small, large, _ = (point.limits for point in chart(series, {}, method="prime").points)

    assert small
    assert large
    assert large.upper - large.lower < small.upper - small.lower


def test_a_funnel_allows_for_what_providers_differ_by() -> None:
    """Differences that every provider shows are no alarm; one that stands out from them is."""
    chance = Random(1)
    providers = {
        f"P{place}": (round(1000 * (0.03 + chance.uniform(-0.02, 0.02))), 1000) for place in range(40)
    }
    found = funnel(providers | {"FAR": (150, 1000)})

    assert found
    assert found.is_estimated
    assert found.overdispersion > 2
    assert [
        name for name, counted in (providers | {"FAR": (150, 1000)}).items() if found.is_high(*counted)
    ] == ["FAR"]
    low, high = found.limits(1000, 3.09)
    assert low == 0
    assert found.overall < high < 0.15


@pytest.mark.parametrize("count", [0, 100])
def test_a_funnel_of_shares_all_alike_has_no_alarm(count: int) -> None:
    found = funnel({f"P{place}": (count, 100) for place in range(12)})

    assert found
    assert not found.is_high(count, 100)
    assert found.limits(100, 3.09) == (count / 100, count / 100)


def test_few_providers_give_no_overdispersion_and_none_no_funnel() -> None:
    few = funnel({f"P{place}": (place, 100) for place in range(9)})

    assert few
    assert (few.is_estimated, few.overdispersion) == (False, 1.0)
    assert funnel({"P1": (0, 0)}) is None


def test_a_funnel_of_some_providers_is_that_of_the_whole() -> None:
    """Those that are shown may be the worse ones: the centre is given, and variation is about it."""
    shown = {f"P{place}": (10, 100) for place in range(12)}
    alone, of_all = funnel(shown), funnel(shown, 0.02)

    assert alone
    assert of_all
    assert (alone.overall, of_all.overall) == (0.1, 0.02)
    assert not alone.is_high(15, 100)
    assert of_all.overdispersion == pytest.approx(0.08**2 / (0.02 * 0.98 / 100))


def test_alarms_by_chance_are_drawn_not_typed_in() -> None:
    """The same on every run, more for more charts, none where there are no limits."""
    assert chance_of_alarm(1) == 0
    assert 0.005 < chance_of_alarm(24) < 0.05
    assert expected_alarms([24] * 150) == pytest.approx(150 * chance_of_alarm(24))
