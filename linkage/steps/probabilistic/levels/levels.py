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

from linkage.steps.probabilistic.levels.birth_date_level import birth_date_levels
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays

NONE_HELD = "none_held"
"""The level of an event that bears a field and a person of whom HES has never held it."""


SAME_VALUE = ("exact", "default_exact")
"""Levels at which event and person have the same value."""

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

    def of_lists(self, dialect: Spelling, event: str, held: str, days: DefaultDays = NO_DAYS) -> str:
        """Whether any entry of the list `held` is at the level, for a condition that is not None."""
        spoken = days.put_in(self.condition or "").replace("own", event)
        return dialect.any_of(held, "held", spoken)


@dataclass(frozen=True)
class Comparison:
    """One field: the event's column, the person's list column, and the levels in order."""

    name: str
    event_column: str
    person_column: str
    levels: tuple[Level, ...]

    def code_sql(self, held: str, own: str, days: DefaultDays = NO_DAYS) -> str:
        """The place of the level of two single values, from 1: the last but one where no condition holds."""
        cases = " ".join(
            f"when {days.put_in(level.condition).replace('held', held).replace('own', own)} then {place}"
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


def _none_held(field: str) -> Level:
    return Level(NONE_HELD, f"HES has never held the person's {field}", "missing", None)


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
        Comparison(
            "birth_date",
            "birth_date",
            "birth_dates",
            (*(Level(*one) for one in birth_date_levels()), _none_held("birth date")),
        ),
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


FIELDS = tuple(comparison.name for comparison in comparisons())
"""What is compared: birth_date, postcode, sex."""
