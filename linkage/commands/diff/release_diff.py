"""What two releases differ in, month by month and by reason; counts, and no event."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from linkage.commands.diff.month_pairs import PairCounts


@dataclass(frozen=True)
class Change:
    """How many events of a month changed in one way for one reason."""

    month: str
    """Of an event that moved, the month that it came to; else its own."""
    month_before: str | None
    presence: str
    """both, new, gone or moved."""
    link: str | None
    """Of an event in both: same, gained, lost, other_person, other_rank, other_status."""
    reason: str
    is_followed: bool
    events: int


@dataclass(frozen=True)
class MonthDiff:
    """One month: events and links before and after, and what lies between, so that each sum adds up."""

    month: str
    in_before: bool
    in_after: bool
    counts: PairCounts
    events: Mapping[str, int]
    """By EVENT_KINDS."""
    links: Mapping[str, int]
    """By LINK_KINDS: of events in both."""
    followed: int
    reasons: Mapping[str, int]
    """Events that are not as they were, by reason; one that moved is counted in the month it came to."""


@dataclass(frozen=True)
class ReleaseDiff:
    """The whole comparison, from the earlier release to the later."""

    before: str
    after: str
    months: tuple[MonthDiff, ...]
    """Those that are not the same files on both sides."""
    same: Mapping[str, int] = field(default_factory=dict)
    """Events of the months that are."""

    @property
    def reasons(self) -> dict[str, int]:
        """Events that are not as they were, by reason, of all months."""
        found: dict[str, int] = {}
        for month in self.months:
            for name, events in month.reasons.items():
                found[name] = found.get(name, 0) + events
        return found


EVENT_KINDS = {
    "new": "new",
    "moved_in": "moved here from another month",
    "moved_out": "moved from here to another month",
    "struck": "struck: somebody on the opt-out list",
    "withdrawn": "withdrawn: no row bears them any more",
    "gone": "gone for another reason",
}
"""What became of events that are on one side of a month only."""
LINK_KINDS = {
    "gained": "gained",
    "lost": "lost",
    "other_person": "to another person",
    "other_rank": "by another rank, to the same person",
    "other_status": "without a link, and of another status",
}
"""How the links changed of events that are on both sides."""
GONE_AS = {"opt_out": "struck", "moved": "moved_out", "withdrawn": "withdrawn"}
"""Of an event that is gone, the kind by its reason; else gone."""


def kind(change: Change, month: str) -> str | None:
    """Which of EVENT_KINDS a change is for a month; None where the event is on both sides of it."""
    match change.presence:
        case "new":
            return "new"
        case "moved":
            return "moved_in" if change.month == month else "moved_out"
        case "gone":
            return GONE_AS.get(change.reason, "gone")
        case _:
            return None


def month_diff(month: str, sides: tuple[bool, bool], counts: PairCounts, changes: list[Change]) -> MonthDiff:
    """One month from its counts and from all changes; `sides` says which release has it."""
    events, links, reasons = dict.fromkeys(EVENT_KINDS, 0), dict.fromkeys(LINK_KINDS, 0), dict[str, int]()
    followed = 0
    for change in changes:
        if month not in (change.month, change.month_before):
            continue
        if (named := kind(change, month)) is not None:
            events[named] += change.events
        elif change.link in links:
            links[change.link] += change.events
        followed += change.events if change.is_followed else 0
        if change.month == month:
            reasons[change.reason] = reasons.get(change.reason, 0) + change.events
    return MonthDiff(month, *sides, counts, events, links, followed, reasons)
