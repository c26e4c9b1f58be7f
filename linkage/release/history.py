"""The releases of an output folder, as one list and one by one."""

from dataclasses import dataclass
from datetime import datetime

from linkage.errors import ConfigError
from linkage.release import journal
from linkage.release.layout import Layout
from linkage.release.manifest import NAME, Manifest, read_manifest


@dataclass(frozen=True)
class ReleaseInfo:
    """One release in a list; events, linked and match_rate are of `month`, the month it ran."""

    number: str
    month: str
    months: tuple[str, ...]
    events: int
    linked: int
    match_rate: float | None
    """linked / events; None without events."""
    model_id: str | None
    finished: datetime
    is_current: bool


def releases(layout: Layout) -> list[ReleaseInfo]:
    """Every release, oldest first."""
    current = layout.current()
    found = []
    for number in layout.published():
        manifest = show(layout, number)
        counts = manifest.counts
        found.append(
            ReleaseInfo(
                number=number,
                month=manifest.month,
                months=manifest.months,
                events=counts.events,
                linked=counts.linked,
                match_rate=counts.linked / counts.events if counts.events else None,
                model_id=manifest.model_id,
                finished=manifest.finished,
                is_current=number == current,
            )
        )
    return found


def show(layout: Layout, number: str) -> Manifest:
    """The manifest of release `number`; ConfigError when there is none of that number."""
    if number not in layout.published():
        raise ConfigError(
            f"there is no release {number} in {layout.output}; `linkage releases list` shows them"
        )
    return read_manifest(layout.release(number) / NAME)


def current(layout: Layout) -> Manifest | None:
    """The manifest of the release that readers are shown, or None before the first."""
    number = layout.current()
    return show(layout, number) if number else None


LONGEST = 500
"""Characters of a sign-off."""


def approve(layout: Layout, number: str, *, by: str, note: str, at: datetime) -> dict[str, str]:
    """
    Write down for ever that somebody signed release `number` off, and give what was written.

    The caller holds the lock. ConfigError when there is no such release, or a text is empty, long or of several lines.
    """
    show(layout, number)
    told = {"at": at.isoformat(), "by": _line(by, "--by"), "note": _line(note, "--note")}
    journal.append(layout.journal, journal.APPROVED, number, **told)
    return {"release": number, **told}


def _line(text: str, option: str) -> str:
    line = text.strip()
    if not line or len(line) > LONGEST or not line.isprintable():
        raise ConfigError(f"{option} needs one line of text, {LONGEST} characters at most")
    return line
