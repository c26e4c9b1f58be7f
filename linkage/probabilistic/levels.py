"""
The comparison levels of rank P: what is compared, and at which levels, as data.

An event has one birth date, sex and postcode; a person has lists, everything HES ever held. A level holds when
it holds for any entry of the list, in training and in scoring alike, so a person with twelve addresses is one
candidate and not twelve.

Levels are tried in the order given and the first that holds counts. "None" of the birth date comes first only
because nine pairs in ten end there; the others run from strongest to weakest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Spelling(Protocol):
    """The one meaning that a level needs a dialect for."""

    def any_of(self, values: str, name: str, condition: str) -> str:
        """See Dialect."""
        ...


Condition = Callable[[Spelling], str]


@dataclass(frozen=True)
class Level:
    """One level of a comparison; `condition` is None for "anything else"."""

    name: str
    meaning: str
    agreement: str
    """What the level is called in published tables: exact, partial or conflict."""
    condition: Condition | None


@dataclass(frozen=True)
class Comparison:
    """One field: the event's column, the person's list column, and the levels in order."""

    name: str
    event_column: str
    person_column: str
    levels: tuple[Level, ...]


def _any(column: str, condition: str) -> Condition:
    return lambda dialect: dialect.any_of(f"{column}_r", "held", condition)


def _none(column: str, condition: str) -> Condition:
    return lambda dialect: f"not ({dialect.any_of(f'{column}_r', 'held', condition)})"


def _part(part: str) -> tuple[str, str]:
    return f"extract({part} from held)", f"extract({part} from birth_date_l)"


def _swapped_digits(left: str, right: str) -> str:
    return f"({left}) % 10 * 10 + (({left}) - ({left}) % 10) / 10 = ({right})"


def _birth_date_levels() -> tuple[Level, ...]:
    (day, day_l), (month, month_l), (year, year_l) = _part("day"), _part("month"), _part("year")
    same_day, same_month, same_year = f"{day} = {day_l}", f"{month} = {month_l}", f"{year} = {year_l}"
    two_equal = (
        (f"{same_year} and {same_month}", day, day_l),
        (f"{same_year} and {same_day}", month, month_l),
        (f"{same_month} and {same_day}", year, year_l),
    )
    slip = " or ".join(f"({two} and abs({a} - {b}) <= 2)" for two, a, b in two_equal)
    century = f"{year} - {year} % 100 = {year_l} - {year_l} % 100"
    swapped_years = _swapped_digits(f"{year} % 100", f"{year_l} % 100")
    transposed = " or ".join(
        (
            f"({same_year} and {same_month} and {_swapped_digits(day, day_l)})",
            f"({same_year} and {same_day} and {_swapped_digits(month, month_l)})",
            f"({same_month} and {same_day} and {century} and {swapped_years})",
        )
    )
    any_two = " or ".join(f"({two})" for two, _, _ in two_equal)
    switched = f"{same_year} and {day} = {month_l} and {month} = {day_l}"
    any_one = f"{same_day} or {same_month} or {same_year}"
    held = "birth_dates"
    return (
        Level("none", "no part equal", "conflict", _none(held, any_one)),
        Level("exact", "the same day", "exact", _any(held, "held = birth_date_l")),
        Level("slip", "two parts equal, the third out by one or two", "partial", _any(held, slip)),
        Level(
            "transposed",
            "two parts equal, the third with its digits switched",
            "partial",
            _any(held, transposed),
        ),
        Level("two_equal", "two of day, month and year equal", "partial", _any(held, any_two)),
        Level("swapped", "year equal, day and month switched", "partial", _any(held, switched)),
        Level("one_equal", "one of day, month and year equal", "conflict", None),
    )


def comparisons() -> tuple[Comparison, ...]:
    """
    The three comparisons of rank P.

    A postcode is near at one edit, not two: two units of one sector never differ by more than their last two
    letters, so at two edits the sector level would never be reached.
    """
    near = "levenshtein(held, postcode_l) <= 1"
    sector = "substr(held, 1, length(held) - 2) = substr(postcode_l, 1, length(postcode_l) - 2)"
    district = "substr(held, 1, length(held) - 3) = substr(postcode_l, 1, length(postcode_l) - 3)"
    held = "postcodes"
    return (
        Comparison("birth_date", "birth_date", "birth_dates", _birth_date_levels()),
        Comparison(
            "postcode",
            "postcode",
            "postcodes",
            (
                Level("exact", "the same as any address held", "exact", _any(held, "held = postcode_l")),
                Level("near", "one character out", "partial", _any(held, near)),
                Level("sector", "the same sector", "partial", _any(held, sector)),
                Level("district", "the same district", "partial", _any(held, district)),
                Level("other", "another district", "conflict", None),
            ),
        ),
        Comparison(
            "sex",
            "sex",
            "sexes",
            (
                Level("exact", "the same", "exact", _any("sexes", "held = sex_l")),
                Level("conflict", "not the same", "conflict", None),
            ),
        ),
    )
