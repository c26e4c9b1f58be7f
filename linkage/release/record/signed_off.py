"""A sign-off of what a restatement replaced, or of a month as it was before events were taken out."""

from collections.abc import Iterable, Sequence

from linkage.release.record.part import ManifestPart


class SignedOff(ManifestPart):
    """Which release held the month as it was, and on which day that was signed off, as what; not by whom."""

    release: str
    at: str
    month: str = ""
    """Which month, of the several that a release may hold; empty where an earlier version wrote it."""
    role: str = ""
    """As what somebody signed, such as Caldicott guardian; empty where it was not said."""

    def words(self) -> str:
        """In a few words, such as signed off by Caldicott guardian on 2026-05-11 (release 0003)."""
        by = f" by {self.role}" if self.role else ""
        return f"signed off{by} on {self.at} (release {self.release})"


def in_words(found: Sequence[SignedOff]) -> str | None:
    """Of one month, the last sign-off of these, and how many there were before it; None where nobody signed."""
    if not found:
        return None
    before = len(found) - 1
    others = f", and {'once' if before == 1 else f'{before:,} times'} earlier" if before else ""
    return f"{found[-1].words()}{others}"


def by_month(found: Iterable[SignedOff]) -> dict[str, tuple[SignedOff, ...]]:
    """The sign-offs of several months, each under its own; in the order they are in."""
    months: dict[str, tuple[SignedOff, ...]] = {}
    for one in found:
        months[one.month] = (*months.get(one.month, ()), one)
    return months
