"""
Several generated worlds in one example: the database reads, plans and makes its tables once for all of them.

Worlds share no key, no NHS number and no postcode, so that each is as if it were alone; and the twin is asked about
all of them together, as the SQL is.
"""

from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.properties.generated import NUMBERS, People, events, people, supplied_postcodes
from tests.reference import nhs_number
from tests.spec.steps import Row

World = TypeVar("World")
RankedWorld = tuple[list[Row], People, set[str]]
"""Event identities, people, and the postcodes that the user wants ignored."""

EACH = 4
"""Worlds of an example, near enough: as many fewer examples are tried, by day and by night."""
MOST = 2 * EACH

shared = settings(max_examples=max(1, settings().max_examples // EACH))
"""For a test whose examples are several worlds each."""

LETTERS = "ABCDEFGHKL"
STEMS = [f"999{tail:06d}" for tail in range(1, 100)]
OWN_NUMBERS = [f"{stem}{digit}" for stem in STEMS if (digit := nhs_number.check_digit(stem)) is not None]


def several(world: SearchStrategy[World]) -> SearchStrategy[list[World]]:
    """A list of worlds, never an empty one."""
    return st.lists(world, min_size=1, max_size=MOST)


def apart(row: Row, world: int, *keys: str) -> Row:
    """A row whose columns of these names, where they are filled, are those of one world."""
    own = {name: f"{world}-{row[name]}" for name in keys if row.get(name) is not None}
    return {**row, **own}


def own_number(number: str, world: int) -> str:
    """The number of one world that stands for one of `NUMBERS`."""
    return OWN_NUMBERS[world * len(NUMBERS) + NUMBERS.index(number)]


def own_postcode(postcode: str, world: int) -> str:
    """The postcode of one world that stands for one of `POSTCODES`."""
    return LETTERS[(LETTERS.index(postcode[0]) + world) % len(LETTERS)] + postcode[1:]


def own_identity(row: Row, world: int) -> Row:
    """An identity with the numbers and postcodes of one world."""
    number, postcode = row["nhs_number"], row["postcode"]
    return {
        **row,
        "nhs_number": None if number is None else own_number(str(number), world),
        "postcode": None if postcode is None else own_postcode(str(postcode), world),
    }


def own_people(index: People, world: int) -> People:
    """The people of one world, by keys of their own."""
    return {
        f"{world}-{person}": [own_identity(row, world) for row in theirs] for person, theirs in index.items()
    }


def ranked_worlds() -> SearchStrategy[RankedWorld]:
    """Several worlds to rank, side by side."""
    return several(st.tuples(events(), people(), supplied_postcodes())).map(united)


def united(worlds: list[RankedWorld]) -> RankedWorld:
    """Worlds as one."""
    rows: list[Row] = []
    index: People = {}
    supplied: set[str] = set()
    for world, (own_rows, own_index, own_supplied) in enumerate(worlds):
        rows += [own_identity(row, world) for row in own_rows]
        index |= own_people(own_index, world)
        supplied |= {own_postcode(postcode, world) for postcode in own_supplied}
    return rows, index, supplied
