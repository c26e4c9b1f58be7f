"""How a value is mistyped: a digit of an NHS number, a part of a birth date."""

from .draws import Draws
from .errors import BIRTH_DATE_SHAPES

FAR_STEPS = {"day": (3, 25), "month": (3, 9), "year": (3, 12)}
"""How far a part is out when not by one or two; days wrap round 28 and months round 12, never coming near."""


def mistyped_number_sql(draws: Draws, number: str, kind: str, entity: str) -> str:
    """
    `number` with one digit changed, or two neighbours swapped when `kind` is swap and they differ.

    The weights of modulus 11 differ by one from place to place and none is 11: the check digit always breaks.
    """
    place = draws.whole("mistyped place", 1, 10, entity)
    left = draws.whole("swapped place", 1, 9, entity)
    old = f"cast(substr({number}, {place}, 1) as bigint)"
    new = f"(({old} + {draws.whole('mistyped digit', 1, 9, entity)}) % 10)"
    changed = f"concat(substr({number}, 1, {place} - 1), {new}, substr({number}, {place} + 1))"
    first, second = f"substr({number}, {left}, 1)", f"substr({number}, {left} + 1, 1)"
    swapped = f"concat(substr({number}, 1, {left} - 1), {second}, {first}, substr({number}, {left} + 2))"
    return f"case when {kind} = 'swap' and {first} <> {second} then {swapped} else {changed} end"


def slipped_birth_date_sql(draws: Draws) -> str:
    """One row per event of world_slip_shape: the birth date as written, a real one not after the test."""
    size = " ".join(
        f"when shape = '{part} otherwise' then {draws.whole(f'{part} step', low, high, 'test_number')}"
        for part, (low, high) in FAR_STEPS.items()
    )
    two_parts = draws.whole("month step", *FAR_STEPS["month"], "test_number")
    attempts = (_attempt("sign"), _attempt("-sign"), _written("y", "m", "d - 1"), _written("y", "m", "d + 1"))
    in_turn = ", ".join(f"case when {attempt} <= test_date then {attempt} end" for attempt in attempts)
    return f"""
        select test_number, coalesce({in_turn}) as birth_date
        from (
            select test_number, shape, test_date,
                year(birth_date) as y, month(birth_date) as m, day(birth_date) as d,
                case when shape like '% by 1' then 1 when shape like '% by 2' then 2 {size}
                    when shape = 'two parts' then {draws.whole("day step", *FAR_STEPS["day"], "test_number")}
                    end as size,
                {two_parts} as month_size,
                case when {draws.happens("slip upward", 0.5, "test_number")} then 1 else -1 end as sign
            from world_slip_shape
        ) as parts"""


def _written(year: str, month: str, day: str) -> str:
    """The date of these parts, null when there is no such day."""
    return f"try_cast(printf('%04d-%02d-%02d', {year}, {month}, {day}) as date)"


def _attempt(sign: str) -> str:
    """The slipped date, tried in one direction; null when it is no real date."""
    far_day = "1 + (d - 1 + size) % 28"
    written = {
        "day by 1": _written("y", "m", f"d + {sign}"),
        "day by 2": _written("y", "m", f"d + 2 * {sign}"),
        "day otherwise": _written("y", "m", far_day),
        "month by 1": _written("y", f"m + {sign}", "d"),
        "month by 2": _written("y", f"m + 2 * {sign}", "d"),
        "month otherwise": _written("y", f"1 + (m + 11 + {sign} * size) % 12", "d"),
        "year by 1": _written(f"y + {sign}", "m", "d"),
        "year by 2": _written(f"y + 2 * {sign}", "m", "d"),
        "year otherwise": _written(f"y + {sign} * size", "m", "d"),
        "day and month swapped": f"case when d <> m then {_written('y', 'd', 'm')} end",
        "two parts": _written("y", f"1 + (m + 11 + {sign} * month_size) % 12", far_day),
    }
    cases = " ".join(f"when '{shape}' then {written[shape]}" for shape in BIRTH_DATE_SHAPES)
    return f"case shape {cases} end"
