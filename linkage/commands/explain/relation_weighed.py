"""The relations of an event, and why the primary one came before each of the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage.engine.base import Value
from linkage.engine.value import as_whole
from linkage.relations.every import LAST, MEANINGS
from linkage.words.names import STALE, UNCONFIRMED

COLUMNS = (
    *(
        "relation",
        "is_primary",
        "episode_source",
        "days_from_test",
        "gap_days",
        "same_provider",
        "episode_order",
    ),
    *("is_imaging_appointment", "episode_date_rule"),
)
"""Of pathways: none of them says who it is."""
STANDINGS = {
    0: "a closed record",
    1: "an unfinished record that no later data year confirms",
    2: "the appointment for the scan itself",
    3: "no record",
    4: "a record that a later data year does not have any more",
}


@dataclass(frozen=True)
class RelationWeighed:
    """One relation that was found."""

    row: Mapping[str, Value]
    """The columns of COLUMNS."""
    meaning: str
    why: str
    """Of the primary one that it is; of another what put it behind."""


def standing(row: Mapping[str, Value]) -> int:
    """Which of STANDINGS a record has: lower comes first."""
    if row["episode_date_rule"] == STALE and as_whole(row["days_from_test"] or 0) <= 0:
        return 4
    if row["episode_source"] is None:
        return 3
    if row["is_imaging_appointment"]:
        return 2
    return 1 if row["episode_date_rule"] in (UNCONFIRMED, STALE) else 0


def weighed(rows: Sequence[Mapping[str, Value]], precedence: Sequence[str]) -> tuple[RelationWeighed, ...]:
    """The relations with what decided between each and the primary one, which stands first."""
    first = next((row for row in rows if row["is_primary"]), None)
    if first is None:
        return ()
    others = [row for row in rows if not row["is_primary"]]
    told = [(first, "primary: it comes before every other" if others else "primary: there is no other")]
    told += [(row, behind(row, first, precedence)) for row in others]
    return tuple(RelationWeighed(row, MEANINGS.get(str(row["relation"]), ""), why) for row, why in told)


def behind(row: Mapping[str, Value], first: Mapping[str, Value], precedence: Sequence[str]) -> str:
    """What puts a relation behind the primary one: the first of the things they are ordered by in which they differ."""
    mine, its = (place_of(one, precedence) for one in (row, first))
    another = "not known to be the same provider" if row["same_provider"] is None else "another provider"
    told = (
        (
            standing(row) != standing(first),
            f"{STANDINGS[standing(row)]}: {STANDINGS[standing(first)]} comes first",
        ),
        (
            row["relation"] != first["relation"],
            f"place {mine} of {len(precedence)} in the precedence; {first['relation']} is in place {its}",
        ),
        (row["same_provider"] != first["same_provider"], another),
        (
            row["gap_days"] != first["gap_days"],
            f"farther from the test: {days(row['gap_days'])}, against {days(first['gap_days'])}",
        ),
        (row["days_from_test"] != first["days_from_test"], "it starts later"),
        (row["episode_order"] != first["episode_order"], "later in the spell"),
    )
    last = "alike in all that counts: the order of the data sets, then of the record keys, decides"
    return next((words for differs, words in told if differs), last)


def place_of(row: Mapping[str, Value], precedence: Sequence[str]) -> int:
    """Where a relation stands in the precedence, from 1; after all others where these rules do not have it."""
    name = str(row["relation"])
    return precedence.index(name) + 1 if name in precedence else len(precedence) + 1


def days(value: Value) -> str:
    """A gap in words."""
    return "an unknown number of days" if value is None else f"{as_whole(value)} day(s)"


def not_found(rows: Sequence[Mapping[str, Value]], precedence: Sequence[str]) -> tuple[str, ...]:
    """The relations that were looked for and not found, strongest first."""
    there = {str(row["relation"]) for row in rows}
    return tuple(name for name in precedence if name not in there and name != LAST)
