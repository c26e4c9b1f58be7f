"""
The comparison levels of rank P: what is compared, and at which levels, as data.

An event has one birth date, sex and postcode; a person has lists, everything HES ever held. A level holds when
it holds for any entry of the list, in training and in scoring alike, so a person with twelve addresses is one
candidate and not twelve.

Levels are tried in the order given, from strongest to weakest, and the first that holds counts. Conditions speak of
`held`, a value of the person, and of `own`, the value of the event.
"""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

NONE_HELD = "none_held"
"""The level of an event that bears a field and a person of whom HES has never held it."""


MISSING_CODE = 0
"""Of an event that does not bear the field, in place of a level."""


class Spelling(Protocol):
    """The one meaning that a level needs a dialect for."""

    def any_of(self, values: str, name: str, condition: str) -> str:
        """See Dialect."""
        ...


@dataclass(frozen=True)
class Level:
    """One level of a comparison; `condition` is None for "anything else"."""

    name: str
    meaning: str
    agreement: str
    """What the level is called in published tables: exact, partial, missing or conflict."""
    condition: str | None
    parent: str | None = None
    """The name that kindred levels share: a level seldom seen is drawn towards its kin."""

    def of_lists(self, dialect: Spelling, event: str, held: str) -> str:
        """Whether any entry of the list `held` is at the level, for a condition that is not None."""
        spoken = (self.condition or "").replace("own", event)
        return dialect.any_of(held, "held", spoken)


@dataclass(frozen=True)
class Comparison:
    """One field: the event's column, the person's list column, and the levels in order."""

    name: str
    event_column: str
    person_column: str
    levels: tuple[Level, ...]

    def code_sql(self, held: str, own: str) -> str:
        """The place of the level of two single values, from 1: the last but one where no condition holds."""
        cases = " ".join(
            f"when {level.condition.replace('held', held).replace('own', own)} then {place}"
            for place, level in enumerate(self.levels, start=1)
            if level.condition
        )
        return (
            f"case when {own} is null then {MISSING_CODE} when {held} is null then {self.none_held_code}"
            f" {cases} else {self.none_held_code - 1} end"
        )

    @property
    def none_held_code(self) -> int:
        """The place of the last level: any of two values is better."""
        return len(self.levels)

    @property
    def compared(self) -> tuple[Level, ...]:
        """The levels of two values: all but the last, of people who hold none."""
        return self.levels[:-1]


PARTS = ("day", "month", "year")


def _none_held(field: str) -> Level:
    return Level(NONE_HELD, f"HES has never held the person's {field}", "missing", None)


def _part(part: str, of: str) -> str:
    return f"extract({part} from {of})"


def _digits_switched(left: str, right: str) -> str:
    return f"({left}) % 10 * 10 + (({left}) - ({left}) % 10) / 10 = ({right})"


def _birth_date_levels() -> tuple[Level, ...]:
    held, own = ({part: _part(part, of) for part in PARTS} for of in ("held", "own"))
    same = {part: f"{held[part]} = {own[part]}" for part in PARTS}
    near = {part: f"abs({held[part]} - {own[part]}) <= 2" for part in PARTS}
    others = {part: " and ".join(same[other] for other in PARTS if other != part) for part in PARTS}
    switched = {part: _digits_switched(held[part], own[part]) for part in ("day", "month")}
    century = f"{held['year']} - {held['year']} % 100 = {own['year']} - {own['year']} % 100"
    switched["year"] = f"{century} and " + _digits_switched(f"{held['year']} % 100", f"{own['year']} % 100")
    two_near = " or ".join(
        f"({same[part]} and {' and '.join(near[other] for other in PARTS if other != part)})"
        for part in PARTS
    )
    return (
        Level("exact", "the same day", "exact", "held = own"),
        *(
            Level(
                f"{part}_slip",
                f"the {part} alone out by one or two",
                "partial",
                f"{others[part]} and {near[part]}",
                "slip",
            )
            for part in PARTS
        ),
        *(
            Level(
                f"{part}_switched",
                f"the {part} alone differs, its digits switched",
                "partial",
                f"{others[part]} and {switched[part]}",
                "switched",
            )
            for part in PARTS
        ),
        Level(
            "swapped",
            "year equal, day and month exchanged",
            "partial",
            f"{same['year']} and {held['day']} = {own['month']} and {held['month']} = {own['day']}",
        ),
        *(
            Level(f"{part}_differs", f"the {part} alone differs", "partial", others[part], "differs")
            for part in PARTS
        ),
        Level(
            "two_slips", "one part equal, each of the others out by one or two", "conflict", f"({two_near})"
        ),
        Level("one_equal", "one of day, month and year equal", "conflict", f"({' or '.join(same.values())})"),
        Level("none", "no part equal", "conflict", None),
        _none_held("birth date"),
    )


def neighbours_switched(held: str, own: str, longest: int = 7) -> str:
    """Whether two texts differ by two neighbouring characters that changed places."""
    each = (
        f"{held} = concat(substr({own}, 1, {at - 1}), substr({own}, {at + 1}, 1), substr({own}, {at}, 1),"
        f" substr({own}, {at + 2}))"
        for at in range(1, longest)
    )
    return f"({' or '.join(each)})"


@cache
def comparisons() -> tuple[Comparison, ...]:
    """
    The three comparisons of rank P.

    A postcode is near at one edit, or with two neighbours switched (Damerau): two units of one sector never differ
    by more than their last two letters, so at two edits the sector level would never be reached.
    """
    near = f"(levenshtein(held, own) <= 1 or {neighbours_switched('held', 'own')})"
    sector = "substr(held, 1, length(held) - 2) = substr(own, 1, length(own) - 2)"
    district = "substr(held, 1, length(held) - 3) = substr(own, 1, length(own) - 3)"
    return (
        Comparison("birth_date", "birth_date", "birth_dates", _birth_date_levels()),
        Comparison(
            "postcode",
            "postcode",
            "postcodes",
            (
                Level("exact", "the same as any address held", "exact", "held = own"),
                Level("near", "one character out, or two neighbours switched", "partial", near),
                Level("sector", "the same sector", "partial", sector),
                Level("district", "the same district", "partial", district),
                Level("other", "another district", "conflict", None),
                _none_held("postcode"),
            ),
        ),
        Comparison(
            "sex",
            "sex",
            "sexes",
            (
                Level("exact", "the same", "exact", "held = own"),
                Level("conflict", "not the same", "conflict", None),
                _none_held("sex"),
            ),
        ),
    )
