"""The releases of an output folder one by one, and their sign-off."""

from datetime import date, datetime

from linkage.errors import ConfigError, IntegrityError
from linkage.release import journal
from linkage.release.homes import noted
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from linkage.release.shown import shown
from linkage.words.free_text import problem


def show(layout: Layout, number: str) -> Manifest:
    """The manifest of release `number`; ConfigError when there never was one, IntegrityError when it is gone."""
    refuse_missing(layout, number)
    return read_manifest(layout.release(number) / NAME)


def refuse_missing(layout: Layout, number: str) -> None:
    """ConfigError when there never was one of that number or `gc` took it away, IntegrityError when it is gone."""
    if number in layout.published():
        return
    if removal := journal.removals(layout.journal).get(number):
        raise ConfigError(
            f"release {number} was removed by `linkage gc` on {removal['at'][:10]}: {removal['why']}. Its manifest and "
            f"statistics are in {layout.numbers_of(number)}, and {layout.receipt(number)} lists what was removed"
        )
    if number in journal.published(layout.journal):
        raise IntegrityError(
            f"release {number} was published and is not in {layout.releases} any more: put it back from a backup"
        )
    raise ConfigError(f"there is no such release in {layout.output}; `linkage releases list` shows them")


def current(layout: Layout) -> Manifest | None:
    """The manifest of the release that readers are shown, or None before the first; IntegrityError when it is lost."""
    number = shown(layout)
    return read_manifest(layout.release(number) / NAME) if number else None


LONGEST = 500
"""Characters of a sign-off."""


def approve(
    layout: Layout, number: str, *, by: str, note: str | None, public_note: str | None = None, at: datetime
) -> dict[str, str]:
    """
    Write down for ever that somebody signed release `number` off, and give what was written.

    `note` is for those who may see the data; `public_note` is shown to everybody, with the name of the signer. One of
    the two is needed. The caller holds the lock. ConfigError when there is no such release, or a text is empty, long,
    of several lines, or holds what may not be shown (see `free_text`).
    """
    day = show(layout, number).finished.date()
    if note is None and public_note is None:
        raise ConfigError(
            "say on what grounds: --note TEXT for those who may see the data, or --public-note TEXT"
        )
    signed = {"at": at.isoformat(), "by": line_of(by, "--by", day)}
    signed |= {"note": line_of(note, "--note", day)} if note is not None else {}
    signed |= {"public_note": line_of(public_note, "--public-note", day)} if public_note is not None else {}
    noted.note(layout, journal.APPROVED, number, **signed)
    return {"release": number, **signed}


def line_of(text: str, option: str, day: date) -> str:
    """A text of one line, as a journal keeps it on a day; ConfigError when it is empty, long, or may not be shown."""
    line = text.strip()
    if not line or len(line) > LONGEST or not line.isprintable():
        raise ConfigError(f"{option} needs one line of text, {LONGEST} characters at most")
    if found := problem(line, near=(day,)):
        raise ConfigError(f"{option} {found}; nothing was written down")
    return line
