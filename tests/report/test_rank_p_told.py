"""What the page and the terminal say of rank P: nothing met the target, the floor of copied records, the checks."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from linkage.report.chapters.chapter import Words
from linkage.report.chapters.holdout import holdout_table
from linkage.report.chapters.holdout_check import check_blocks
from linkage.report.chapters.holdout_models import model_blocks
from linkage.report.chapters.linkage_error import error_chapter
from linkage.report.chapters.rank_table import RankDescription
from linkage.report.figures import Figures
from linkage.report.table import ShownTable
from linkage.report.target_words import floor_words, nothing_met, percent
from linkage.report.terminal import match_rank_text
from linkage.words.figure import Figure
from tests.report.golden_pages import NOW, WORLD
from tests.report.series_world import figures as series
from tests.report.told import facts_of

NOBODY = "no undecided event has one person who is likely enough"
P = RankDescription("P", "scored", "", "", "", "")


def rank_p(values: Mapping[str, float | None], links: Mapping[str, int] | None = None) -> Figures:
    """The numbers of rank P of a month, as a run has them."""
    rows = [Figure("rank_p", "month", NOW, name, None, None, value, NOW) for name, value in values.items()]
    rows += [
        Figure("rank_p", "target", aim, "links_at_target", count, None, float(count), NOW)
        for aim, count in (links or {}).items()
    ]
    return Figures(NOW, tuple(rows))


NOTHING = rank_p(
    {"target": 0.004, "threshold": None, "least_target": 0.01725, "copied_floor": 0.0076},
    {"0.01": 0, "0.02": 40, "0.03": 973},
)


def test_nothing_met_the_target() -> None:
    """The lowest target that would have linked anything, rounded up, and what a round one would have linked."""
    assert nothing_met(NOTHING) == (
        "no link met the target of 0.4%; it would have had to be 1.73% at least; at 2%: 40 links"
    )


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"target": 0.004, "threshold": 0.97, "least_target": 0.001}, None),
        ({"target": 0.004}, None),  # not shown
        (
            {"target": 0.004, "threshold": None},
            "no link met the target of 0.4%",
        ),  # an earlier version's month
        (
            {"target": 0.004, "threshold": None, "least_target": None},
            f"no link met the target of 0.4%, nor would any at another: {NOBODY}",
        ),
    ],
)
def test_it_is_said_only_where_it_is_so(values: Mapping[str, float | None], told: str | None) -> None:
    """And nothing that is not known."""
    assert nothing_met(rank_p(values)) == told


@pytest.mark.parametrize(
    ("share", "told"), [(0.004, "0.4%"), (0.03, "3%"), (0.012301, "1.24%"), (0.1, "10%")]
)
def test_a_target_is_rounded_up(share: float, told: str) -> None:
    """A target of what is told would do."""
    assert percent(share) == told


def test_the_floor_is_told_below_it_alone() -> None:
    """A target above what copied records set can be kept, unless they are most of what nothing met it for."""
    assert "The target of 0.4% lies below the floor" in (floor_words(NOTHING) or "")
    assert floor_words(rank_p({"target": 0.01, "copied_floor": 0.0076})) is None
    assert floor_words(rank_p({"target": 0.004})) is None
    nothing = {"target": 0.004, "threshold": None, "copied_floor": 0.0035}
    assert "because of copied records" in (floor_words(rank_p(nothing | {"least_target": 0.0045})) or "")
    assert floor_words(rank_p(nothing | {"least_target": 0.02})) is None
    assert floor_words(rank_p(nothing | {"least_target": 0.0045, "threshold": 0.99})) is None


def test_the_terminal_says_so_in_place_of_no_records() -> None:
    """And the floor below the table."""
    facts = facts_of(WORLD, series(WORLD), NOW)
    told = match_rank_text(Figures(NOW, (*series(WORLD), *NOTHING.rows)), (*facts.ranks, P)).splitlines()

    assert [line for line in told if line.startswith("P ")] == [f"P    {nothing_met(NOTHING)}"]
    assert told[-1].startswith("The target of 0.4% lies below the floor")


def test_the_page_says_so() -> None:
    """In the chapter on wrong and missed links."""
    facts = facts_of(WORLD, series(WORLD), NOW)
    chapter = error_chapter(NOTHING, replace(facts, ranks=(*facts.ranks, P)))
    words = [block.text for block in chapter.blocks if isinstance(block, Words)]

    assert f"Rank P linked nothing: {nothing_met(NOTHING)}." in words
    assert floor_words(NOTHING) in words


def checks(held_out: tuple[float, float, float], made_up: tuple[float, float, float]) -> list[str]:
    """What is said where the hold-out and the checks have these shares, recall and wrong links alike."""
    rows: list[Figure] = []
    for end, own, other in zip(("", "_low", "_high"), held_out, made_up, strict=True):
        for table, breakdown, category, measure, value in (
            ("linkage_error", "month", NOW, "holdout_false_link_share", own),
            ("linkage_error", "fields", "birth_date+sex+postcode", "holdout_recall", own),
            ("rank_p", "month", NOW, "synthetic_false_link_share", other),
            ("rank_p", "month", NOW, "recapture_recall", other),
        ):
            rows.append(Figure(table, breakdown, category, f"{measure}{end}", None, None, value, NOW))
    return [block.text for block in check_blocks(Figures(NOW, tuple(rows))) if isinstance(block, Words)]


@pytest.mark.parametrize(
    ("held_out", "made_up", "recall", "wrong"),
    [
        ((0.5, 0.4, 0.6), (0.55, 0.45, 0.65), "agree on recall", "agree on wrong links"),
        ((0.5, 0.4, 0.6), (0.7, 0.61, 0.8), "recapture is higher", "Trust the higher"),
        ((0.5, 0.4, 0.6), (0.3, 0.2, 0.39), "recapture is lower", "coincidence makes fewer"),
        ((0.5, 0.4, 0.6), (0.0, 0.0, 0.0), "recapture is lower", "coincidence makes fewer"),
    ],
)
def test_where_the_estimates_disagree_the_page_says_so(
    held_out: tuple[float, float, float], made_up: tuple[float, float, float], recall: str, wrong: str
) -> None:
    """Beyond their intervals: where these overlap, they agree."""
    told = checks(held_out, made_up)

    assert len(told) == 2
    assert recall in told[0]
    assert wrong in told[1]
    assert ("disagree" in told[0]) == ("disagree" in told[1]) == (recall != "agree on recall")


def test_without_checks_nothing_is_compared() -> None:
    """A month of an earlier version, or shared numbers."""
    assert check_blocks(NOTHING) == []


def test_a_hold_out_that_is_shared_is_on_the_page() -> None:
    """The number of events it rests on is not shared, and is marked so; its shares are there as in the CSV file."""
    rows = [
        Figure(
            "linkage_error", "month", NOW, f"holdout_recall{end}", None, None, value, NOW, control="rounded"
        )
        for end, value in {"": 0.8, "_low": 0.75, "_high": 0.85}.items()
    ]
    table = holdout_table(Figures(NOW, tuple(rows)), "month", "all events")

    assert [[getattr(cell, "name", cell) for cell in row] for row in table.rows] == [
        [NOW, "NOT_SHARED", 0.8, 0.75, 0.85, "NOT_SHARED", "NOT_SHARED", "NOT_SHARED"]
    ]


def by_model(*measures: str) -> list[list[object]]:
    """The table of the hold-out by model, from figures of these measures of 0.8, 0.75 to 0.85."""
    rows = [
        Figure("linkage_error", "month", NOW, f"holdout_{name}{end}", None, None, value, NOW)
        for name in measures
        for end, value in {"": 0.8, "_low": 0.75, "_high": 0.85}.items()
    ]
    tables = [block for block in model_blocks(Figures(NOW, tuple(rows))) if isinstance(block, ShownTable)]
    return [list(row) for table in tables for row in table.rows]


def test_the_hold_out_is_shown_under_both_models_where_m_was_adapted() -> None:
    """Recall and wrong links with their ranges, the month first; without the model file's own there is no table."""
    both = ("recall", "false_link_share")
    shown = by_model(*both, *(f"trained_{name}" for name in both))

    assert [row[0] for row in shown] == [
        "The m of the month, which linked it",
        "The model file as it was trained",
    ]
    assert [row[1:] for row in shown] == [[0.8, 0.75, 0.85] * 2] * 2
    assert by_model(*both) == []
