"""A number that is hidden is not told by estimates of it either: not by ratios, intervals, sums or finer tables."""

import pytest

from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import HES_2018, NHSE_SDE, PROFILES
from linkage.words.figure import Figure
from linkage.words.interval import wilson
from tests.report.series_world import RANKS, share, statuses

MONTH = "2019-11"
CUMULATIVE = {"1A": 700, "1B": 800, "2": 880, "8": 900}


def month(of_p: int, missed: int) -> list[Figure]:
    """A month in which rank P made so many links, and its hold-out missed so many of a hundred."""
    rows = [*statuses(MONTH, "month", MONTH, (900 + of_p, 40, 60))]
    before = 0
    for rank, upto in {**CUMULATIVE, "P": 900 + of_p}.items():
        rows += [
            share(MONTH, "match_rank", "rank", rank, measure, count, 900 + of_p)
            for measure, count in (("share_of_matched", upto - before), ("cumulative_share", upto))
        ]
        rows.append(share(MONTH, "match_rank", "rank", rank, "records", upto - before, 1000 + of_p))
        before = upto
    low, high = wilson(1 - missed / 100, 100)
    estimates = {
        ("linkage_error", "expected_false_links"): (0.03 * of_p, of_p, 60),
        ("linkage_error", "expected_false_link_share"): (0.03, of_p, 60),
        ("linkage_error", "expected_missed_links"): (21.4183, 60, of_p),
        ("linkage_error", "holdout_recall"): (1 - missed / 100, 100 - missed, missed),
        ("linkage_error", "holdout_recall_low"): (low, 100 - missed, missed),
        ("linkage_error", "holdout_recall_high"): (high, 100 - missed, missed),
        ("rank_p", "target"): (0.004, None, None),
        ("rank_p", "threshold"): (0.971234567, None, None),
        ("rank_p", "expected_false_link_share"): (0.030000001, None, None),
    }
    return rows + [
        Figure(table, "month", MONTH, measure, None, None, value, MONTH, "national", people, others)
        for (table, measure), (value, people, others) in estimates.items()
    ]


OF_P = {
    ("linkage_error", "expected_false_link_share"): 0.03,
    ("rank_p", "expected_false_link_share"): 0.03,
    ("rank_p", "threshold"): 0.9712,
}
HELD_OUT = {
    ("linkage_error", "holdout_recall"): 0.8,
    ("linkage_error", "holdout_recall_low"): 0.7112,
    ("linkage_error", "holdout_recall_high"): 0.8666,
}


@pytest.mark.parametrize(
    ("of_p", "missed", "told"),
    [
        (4, 20, HELD_OUT),  # rank P is hidden, and all that is made of its links
        (40, 20, OF_P | HELD_OUT),
        (40, 21, OF_P | HELD_OUT),  # another sample of the same round size, and the same interval
        (40, 4, OF_P),  # few were missed: their share would be their number
        (4, 4, {}),
    ],
)
def test_an_estimate_is_told_where_its_base_is_and_rounded_as_it_is(
    of_p: int, missed: int, told: dict[tuple[str, str], float]
) -> None:
    """The expected number of wrong links never is: over their share, it is the count of links."""
    shared = controlled_month(month(of_p, missed), NHSE_SDE)
    found = {
        (figure.table, figure.measure): figure.value
        for figure in shared
        if figure.table in {"rank_p", "linkage_error"}
    }

    assert found == told | {("rank_p", "target"): 0.004, ("linkage_error", "expected_missed_links"): 20.0}


def test_cumulative_shares_are_sums_of_the_rounded_ranks() -> None:
    """So that they tell nothing the ranks do not."""
    shared = {figure.key: figure for figure in controlled_month(month(43, 20), NHSE_SDE)}
    rounded = [shared["match_rank", "rank", rank, "records"].numerator or 0 for rank in (*RANKS, "P")]
    sums = [shared["match_rank", "rank", rank, "cumulative_share"].numerator for rank in (*RANKS, "P")]

    assert sums == [sum(rounded[: place + 1]) for place in range(len(rounded))]


SETTINGS = {"01": (500, 20, 30), "03": (300, 20, 30), "04": (144, 0, 0)}


@pytest.mark.parametrize(
    ("unlinked", "table", "is_shared"),
    [
        (0, "concordance", True),
        (3, "concordance", False),  # the linked of setting 03 would be what is concordant, and what is not
        (0, "modality_by_setting", True),
        (3, "modality_by_setting", False),
    ],
)
def test_a_table_made_of_parts_is_shared_where_its_whole_hides_nothing(
    unlinked: int, table: str, *, is_shared: bool
) -> None:
    """Linked events of each setting and each kind are numbers of two tables."""
    settings = {**SETTINGS, "04": (144 - unlinked, 0, unlinked)}
    rows = [*statuses(MONTH, "month", MONTH, (944 - unlinked, 40, 60 + unlinked))]
    for setting, parts in settings.items():
        rows += statuses(MONTH, "source_setting", setting, parts)
        rows += statuses(MONTH, "modality", f"kind {setting}", parts)
        rows.append(
            share(MONTH, "modality_by_setting", "admitted", f"kind {setting}", "examinations", parts[0], 944)
        )
    rows.append(share(MONTH, "concordance", "month", MONTH, "concordant", 700, 800))
    shared = controlled_month(rows, NHSE_SDE)

    assert any(figure.table == table and not figure.is_suppressed for figure in shared) == is_shared


def test_settings_that_overlap_do_not_pin_one_another() -> None:
    """Whoever had imaging in any setting had it in one of these: with one of them hidden, any would tell of it."""
    rows = [
        share(MONTH, "patients_by_setting", "setting", setting, measure, count, whole)
        for setting, (imaged, whole) in {
            "admitted": (5, 100),
            "emergency": (50, 300),
            "any": (55, 400),
        }.items()
        for measure, count in (
            ("patients", whole),
            ("with_imaging", imaged),
            ("without_imaging", whole - imaged),
        )
    ]
    shared = controlled_month(rows, NHSE_SDE)
    told = {(figure.category, figure.measure) for figure in shared if not figure.is_suppressed}

    assert told == {
        ("admitted", "patients"),
        *(("emergency", measure) for measure in ("patients", "with_imaging", "without_imaging")),
    }


def test_national_numbers_that_are_left_alone_are_left_alone() -> None:
    """The published rule for HES: exact, estimates and all."""
    rows = month(4, 4)
    shared = {figure.key: figure for figure in controlled_month(rows, HES_2018)}

    assert PROFILES["hes_2018"].national_exact
    assert all(
        (shared[row.key].numerator, shared[row.key].value) == (row.numerator, row.value) for row in rows
    )
