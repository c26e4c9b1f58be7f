"""
Taking a release away, so that a death at any point leaves it whole, or to be finished by the next `gc`.

1. What stays of it goes to state/shared, in one step. The release is whole.
2. The receipt is written, then a line of the journal with its digest: from here on the release goes.
3. Its folders move to work/, one after the other: no reader ever opens half a folder.
4. Another line says that it is gone; work/ is emptied.

Files that other releases have too (hard links) stay with those, read-only as they were.
"""

from datetime import datetime

from linkage.errors import IntegrityError
from linkage.release import disk, journal
from linkage.release.homes.noted import note
from linkage.release.layout import Layout
from linkage.release.removal.receipt import folders, write_receipt
from linkage.release.removal.remains import keep_numbers


def remove(layout: Layout, number: str, *, why: str, at: datetime) -> None:
    """Take release `number` away, or finish that; `why` in words. The caller holds the lock."""
    if number == layout.led_to():
        raise IntegrityError(f"release {number} is shown to readers and was not removed")
    if number not in journal.removals(layout.journal):
        keep_numbers(layout, number)
        receipt = write_receipt(layout, number, why=why, at=at)
        facts = {"at": at.isoformat(), "why": why, "receipt_sha256": receipt}
        note(layout, journal.REMOVING, number, **facts)
    finish(layout, number, at=at)


def finish(layout: Layout, number: str, *, at: datetime) -> None:
    """Take away what is left of a release after the journal's line."""
    moved = []
    if number in journal.half_removed(layout.journal):
        layout.home.remove(layout, number)
    for name, folder in folders(layout, number).items():
        target = layout.work / f"removed-{name}-{number}"
        if folder.is_dir() and not folder.is_symlink():
            disk.remove(target)
            disk.set_mode(folder, disk.PRIVATE_FOLDER)
            disk.rename(folder, target)
        moved.append(target)
    for path in sorted(layout.diffs.glob("*.parquet")):
        if number in path.stem.split("-"):
            disk.remove(path)
    if number in journal.half_removed(layout.journal):
        note(layout, journal.REMOVED, number, at=at.isoformat())
    for target in moved:
        disk.remove(target)


def tidy(layout: Layout, *, at: datetime) -> tuple[str, ...]:
    """
    Finish what an earlier `gc` died over; gives the releases.

    What it had prepared of a release that it had not yet decided on is removed again.
    """
    begun = tuple(sorted(journal.half_removed(layout.journal), key=int))
    for number in begun:
        if number != layout.led_to():
            finish(layout, number, at=at)
    decided = set(journal.removals(layout.journal))
    for folder, name in ((layout.shared, "{}"), (layout.receipt("0").parent, "{}.json")):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            number = path.name.removesuffix(".json")
            is_ours = journal.NUMBER.fullmatch(number) and path.name == name.format(number)
            if is_ours and number not in decided:
                disk.remove(path)
    for path in layout.diffs.glob(".*.draft*"):
        disk.remove(path)
    layout.home.tidy(layout)
    return begun
