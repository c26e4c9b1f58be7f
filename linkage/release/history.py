"""The releases of an output folder one by one, and the lines of text that are kept of them."""

from datetime import date

from linkage.errors import ConfigError, IntegrityError
from linkage.release import journal
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


def line_of(text: str, option: str, day: date) -> str:
    """A text of one line, as a journal keeps it on a day; ConfigError when it is empty, long, or may not be shown."""
    line = text.strip()
    if not line or len(line) > LONGEST or not line.isprintable():
        raise ConfigError(f"{option} needs one line of text, {LONGEST} characters at most")
    if found := problem(line, near=(day,)):
        raise ConfigError(f"{option} {found}; nothing was written down")
    return line
