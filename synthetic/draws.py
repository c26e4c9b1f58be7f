"""Chance without hidden state: each draw is a pure function of the seed, its name and whom it is about."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Number = float | str
"""A number, or a SQL expression that gives one."""

SMALLEST_STEP = "1.1102230246251565e-16"
"""2 to the power -53: 53 random bits fill a double exactly, and never reach 1."""


HOUSEHOLDS_TOGETHER = 7_200
"""What comes in turns, such as towers and communal places, begins anew after so many households."""

SPARE_HOUSEHOLDS = 5_400
"""Beside one household for two people: nobody moves from one stretch to the next."""


def places_tried(people: int) -> int:
    """Places in the order of NHS numbers that are tried for so many people: one in eleven has no number."""
    return people * 9 // 8 + 100


@dataclass(frozen=True)
class Stretch:
    """
    Where the numbers of a world begin, and whether it is one of a country's.

    A country has more postcodes and longer accession numbers than a world of its own, which is the whole of itself.
    """

    first_person: int = 0
    first_household: int = 0
    first_place: int = 0
    """In the order of NHS numbers."""
    of_country: bool = False

    @property
    def first_block(self) -> int:
        """Of the blocks of twelve households."""
        return self.first_household // 12


WHOLE = Stretch()


def stretch_of_country(nth: int, people: int) -> Stretch:
    """The `nth` stretch, from 0, of a country whose stretches have so many people each."""
    together = math.ceil((people / 2 + SPARE_HOUSEHOLDS) / HOUSEHOLDS_TOGETHER) * HOUSEHOLDS_TOGETHER
    return Stretch(nth * people, nth * together, nth * places_tried(people), of_country=True)


@dataclass(frozen=True)
class Draws:
    """
    Writes draws as SQL expressions. `entity` is one or more SQL expressions that say whom a draw is about.

    Two draws of different names are independent; the same name and entity give the same value wherever it is
    asked, whatever the order of rows, the number of threads or the size of the world.
    """

    seed: int
    stretch: Stretch = WHOLE
    """Where the numbers of whom the draws are about begin."""

    def unit(self, name: str, *entity: str) -> str:
        """A number in [0, 1)."""
        about = ", '-', ".join(entity)
        hashed = f"md5_number_lower(concat('{self.seed}|{name}|', {about}))"
        return f"(cast({hashed} >> 11 as double) * {SMALLEST_STEP})"

    def happens(self, name: str, chance: Number, *entity: str) -> str:
        """True with probability `chance`."""
        return f"({self.unit(name, *entity)} < {chance})"

    def whole(self, name: str, low: Number, high: Number, *entity: str) -> str:
        """A whole number from `low` to `high`, both included, each equally likely."""
        return f"cast(floor({low} + {self.unit(name, *entity)} * ({high} - {low} + 1)) as integer)"

    def days(self, name: str, mean: Number, *entity: str) -> str:
        """Whole days, exponentially distributed about `mean` before rounding down."""
        return f"cast(floor(-ln(1 - {self.unit(name, *entity)}) * ({mean})) as integer)"

    def count(self, name: str, mean: Number, *entity: str) -> str:
        """A geometric count 0, 1, 2, ... of mean `mean` (above 0): most have few, some have many."""
        return f"cast(floor(ln(1 - {self.unit(name, *entity)}) / ln(({mean}) / (1 + ({mean})))) as bigint)"

    def rounded(self, name: str, mean: Number, *entity: str) -> str:
        """A whole number of mean `mean`: the one below it or the one above."""
        return f"cast(floor(({mean}) + {self.unit(name, *entity)}) as bigint)"

    def chosen(self, name: str, shares: Mapping[str, float], *entity: str) -> str:
        """One of the codes, each as often as its share of the total says."""
        return _by_steps(self.unit(name, *entity), [(share, f"'{code}'") for code, share in shares.items()])

    def number(self, name: str, shares: Sequence[tuple[float, float]], *entity: str) -> str:
        """One of the numbers of (share, number), each as often as its share of the total says."""
        return _by_steps(self.unit(name, *entity), [(share, str(number)) for share, number in shares])

    def outcome(self, name: str, rates: Mapping[str, float], *entity: str) -> str:
        """One of the outcomes, each with its own probability, or null with what is left of 1."""
        steps = [(rate, f"'{outcome}'") for outcome, rate in rates.items()]
        return _by_steps(self.unit(name, *entity), [*steps, (1 - sum(rates.values()), "null")])

    def outcome_sql(self, name: str, rates: Mapping[str, str], *entity: str) -> str:
        """Like `outcome`, with probabilities that are SQL expressions and differ from row to row."""
        reached, cases = "0", ""
        for outcome, rate in rates.items():
            reached = f"{reached} + {rate}"
            cases += f" when u < {reached} then '{outcome}'"
        return f"list_transform([{self.unit(name, *entity)}], lambda u: case{cases} end)[1]"

    def along(self, name: str, bands: Sequence[tuple[float, float, float]], *entity: str) -> str:
        """A number spread evenly inside bands (share, low, high), each band as often as its share says."""
        total = sum(share for share, _, _ in bands)
        start, steps = 0.0, []
        for share, low, high in bands:
            slope = (high - low) * total / share
            steps.append((share, f"{low} + (u - {start!r}) * {slope!r}"))
            start += share / total
        return _by_steps(self.unit(name, *entity), steps)


def _by_steps(unit: str, steps: Sequence[tuple[float, str]]) -> str:
    """The expression whose step of the cumulative shares holds `unit`; the draw is made once, as `u`."""
    total = sum(share for share, _ in steps)
    reached, cases = 0.0, ""
    for share, expression in steps[:-1]:
        reached += share / total
        cases += f" when u < {reached!r} then {expression}"
    last = steps[-1][1]
    chosen = f"case{cases} else {last} end" if cases else last
    return f"list_transform([{unit}], lambda u: {chosen})[1]"
