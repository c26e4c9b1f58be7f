"""Gaps of groups over months: what is beyond the limits is what the family's rule names, and nothing else."""

import re
from dataclasses import replace

import pytest

from linkage.report.figures import Figures
from linkage.report.gaps.gap import FEWEST, KINDS, Gap, gaps_of
from linkage.report.gaps.gap_chapter import MEANING, gap_drawings, gaps_chapter
from linkage.report.site.trends import render_trends, trends_of
from linkage.report.worse import PEOPLE, WORSE, judged
from linkage.spc.discoveries import discovered
from linkage.spc.tails import table_tails, two_sided
from linkage.words.figure import Figure
from tests.report.gap_world import MONTHS, OPENS, gap_figures, rate

LAST = MONTHS[-1]


def of(kind: str, category: str, month: str) -> Gap:
    """One gap of the made-up months."""
    return next(
        gap
        for gap in gaps_of(gap_figures(), LAST)
        if (gap.kind, gap.category, gap.month) == (kind, category, month)
    )


@pytest.mark.parametrize(
    ("kind", "category", "month", "points", "is_high", "is_low"),
    [
        ("age_band", "80-89", "2019-07", -0.7, False, False),
        ("age_band", "80-89", OPENS, 13.7, True, False),
        ("age_band", "80-89", LAST, 13.7, True, False),
        ("age_band", "40-49 <b>", LAST, -2.3, False, True),
        ("sex", "1", LAST, -0.3, False, False),
    ],
)
def test_a_gap_is_the_groups_rate_less_that_of_all(
    kind: str, category: str, month: str, points: float, is_high: bool, is_low: bool
) -> None:
    """By hand: 60 of 300 beside 126 of 2,010 in all; a group of ten events has none."""
    gap = of(kind, category, month)

    assert (round(100 * gap.gap, 1), gap.is_high, gap.is_low) == (points, is_high, is_low)
    assert gap.lower <= 0 <= gap.upper


def test_the_chapter_says_in_what_it_is_not_the_first_screen() -> None:
    """One kind more, thirty events or more, both ways, no least difference; each is seen to be so."""
    now = [row for row in gap_figures() if row.period == LAST]
    slight = [rate("modality", "CT", LAST, 5_200, 50_000), rate("modality", "MR", LAST, 4_800, 50_000)]
    alike = [rate("sex", "1", LAST, 5_200, 50_000), rate("sex", "2", LAST, 4_800, 50_000)]
    small = [rate("sex", "1", LAST, 20, 20), rate("sex", "2", LAST, 100, 2_000)]

    def marked(rows: list[Figure]) -> set[str]:
        return {gap.category for gap in gaps_of(rows, LAST) if gap.is_high or gap.is_low}

    def named(rows: list[Figure]) -> set[str]:
        whole = rate("month", LAST, LAST, *map(sum, zip(*(counts(row) for row in rows), strict=True)))
        return {one.category for one in judged(Figures(LAST, (*rows, whole)), None).worse}

    def counts(row: Figure) -> tuple[int, int]:
        return (row.denominator or 0) - (row.numerator or 0), row.denominator or 0

    assert (marked(slight), named(slight)) == ({"CT", "MR"}, set())
    assert (marked(alike), named(alike)) == ({"1", "2"}, set())
    assert "1" not in marked(small) and named(small) == {"1"}
    assert {row.category for row in now if row.breakdown == "age_band"} > marked(now) > {"80-89"}
    assert set(KINDS) - set(PEOPLE) == {"modality"} and set(PEOPLE) < set(KINDS)
    for words in (
        "has no modality",
        "groups of any size",
        "more unmatched alone",
        f"{WORSE:g} times the rate",
    ):
        assert words in MEANING


def test_beyond_the_limits_is_what_the_family_names() -> None:
    """Month by month, by the tests written out once more."""
    for month in MONTHS:
        rows = [row for row in gap_figures() if row.period == month]
        groups = []
        for row in rows:
            unmatched, events = (row.denominator or 0) - (row.numerator or 0), row.denominator or 0
            others = [other for other in rows if other.breakdown == row.breakdown and other is not row]
            rest = sum(other.denominator or 0 for other in others)
            missing = rest - sum(other.numerator or 0 for other in others)
            if events >= FEWEST:
                groups.append((row.category, two_sided(table_tails(unmatched, events, missing, rest))))
        named = discovered([chance for _, chance in groups])
        expected = {name for (name, _), is_named in zip(groups, named, strict=True) if is_named}
        found = gaps_of(gap_figures(), LAST)

        assert {
            gap.category for gap in found if gap.month == month and (gap.is_high or gap.is_low)
        } == expected


def test_a_group_that_is_all_there_is_has_no_gap() -> None:
    """Nor has one of numbers that are hidden, or of a month after the one asked for."""
    alone = [rate("sex", "1", LAST, 5, 100)]
    later = [rate("sex", name, "2019-12", 5, 100) for name in ("1", "2")]
    hidden = [replace(row, numerator=None, value=None) for row in gap_figures()]

    assert gaps_of([*alone, *later, *hidden], LAST) == ()


def test_the_chapter_tells_who_lies_beyond_and_draws_every_text_inert() -> None:
    """A drawing a kind, its numbers below, and nothing of a name that a browser would take for its own."""
    drawings = {drawing.table.sheet: drawing for drawing in gap_drawings(Figures(LAST, gap_figures()))}

    assert list(drawings) == ["gap_sex", "gap_age_band"]
    assert drawings["gap_age_band"].reading == (
        "In 2019-11 3 of 3 groups lie further from all events than chance explains: age at test 80-89 (+13.7 points); "
        "age at test 0-9 (-3.3 points); age at test 40-49 <b> (-2.3 points)."
    )
    assert drawings["gap_sex"].reading == (
        "In 2019-11 none of 2 groups lies further from all events than chance explains."
    )
    assert "<b>" not in drawings["gap_age_band"].svg
    told = {row[0]: row[-3:] for row in drawings["gap_age_band"].table.rows}
    assert told["80-89"] == (5, 2, 0)
    squares = re.findall(r'<rect [^>]*fill="#b34d00"', drawings["gap_age_band"].svg)
    assert len(squares) == 2


def test_no_chapter_of_a_first_month_or_of_shared_numbers() -> None:
    """Shared months were controlled one by one: what lies between them is not theirs to tell."""
    rows = gap_figures()

    assert gaps_chapter(Figures(LAST, rows)) is not None
    assert gaps_chapter(Figures(MONTHS[0], rows)) is None
    assert gaps_chapter(Figures(LAST, rows, is_shared=True)) is None


def test_the_page_of_the_static_folder_has_gaps_and_rates() -> None:
    """Of every kind that there is; of a first month the rates alone."""
    page = render_trends(trends_of(gap_figures(), LAST), job_name="a <job>", release="0013")
    first = [row for row in gap_figures() if row.period == MONTHS[0]]
    alone = render_trends(trends_of(first, MONTHS[0]), job_name="job", release="0001")

    assert page.count("<svg") == 2 and page.count("Match rate by") >= 2
    assert "<b>" not in re.sub(r"<figcaption><b>", "", page)
    assert "<svg" not in alone and "Match rate by sex" in alone
