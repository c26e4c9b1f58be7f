"""Which releases stay and which may go: a pure function of what is known of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

KEEP = 13
"""Releases that stay, the latest first: a year of months, and the one before it to hold it against."""


@dataclass(frozen=True)
class Known:
    """What the policy looks at of one release."""

    number: str
    is_current: bool = False
    is_approved: bool = False
    shared_months: tuple[str, ...] = field(default=())
    """Months whose numbers were shared with it."""


def kept_why(
    releases: Sequence[Known], keep: int, *, also_shared: bool = False
) -> dict[str, tuple[str, ...]]:
    """
    Why each release stays, by number; the others may go.

    The one that readers are shown, the last `keep`, each that was signed off, and of each month the last whose numbers
    were shared; not these with `also_shared`. Shared numbers stay known without their release.
    """
    ordered = sorted(releases, key=lambda one: int(one.number))
    latest = {one.number for one in ordered[max(len(ordered) - keep, 0) :]}
    last_shared: dict[str, list[str]] = {}
    for month, number in {month: one.number for one in ordered for month in one.shared_months}.items():
        last_shared.setdefault(number, []).append(month)
    found: dict[str, tuple[str, ...]] = {}
    for one in ordered:
        why = (
            *(("shown to readers",) if one.is_current else ()),
            *((f"among the last {keep}",) if one.number in latest else ()),
            *(("signed off",) if one.is_approved else ()),
            *(
                f"{month} was last shared with it"
                for month in sorted(last_shared.get(one.number, ()))
                if not also_shared
            ),
        )
        if why:
            found[one.number] = why
    return found
