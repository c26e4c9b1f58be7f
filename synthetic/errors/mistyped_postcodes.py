"""How a postcode is mistyped: neighbours switched or one character changed, always a well-formed postcode."""

from ..draws import Draws
from ..people.postcodes import UNIT_LETTERS


def mistyped_postcode_sql(draws: Draws, outward: str, inward: str, kind: str, entity: str) -> str:
    """
    The postcode of two parts as `kind` of POSTCODE_MISTYPED has it written; never the right one.

    The letters of the area stay, so that no area that exists comes about. Where no two neighbours of a kind differ,
    another kind is taken.
    """
    sector, first, second = (f"substr({inward}, {place}, 1)" for place in (1, 2, 3))
    last, before = f"substr({outward}, -1, 1)", f"substr({outward}, -2, 1)"
    start, unit = f"substr({outward}, 1, length({outward}) - 1)", f"concat({first}, {second})"
    letters = f"case when {first} <> {second} then concat({outward}, ' ', {sector}, {second}, {first}) end"
    between = f"""case when {last} between '0' and '9' and {last} <> {sector}
                then concat({start}, {sector}, ' ', {last}, {unit}) end"""
    district = f"""case when {last} between '0' and '9' and {before} between '0' and '9' and {last} <> {before}
                then concat(substr({outward}, 1, length({outward}) - 2), {last}, {before}, ' ', {inward}) end"""
    either = f"""case when {draws.happens("switched in district", 0.5, entity)} then coalesce({district}, {between})
                else coalesce({between}, {district}) end"""
    changed = f"""case {draws.whole("mistyped postcode place", 1, 3, entity)}
                when 1 then concat({outward}, ' ', {_other_digit(draws, sector, entity)}, {unit})
                when 2 then concat({outward}, ' ', {sector}, {_other_letter(draws, first, entity)}, {second})
                else concat({outward}, ' ', {sector}, {first}, {_other_letter(draws, second, entity)}) end"""
    return f"""case {kind}
                when 'letters switched' then coalesce({letters}, {between}, {changed})
                when 'digits switched' then coalesce({either}, {letters}, {changed})
                when 'one character' then {changed}
            end"""


def _other_digit(draws: Draws, digit: str, entity: str) -> str:
    """A digit that is not `digit`."""
    return f"((cast({digit} as bigint) + {draws.whole('mistyped postcode digit', 1, 9, entity)}) % 10)"


def _other_letter(draws: Draws, letter: str, entity: str) -> str:
    """A letter of the inward part that is not `letter`."""
    size = len(UNIT_LETTERS)
    step = draws.whole("mistyped postcode letter", 1, size - 1, entity)
    return f"substr('{UNIT_LETTERS}', (instr('{UNIT_LETTERS}', {letter}) - 1 + {step}) % {size} + 1, 1)"
