"""What each profile does to a count, from 0 to 15, and to a row of counts."""

import pytest

from linkage.disclosure.frequency_table import (
    ALL,
    CELLS,
    OPEN,
    Cell,
    Suppression,
    TableRow,
    primary_suppression,
)
from linkage.disclosure.profile import HES_2018, NHSE_SDE, PROFILES, Profile

UNTOUCHED = Profile("custom", smallest=1, base=1, national_exact=True)
TENS = Profile("custom", smallest=6, base=10, national_exact=False)

# count:        0  1  2  3  4  5   6   7   8   9   10  11  12  13  14  15
TABLE = {
    HES_2018: "0  *  *  *  *  *   *   *   10  10  10  10  10  15  15  15",
    NHSE_SDE: "0  *  *  *  *  *   *   *   *   *   10  10  10  15  15  15",
    UNTOUCHED: "0  1  2  3  4  5   6   7   8   9   10  11  12  13  14  15",
    TENS: "     0  *  *  *  *  *   10  10  10  10  10  10  10  10  10  20",
}
NAMES = [f"{profile.name} {profile.smallest}" for profile in TABLE]


@pytest.mark.parametrize(("profile", "shown"), TABLE.items(), ids=NAMES)
def test_counts_from_nought_to_fifteen(profile: Profile, shown: str) -> None:
    """Few people are hidden, the rest is rounded, nought is nought."""
    found = ["*" if profile.is_small(count) else str(profile.rounded(count)) for count in range(16)]

    assert found == shown.split()


@pytest.mark.parametrize("profile", TABLE, ids=NAMES)
def test_a_reader_knows_exactly_the_counts_that_round_to_what_is_shown(profile: Profile) -> None:
    """The span of a shown count: every count that would be shown the same."""
    for count in (count for count in range(200) if not profile.is_small(count)):
        alike = [
            other
            for other in range(300)
            if profile.rounded(other) == profile.rounded(count) and not profile.is_small(other)
        ]

        assert profile.span(count) == (min(alike), max(alike))


def test_the_profiles_that_ship() -> None:
    """By name; custom is made from the job file."""
    assert set(PROFILES) == {"hes_2018", "nhse_sde"}
    assert (HES_2018.national_exact, NHSE_SDE.national_exact) == (True, False)


@pytest.mark.parametrize(("smallest", "base"), [(0, 5), (8, 0)])
def test_a_profile_that_says_nothing_is_refused(smallest: int, base: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Profile("custom", smallest, base, national_exact=True)


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ((100, 0), OPEN),
        ((100, 8), OPEN),
        ((100, 7), CELLS),  # seven unlinked tell as much as seven linked
        ((7, 100), CELLS),
        ((100, 1), CELLS),
        ((7, 0), ALL),  # the total is of the same seven
        ((7, 7), ALL),
        ((0, 0), OPEN),
        ((100,), OPEN),
        ((7,), ALL),
    ],
)
def test_a_row_with_few_people_in_a_cell_hides_all_its_cells(
    people: tuple[int, ...], hidden: Suppression
) -> None:
    """And its total too when that may be of as few."""
    assert primary_suppression(TableRow("P1", tuple(Cell(one, one) for one in people)), HES_2018) == hidden


def test_people_are_counted_not_events() -> None:
    """Twenty events of two people are two people."""
    assert primary_suppression(TableRow("P1", (Cell(100, 90), Cell(20, 2))), HES_2018) == CELLS
    assert primary_suppression(TableRow("P1", (Cell(100, 90), Cell(20, 8))), HES_2018) == OPEN


def test_a_rule_of_your_own_is_told_by_its_numbers() -> None:
    """Two rules called custom are two rules; those that ship are told by name."""
    one, other = (Profile("custom", smallest, 5, national_exact=False) for smallest in (8, 9))

    assert HES_2018.label == "hes_2018"
    assert one.label == "custom (smallest 8, base 5, all numbers)"
    assert one.label != other.label
