"""Admissions: which continuous stays are one, when each ended, and which are emergency readmissions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from linkage.config.contacts import Contacts
from tests.reference.found import day_of
from tests.reference.stays import Record, Stay

GROUPS = {
    **dict.fromkeys(("11", "12"), "elective"),
    **dict.fromkeys(("21", "22", "23", "24", "25", "2A", "2B", "2D", "28"), "emergency"),
    **dict.fromkeys(("31", "32"), "maternity"),
    **dict.fromkeys(("82", "83", "2C"), "birth"),
    "13": "planned",
    "81": "transfer",
    "98": "other",
    "99": "other",
}
"""Groups of admission methods."""
KINDS = {"2": "maternity", "3": "birth", "5": "maternity", "6": "birth"}
"""What the type of the first episode tells, whatever the method."""


NOT_SENT = ("stale_open", "next_admission", "day_before_next_admission")
"""Rules by which a discharge is a day that nobody sent."""


@dataclass(frozen=True)
class Admission:
    """One admission of one person."""

    first: Stay
    last: Stay
    admitted: date
    discharged: date | None
    """None while the stay is open, where it ended in a death, and where the day was not sent."""
    died: bool
    group: str | None
    kind: str
    days_since: int | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """Where it stands among the person's."""
        left = self.last.spell.discharge_date
        return (self.admitted, left is None, left or date.min, self.first.spell.episodes[0])

    def is_readmission(self, contacts: Contacts) -> bool:
        """Whether it is an emergency so soon after the last discharge."""
        soon = self.days_since is not None and self.days_since <= contacts.readmission_days
        return soon and self.group == "emergency"


def place(stay: Stay) -> tuple[object, ...]:
    """Where a spell stands in its continuous stay."""
    spell = stay.spell
    left = spell.discharge_date
    is_later = spell.episodes[0] != stay.first_of_cips
    return (is_later, spell.admission_date, left is None, left or date.min, spell.episodes[0])


def admission(spells: Sequence[Stay], contacts: Contacts) -> Admission | None:
    """The admission that a continuous stay is, if it is one."""
    first, last = min(spells, key=place), max(spells, key=place)
    admitted, group = first.spell.admission_date, GROUPS.get(str(first.spell.admission_method))
    kind = KINDS.get(str(first.types[0]), group or "other")
    if not isinstance(admitted, date) or first.spell.is_regular or not first.episodes:
        return None
    if kind in contacts.no_admission:
        return None
    died = last.spell.discharge_method in ("4", "5") or last.spell.discharge_destination == "79"
    left = last.spell.discharge_date
    sent = last.spell.discharge_date_rule not in NOT_SENT
    discharged = left if isinstance(left, date) and not died and sent else None
    return Admission(first, last, admitted, discharged, died, group, kind)


def admissions(lived: Sequence[Stay], contacts: Contacts) -> list[Admission]:
    """The admissions of one person, in order, each with the days since the last discharge."""
    together: dict[str, list[Stay]] = {}
    for stay in lived:
        together.setdefault(stay.first_of_cips, []).append(stay)
    several = [admission(spells, contacts) for spells in together.values()]
    found: list[Admission] = []
    for one in sorted((one for one in several if one is not None), key=lambda one: one.order):
        left = [earlier.discharged for earlier in found if earlier.discharged is not None]
        ended = all(earlier.discharged is not None or earlier.died for earlier in found)
        days = (one.admitted - max(left)).days if left and ended else -1
        found.append(Admission(**{**vars(one), "days_since": days if days >= 0 else None}))
    return found


def next_admission(event: Record, others: Sequence[Admission]) -> Admission | None:
    """The first admission after the test, of those that are not the stay that the test is in."""
    return next((one for one in others if one.admitted > day_of(event)), None)
