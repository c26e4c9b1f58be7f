"""Postcodes in the six shapes, in areas that do not exist, so that no real household can be meant."""

from ..codes import listed
from ..draws import Draws

AREAS = ("D", "H", "R", "T", "AE", "BK", "CE", "DF", "GN", "HO", "LF", "NC")
"""Well-formed area letters that the Post Office never used; one per trust of `activity/providers.py`."""

DISTRICTS = ("1", "2", "7", "10", "14", "20", "1A", "1W")
"""With one- and two-letter areas: AN, ANN, ANA, AAN, AANN and AANA."""

COUNTRY_DISTRICTS = (*(str(number) for number in range(1, 91)), *(f"{n}{c}" for n in (1, 2, 3) for c in "AW"))
"""A country has some two million postcodes, and the districts above fewer than four hundred thousand."""

UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
"""The letters an inward part may hold: all but C, I, K, M, O and V."""

BLOCK_HOUSEHOLDS = 12
"""Private households at one postcode: about 28 people, mostly 15 to 40."""

GROUP_BLOCKS = 100
"""Private postcodes for each communal one; with 12 households each, 1,200 households."""

NEIGHBOURHOOD = 25
"""Postcodes next to one another that share a sector."""

TOWER_EVERY = 150
TOWER_FIRST = 60
TOWER_BLOCKS = 5
"""Of each 150 blocks in a row, five share one postcode: a tower of 60 households, about 140 people."""

LSOA_POSTCODES = 50
"""Postcodes next to one another that make a lower layer super output area: about 1,400 people."""

DECILES = 10

UNITS = len(UNIT_LETTERS) ** 2


def private_number_sql(block: str) -> str:
    """
    Postcode number of a block of private households; every 101st number is left for a communal place.

    The blocks of a tower share the number of the first of them.
    """
    within = f"({block} % {TOWER_EVERY})"
    is_tower = f"{within} between {TOWER_FIRST} and {TOWER_FIRST + TOWER_BLOCKS - 1}"
    first = f"(case when {is_tower} then {block} - {within} + {TOWER_FIRST} else {block} end)"
    return f"({first} + {first} // {GROUP_BLOCKS})"


def communal_number_sql(group: str) -> str:
    """Postcode number of the communal establishment of a group of blocks."""
    return f"({group} * {GROUP_BLOCKS + 1} + {GROUP_BLOCKS})"


def outwards(draws: Draws) -> tuple[str, ...]:
    """The outward parts there are, areas in turn."""
    districts = COUNTRY_DISTRICTS if draws.stretch.of_country else DISTRICTS
    return tuple(f"{area}{district}" for district in districts for area in AREAS)


def sectors(draws: Draws) -> int:
    """How many sectors there are: ten of each outward part."""
    return len(outwards(draws)) * 10


def sector_sql(number: str, draws: Draws) -> str:
    """Which of the sectors a postcode number lies in; the seed shuffles them."""
    stride, there = (7, 11, 13, 17, 19, 23, 29, 31)[draws.seed % 8], sectors(draws)
    return f"(({number} // {NEIGHBOURHOOD} * {stride} + {draws.seed % there}) % {there})"


def area_sql(number: str, draws: Draws) -> str:
    """Which of the areas, 0 to 11, a postcode number lies in."""
    return f"({sector_sql(number, draws)} % {len(AREAS)})"


def outward_sql(number: str, draws: Draws) -> str:
    """Outward part of a postcode number."""
    there = outwards(draws)
    return f"[{listed(there)}][{sector_sql(number, draws)} % {len(there)} + 1]"


def inward_sql(number: str, draws: Draws) -> str:
    """Inward part of a postcode number: sector digit and two unit letters."""
    stride = (3, 7, 9, 11, 13, 17, 19, 21)[draws.seed % 8]
    within = f"({number} // {NEIGHBOURHOOD * sectors(draws)} * {NEIGHBOURHOOD} + {number} % {NEIGHBOURHOOD})"
    unit = f"(({within} * {stride} + {draws.seed % UNITS}) % {UNITS})"
    size = len(UNIT_LETTERS)
    return (
        f"concat({sector_sql(number, draws)} // {len(outwards(draws))},"
        f" substr('{UNIT_LETTERS}', {unit} // {size} + 1, 1),"
        f" substr('{UNIT_LETTERS}', {unit} % {size} + 1, 1))"
    )


def lsoa_sql(number: str) -> str:
    """Number of the lower layer super output area of a postcode number."""
    return f"({number} // {LSOA_POSTCODES})"


def decile_sql(number: str, draws: Draws) -> str:
    """Deprivation decile of a postcode number, 1 the most deprived; a tenth of areas each."""
    return f"(1 + cast(floor({draws.unit('deprivation', lsoa_sql(number))} * {DECILES}) as integer))"


def postcode_sql(draws: Draws) -> str:
    """One row per postcode number that somebody lives at, with its two parts."""
    return f"""
        select postcode_number, {outward_sql("postcode_number", draws)} as outward,
            {inward_sql("postcode_number", draws)} as inward, {lsoa_sql("postcode_number")} as lsoa,
            {decile_sql("postcode_number", draws)} as decile
        from (select distinct postcode_number from world_residence) as lived_at"""
