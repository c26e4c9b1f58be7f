"""How a birth date slips: which part, by how much, and the date that is then written."""

from collections.abc import Mapping

from ..codes import by_code
from ..draws import Draws
from .date_rules import CAN_BE_SWITCHED, SLIPS, STEPS

FAR_STEPS = {"day": (3, 25), "month": (3, 9), "year": (3, 12)}
"""How far a part is out when not by one or two; days wrap round 28 and months round 12, never coming near."""

PAIRS = ("day and month", "day and year", "month and year")
"""The two parts of two slips, each pair as often. Our choice."""

TEST = "test_number"
DAY, MONTH, YEAR = "day(birth_date)", "month(birth_date)", "year(birth_date)"


def shape_drawn_sql(draws: Draws, shares: Mapping[str, float]) -> str:
    """The shape of a slip, from `birth_date`, `test_date` and `test_number`; `shares` are those of slip_shares."""
    part = draws.chosen("slip part", shares, TEST)
    shape = by_code("part", {part: _kind_drawn_sql(draws, part) for part in SLIPS}, "part")
    return f"list_transform([{part}], lambda part: {shape})[1]"


def _kind_drawn_sql(draws: Draws, part: str) -> str:
    """The shape of a slip of one part; digits are switched only where that makes another date."""
    kinds = dict(SLIPS[part])
    switched = kinds["digits switched"] / sum(kinds.values()) / CAN_BE_SWITCHED[part]
    shapes = {f"{part} {kind}": float(people) for kind, people in kinds.items() if kind != "digits switched"}
    is_switched = draws.happens(f"{part} switched", switched, TEST)
    return f"""case when {is_switched} and {can_be_switched_sql(part)} then '{part} digits switched'
                else {draws.chosen(f"{part} slip", shapes, TEST)} end"""


def can_be_switched_sql(part: str) -> str:
    """Whether the digits of a part, exchanged, make another date that is not after the test."""
    written = _switched(part, YEAR, MONTH, DAY)
    return f"({written} <> birth_date and {written} <= test_date)"


def slip_shape_sql() -> str:
    """One row per event whose birth date slips, with the shape of the slip."""
    return """
        select event.test_number, event.test_date, person.birth_date, error.birth_date_slipped as shape
        from world_event as event
        join world_error as error using (test_number)
        join world_person as person using (person_number)
        where error.birth_date_slipped is not null"""


def slipped_birth_date_sql(draws: Draws) -> str:
    """One row per event of world_slip_shape: the birth date as written, a real one not after the test."""
    size = " ".join(
        f"when shape = '{part} otherwise' then {draws.whole(f'{part} step', low, high, TEST)}"
        for part, (low, high) in FAR_STEPS.items()
    )
    attempts = (_attempt("sign"), _attempt("-sign"), _written("y", "m", "d - 1"), _written("y", "m", "d + 1"))
    in_turn = ", ".join(f"case when {attempt} <= test_date then {attempt} end" for attempt in attempts)
    first, second = (
        f"cast({draws.chosen(f'{which} of two slips', STEPS, TEST)} as integer)"
        for which in ("first", "second")
    )
    pairs = dict.fromkeys(PAIRS, 1.0)
    return f"""
        select test_number, coalesce({in_turn}) as birth_date
        from (
            select test_number, shape, test_date, {YEAR} as y, {MONTH} as m, {DAY} as d,
                case when shape like '% by 1' then 1 when shape like '% by 2' then 2 {size}
                    when shape = 'two parts otherwise' then {draws.whole("day step", *FAR_STEPS["day"], TEST)}
                    end as size,
                {draws.whole("month step", *FAR_STEPS["month"], TEST)} as month_size,
                {draws.chosen("two slips", pairs, TEST)} as pair, {first} as one,
                {second} * case when {draws.happens("both ways", 0.5, TEST)} then 1 else -1 end as other,
                case when {draws.happens("slip upward", 0.5, TEST)} then 1 else -1 end as sign
            from world_slip_shape
        ) as parts"""


def _written(year: str, month: str, day: str) -> str:
    """The date of these parts, null when there is no such day."""
    return f"try_cast(printf('%04d-%02d-%02d', {year}, {month}, {day}) as date)"


def _switched(part: str, year: str, month: str, day: str) -> str:
    """The date with the last two digits of one part exchanged, null when there is no such day."""
    parts = {"year": year, "month": month, "day": day}
    whole = parts[part]
    century = f"{whole} // 100 * 100 + " if part == "year" else ""
    parts[part] = f"{century}{whole} % 10 * 10 + {whole} // 10 % 10"
    return _written(**parts)


def _attempt(sign: str) -> str:
    """The slipped date, tried in one direction; null when it is no real date."""
    far_day = "1 + (d - 1 + size) % 28"
    one, other = f"{sign} * one", f"{sign} * other"
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
        **{f"{part} digits switched": _switched(part, "y", "m", "d") for part in SLIPS},
        "day and month exchanged": f"case when d <> m then {_written('y', 'd', 'm')} end",
        "two slips": f"""case pair when 'day and month' then {_written("y", f"m + {other}", f"d + {one}")}
                    when 'day and year' then {_written(f"y + {other}", "m", f"d + {one}")}
                    else {_written(f"y + {other}", f"m + {one}", "d")} end""",
        "two parts otherwise": _written("y", f"1 + (m + 11 + {sign} * month_size) % 12", far_day),
    }
    return by_code("shape", written)
