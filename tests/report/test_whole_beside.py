"""A breakdown that stands from an earlier release is held against what it adds up to, as far as that is known."""

from dataclasses import replace

from linkage.disclosure.profile import NHSE_SDE, ROUNDED, SUPPRESSED
from linkage.report.figures import Figures
from linkage.report.worse import judged, summed
from linkage.words.figure import Figure

NOW = "2019-11"
WHOLE = Figure("match_rate_by", "month", NOW, "match_rate", 9_500, 10_000, None, NOW, control=ROUNDED)


def sexes(*linked: int | None) -> tuple[Figure, ...]:
    """Of 2,000 events each, of an earlier release; None: hidden."""
    return tuple(
        replace(
            WHOLE,
            breakdown="sex",
            category=category,
            numerator=count,
            denominator=None if count is None else 2_000,
            control=SUPPRESSED if count is None else ROUNDED,
            from_release="0003",
        )
        for category, count in zip("129", linked, strict=False)
    )


def test_hidden_parts_are_not_none() -> None:
    """The others are not what is shown of them: nothing is said."""
    shown = judged(Figures(NOW, (WHOLE, *sexes(1_900, 1_500, 1_900))), NHSE_SDE)
    hidden = judged(Figures(NOW, (WHOLE, *sexes(1_900, 1_500, None))), NHSE_SDE)

    assert [group.category for group in shown.worse] == ["2"]
    assert (shown.groups[0].rest, hidden.groups, hidden.hidden) == (4_000, (), 3)


def test_a_sum_of_rounded_numbers_is_off_by_as_much_as_all_of_them() -> None:
    """Not by as much as one."""
    least, most = NHSE_SDE.span(9_500)

    assert summed(9_500, WHOLE, NHSE_SDE, 1) == (least, most)
    assert summed(9_500, WHOLE, NHSE_SDE, 3) == (9_500 - 3 * (9_500 - least), 9_500 + 3 * (most - 9_500))
