"""Every release of an output folder with what is told of it, those that `gc` removed among them."""

from dataclasses import dataclass

from linkage.errors import ConfigError
from linkage.release import history, journal
from linkage.release.chronicle import Entries, Story, story
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from linkage.release.shown import shown
from linkage.release.sizes import Size, release_size


@dataclass(frozen=True)
class Listed:
    """One release; counts of its manifest are of the month that it ran."""

    manifest: Manifest
    story: Story
    size: Size | None
    """None for one that was removed."""
    is_current: bool

    @property
    def match_rate(self) -> float | None:
        """Linked / events of the month that it ran; None without events."""
        counts = self.manifest.counts
        return counts.linked / counts.events if counts.events else None


def listed(layout: Layout) -> list[Listed]:
    """Every release, oldest first; IntegrityError when which of them is current is lost."""
    current = shown(layout)
    entries = journal.entries(layout.journal)
    there = layout.published()
    return [
        _listed(layout, number, current, entries, is_there=number in there) for number in layout.remembered()
    ]


def lost(layout: Layout) -> list[str]:
    """Releases that were published, that `gc` did not take away, and that are not there."""
    gone = (
        journal.published(layout.journal) - set(layout.remembered()) - set(journal.removals(layout.journal))
    )
    return sorted(gone, key=int)


def lost_in_words(layout: Layout) -> str | None:
    """That releases were taken away by hand, and what to do; None when none was."""
    gone = lost(layout)
    if not gone:
        return None
    return (
        f"release {', '.join(gone)} was published and is not in {layout.releases} any more, and `linkage gc` did not "
        "take it away: put it back from a backup, or at least its manifest.json, statistics/ and report/shareable/, "
        "without which later shareable reports do not know what was shared with it"
    )


def one(layout: Layout, number: str) -> Listed:
    """One release, there or removed by `gc`; ConfigError or IntegrityError as `history.refuse_missing`."""
    current, is_there = shown(layout), number in layout.published()
    if number not in layout.remembered():
        history.refuse_missing(layout, number)
        raise ConfigError(f"there is no release {number} in {layout.output}")
    return _listed(layout, number, current, journal.entries(layout.journal), is_there=is_there)


def _listed(layout: Layout, number: str, current: str | None, entries: Entries, *, is_there: bool) -> Listed:
    manifest = read_manifest(layout.numbers_of(number) / NAME)
    size = release_size(layout, number) if is_there else None
    return Listed(manifest, story(layout, manifest, entries), size, is_current=number == current)
