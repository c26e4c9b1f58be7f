"""
The levels of a birth date: slip, digits switched and difference each by part, two slips, and default days apart.

Conditions speak of `held`, a date of the person, of `own`, that of the event, and of the default days of either side
(see default_day). With a default day on either side the year alone tells, and the month where the day is made up alone.
"""

from linkage.steps.probabilistic.levels.default_day import is_default_sql

PARTS = ("day", "month", "year")

Described = tuple[str, str, str, str | None, str | None]
"""Name, meaning, agreement, condition and kin of a level."""


def birth_date_levels() -> tuple[Described, ...]:
    """Every level of two dates, from strongest to weakest."""
    *near, two_slips, one_equal = (
        (name, meaning, agreement, f"({condition}) and not {is_default_sql()}", kin)
        for name, meaning, agreement, condition, kin in _levels_of_days()
    )
    exact, month, year, other = _levels_of_default_days()
    none = ("none", "no part equal", "conflict", None, None)
    return (*near, exact, month, year, two_slips, other, one_equal, none)


def _levels_of_days() -> tuple[Described, ...]:
    held, own = ({part: _part(part, of) for part in PARTS} for of in ("held", "own"))
    same = {part: f"{held[part]} = {own[part]}" for part in PARTS}
    near = {part: f"abs({held[part]} - {own[part]}) <= 2" for part in PARTS}
    others = {part: " and ".join(same[other] for other in PARTS if other != part) for part in PARTS}
    switched = {part: digits_switched_sql(part) for part in PARTS}
    two_near = " or ".join(
        f"({same[part]} and {' and '.join(near[other] for other in PARTS if other != part)})"
        for part in PARTS
    )
    slips = "one part equal, each of the others out by one or two"
    return (
        ("exact", "the same day", "exact", "held = own", None),
        *(
            (
                f"{part}_slip",
                f"the {part} alone out by one or two",
                "partial",
                f"{others[part]} and {near[part]}",
                "slip",
            )
            for part in PARTS
        ),
        *(
            (
                f"{part}_switched",
                f"the {part} alone differs, its digits switched",
                "partial",
                f"{others[part]} and {switched[part]}",
                "switched",
            )
            for part in PARTS
        ),
        ("swapped", "year equal, day and month exchanged", "partial", exchanged_sql(), None),
        *(
            (f"{part}_differs", f"the {part} alone differs", "partial", others[part], "differs")
            for part in PARTS
        ),
        ("two_slips", slips, "conflict", two_near, None),
        ("one_equal", "one of day, month and year equal", "conflict", " or ".join(same.values()), None),
    )


def digits_switched_sql(part: str) -> str:
    """Whether a part is the same with its two digits switched; of a year the last two, in one century."""
    held, own = _part(part, "held"), _part(part, "own")
    if part != "year":
        return _digits_switched(held, own)
    century = f"{held} - {held} % 100 = {own} - {own} % 100"
    return f"{century} and {_digits_switched(f'{held} % 100', f'{own} % 100')}"


def exchanged_sql() -> str:
    """Whether the year is equal, and each side's day the other's month."""
    held, own = ({part: _part(part, of) for part in PARTS} for of in ("held", "own"))
    return f"{held['year']} = {own['year']} and {held['day']} = {own['month']} and {held['month']} = {own['day']}"


def _levels_of_default_days() -> tuple[Described, ...]:
    side, default = "a default day on one side", is_default_sql()
    same = {part: f"{_part(part, 'held')} = {_part(part, 'own')}" for part in PARTS}
    month = f"{same['month']} and {same['year']} and {default}"
    year = f"{same['year']} and {is_default_sql('defaults_whole')}"
    return (
        ("default_exact", "the same day, which is a default", "exact", f"held = own and {default}", None),
        ("default_month", f"month and year equal, {side}", "partial", month, None),
        ("default_year", f"year equal, {side} of which the month is made up too", "partial", year, None),
        ("default_other", f"what is known differs, {side}", "conflict", default, None),
    )


def _part(part: str, of: str) -> str:
    return f"extract({part} from {of})"


def _digits_switched(left: str, right: str) -> str:
    return f"({left}) % 10 * 10 + (({left}) - ({left}) % 10) / 10 = ({right})"
