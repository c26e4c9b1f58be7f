"""Errors that go together are told from wrong numbers, which disagree in everything."""

from itertools import product
from math import log2

import pytest

from linkage.steps.probabilistic.levels.levels import FIELDS, NONE_HELD
from linkage.steps.probabilistic.model.model import FieldDependence, NumberMixture
from linkage.steps.probabilistic.training.field_dependence import (
    CELLS,
    by_independence,
    field_dependence,
    margin,
    wrong_in,
)
from linkage.steps.probabilistic.training.proved_pattern import Pattern
from tests.probabilistic.fixed_model import M_AND_U

PAIRS = 1_000_000
RIGHT, STRANGER = 0.98, 0.02
NUMBER = NumberMixture(right=RIGHT, stranger=STRANGER, relative=1e-6, copied=0)


def of(kind: int) -> dict[str, dict[str, float]]:
    """m (0) or u (1) of every level of two values, adding up to one in each field."""
    found = {}
    for field, levels in M_AND_U.items():
        held = {level: both[kind] for level, both in levels.items() if level != NONE_HELD}
        found[field] = {level: share / sum(held.values()) for level, share in held.items()}
    return found


M, U = of(0), of(1)


def world(times: float) -> dict[Pattern, int]:
    """Pairs by pattern, a million; birth date and postcode are wrong together so many times as often as by chance."""
    wrong = {field: 1 - M[field]["exact"] for field in FIELDS}
    found = {}
    for pattern in product(*(M[field] for field in FIELDS)):
        born, home, sex = pattern
        cell = wrong_in((born, home, sex))
        share = M["sex"][sex]
        in_date, in_postcode = cell[0], cell[1]
        both = times * wrong["birth_date"] * wrong["postcode"]
        table = {
            (True, True): both,
            (True, False): wrong["birth_date"] - both,
            (False, True): wrong["postcode"] - both,
            (False, False): 1 - wrong["birth_date"] - wrong["postcode"] + both,
        }
        share *= table[in_date, in_postcode]
        share *= M["birth_date"][born] / (wrong["birth_date"] if in_date else M["birth_date"]["exact"])
        share *= M["postcode"][home] / (wrong["postcode"] if in_postcode else M["postcode"]["exact"])
        by_chance = U["birth_date"][born] * U["postcode"][home] * U["sex"][sex]
        found[born, home, sex] = round(PAIRS * (RIGHT * share + STRANGER * by_chance))
    return {pattern: pairs for pattern, pairs in found.items() if pairs}


def by_fields(found: tuple[FieldDependence, ...]) -> dict[tuple[str, str], FieldDependence]:
    """The dependences by their fields."""
    return {one.fields: one for one in found}


@pytest.mark.parametrize("times", [1, 2, 4])
def test_what_goes_wrong_together_is_found_beside_wrong_numbers(times: float) -> None:
    """Two numbers in a hundred are wrong and disagree in all: no dependence comes of them."""
    found = by_fields(field_dependence(world(times), M, U, NUMBER))

    assert found["birth_date", "postcode"].bits == pytest.approx(log2(times), abs=0.1)
    assert found["birth_date", "sex"].bits == pytest.approx(0, abs=0.25)
    assert found["postcode", "sex"].bits == pytest.approx(0, abs=0.1)


def test_the_pairs_wrong_in_everything_are_a_range() -> None:
    """They may all be wrong numbers, or none."""
    for one in field_dependence(world(4), M, U, NUMBER):
        assert one.least_bits <= one.bits <= one.most_bits
        assert one.most_bits > one.least_bits


def test_without_a_pair_that_bears_all_fields_nothing_is_said() -> None:
    """Every event lacks the sex, or every person."""
    for sex in ("missing", NONE_HELD):
        assert field_dependence({("exact", "exact", sex): 1_000}, M, U, NUMBER) == ()


def test_independence_keeps_every_share_wrong() -> None:
    """Whatever the table, each field is wrong as often in what independence makes of it."""
    table = {cell: float(3 + 5 * nth % 7) for nth, cell in enumerate(CELLS)}
    apart = by_independence(table)

    for pair in ((0, 1), (0, 2), (1, 2)):
        for place in pair:
            wrong = [sum(n for cell, n in of.items() if cell[place]) for of in (table, apart)]
            assert wrong[0] == pytest.approx(wrong[1])
        assert sum(margin(apart, pair).values()) == pytest.approx(sum(table.values()))
