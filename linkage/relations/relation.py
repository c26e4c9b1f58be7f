"""What a relation is: a way in which a linked event sits beside a record of its person, with all that is said of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from linkage.engine.dialect import Dialect

CareSetting = Literal["admitted", "emergency", "outpatient", "around_admission", "no_contact"]
"""The care that a relation speaks of, as statistics count it."""


@dataclass(frozen=True)
class Window:
    """So many days within which an event and a record belong together: a setting of rules and job."""

    name: str
    days: int
    """Unless the rules or the job say otherwise."""
    least: int
    most: int
    meaning: str
    """From which day to which."""


LINKED_EPISODE = "linked_episode"
LINKED_ATTENDANCE = "linked_attendance"
LINKED_APPOINTMENT = "linked_appointment"
"""Tables of the hospital records of people with a linked event: what relations read in place of everybody's."""
Days = Mapping[Window, int]
"""The days of every window, as the rules and the job have them."""
Query = Callable[[Dialect, Days], str]


@dataclass(frozen=True)
class Helper:
    """A passing table that relations are made from; where several name it, it is made once."""

    table: str
    sql: Query


@dataclass(frozen=True)
class Relation:
    """
    One relation. A module of this folder that has one, as RELATION, makes it one of the program.

    Its query has one row per event and record: event_id, relation, episode_source (APC, AE, ECDS, OP), episode_key,
    spell_id, gap_days. The gap is the whole days from the test to the nearest day of the stay, 0 inside it. It may
    read linked_event, stay_episode, stay, spells, spell_episode and overtaken_episode; linked_episode,
    linked_attendance and linked_appointment, which have the records of people with a linked event alone; its helpers;
    and, by their names in small letters, the relations it `reads`.
    """

    name: str
    place: int
    """In the order in which one relation of an event comes to count, the smallest first, when rules name no other."""
    meaning: str
    """How the test sits beside the record, in words that follow its name."""
    on: str
    """The record that its row is on."""
    care_setting: CareSetting
    sql: Query
    windows: tuple[Window, ...] = ()
    """Those that are settings because of it."""
    helpers: tuple[Helper, ...] = ()
    """In the order in which each reads those before it."""
    reads: tuple["Relation", ...] = ()
    expected_from: tuple[str, ...] = ()
    """Source settings of a test that lead one to expect it: a check of the person (statistics, concordance)."""
    has_day_of_stay: bool = False
    """Whether the test falls on a day of the spell, counted from the admission."""
    has_record: bool = True
    """False for the one relation of events that have no other: it stands last."""

    @property
    def table(self) -> str:
        """The passing table of its rows."""
        return self.name.lower()
