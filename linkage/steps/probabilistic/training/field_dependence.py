"""
Whether a record that is wrong in one field is likelier wrong in another, among pairs whose number is right.

A log-linear model of which fields are wrong, with every pair of fields tied and no tie of all three, fitted by
expectation maximisation beside the classes of wrong numbers: these disagree in everything together, and without a
class of their own would be taken for errors that go together. The pairs wrong in all three fields decide most and are
known least: either class may have them, so each dependence is given with none of them right, and with all.
Source of the form: log-linear models of agreement patterns with interactions (Thibaudeau 1993; Winkler 2000).
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations, product
from math import log2

from linkage.steps.probabilistic.levels.levels import FIELDS, NONE_HELD, SAME_VALUE
from linkage.steps.probabilistic.levels.pair_level import MISSING
from linkage.steps.probabilistic.model.model import FieldDependence, NumberMixture
from linkage.steps.probabilistic.training.number_mixture import Probabilities, of_classes, shares_of
from linkage.steps.probabilistic.training.proved_pattern import Pattern

ROUNDS = 100
FITTED = 50
"""Rounds in which margins are met, one after another."""
HALF_A_PAIR = 0.5
"""Added to what was found and to what independence expects: a handful of pairs are no dependence."""

Wrong = tuple[bool, bool, bool]
"""Whether birth date, postcode and sex are other than exact."""
CELLS: tuple[Wrong, ...] = tuple((one, two, three) for one, two, three in product((False, True), repeat=3))
PAIRS = tuple(combinations(range(3), 2))


def field_dependence(
    counts: Mapping[Pattern, int], m: Probabilities, u: Probabilities, number: NumberMixture
) -> tuple[FieldDependence, ...]:
    """Each pair of fields; nothing where no proved pair bears all three on both sides."""
    whole = {p: n for p, n in sorted(counts.items()) if MISSING not in p and NONE_HELD not in p}
    if not whole:
        return ()
    shares = shares_of(number, m)
    belief = {pattern: of_classes(pattern, m, u, shares) for pattern in whole}
    tied = dict.fromkeys(CELLS, 1.0)
    right: dict[Wrong, float] = {}
    for _ in range(ROUNDS):
        right = right_pairs(whole, belief, tied)
        fitted = without_the_tie_of_all(right)
        alone = by_independence(fitted)
        tied = {cell: (fitted[cell] + HALF_A_PAIR) / (alone[cell] + HALF_A_PAIR) for cell in CELLS}
    every = sum(n for pattern, n in whole.items() if wrong_in(pattern) == CELLS[-1])
    return tuple(
        FieldDependence(
            fields=(FIELDS[one], FIELDS[two]),
            both_wrong=round(both(right, one, two), 3),
            by_independence=round(both(by_independence(right), one, two), 3),
            bits=bits(right, one, two),
            least_bits=bits(right | {CELLS[-1]: 0.0}, one, two),
            most_bits=bits(right | {CELLS[-1]: float(every)}, one, two),
        )
        for one, two in PAIRS
    )


def wrong_in(pattern: Pattern) -> Wrong:
    """Which fields of a pattern are other than exact."""
    born, home, sex = (level not in SAME_VALUE for level in pattern)
    return born, home, sex


def right_pairs(
    counts: Mapping[Pattern, int],
    belief: Mapping[Pattern, tuple[float, float, float]],
    tied: Mapping[Wrong, float],
) -> dict[Wrong, float]:
    """How many pairs of right number are wrong in which fields, if these are tied so."""
    found: dict[Wrong, float] = dict.fromkeys(CELLS, 0.0)
    for pattern, pairs in counts.items():
        own, stranger, neighbour = belief[pattern]
        own *= tied[wrong_in(pattern)]
        found[wrong_in(pattern)] += pairs * own / ((own + stranger + neighbour) or 1.0)
    return found


def without_the_tie_of_all(table: Mapping[Wrong, float]) -> dict[Wrong, float]:
    """The table nearest to this whose margins of two fields are the same, and in which nothing ties all three."""
    fitted = dict.fromkeys(CELLS, sum(table.values()) / len(CELLS))
    for _ in range(FITTED):
        for pair in PAIRS:
            aim, now = (margin(of, pair) for of in (table, fitted))
            for cell in CELLS:
                at = (cell[pair[0]], cell[pair[1]])
                fitted[cell] *= aim[at] / now[at] if now[at] else 0.0
    return fitted


def margin(table: Mapping[Wrong, float], pair: tuple[int, ...]) -> dict[tuple[bool, bool], float]:
    """A table summed to two of its fields."""
    found: dict[tuple[bool, bool], float] = defaultdict(float)
    for cell, count in table.items():
        found[cell[pair[0]], cell[pair[1]]] += count
    return found


def by_independence(table: Mapping[Wrong, float]) -> dict[Wrong, float]:
    """What the table would be if its fields went wrong each for itself."""
    total = sum(table.values())
    wrong = [
        sum(count for cell, count in table.items() if cell[place]) / (total or 1.0) for place in range(3)
    ]
    found = {}
    for cell in CELLS:
        count = total
        for place in range(3):
            count *= wrong[place] if cell[place] else 1 - wrong[place]
        found[cell] = count
    return found


def both(table: Mapping[Wrong, float], one: int, two: int) -> float:
    """Pairs wrong in both fields."""
    return margin(table, (one, two))[True, True]


def bits(table: Mapping[Wrong, float], one: int, two: int) -> float:
    """How much commoner both are wrong together than each for itself would have it; few pairs say little."""
    found, expected = both(table, one, two), both(by_independence(table), one, two)
    return round(log2((found + HALF_A_PAIR) / (expected + HALF_A_PAIR)), 3)
