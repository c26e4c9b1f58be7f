"""The start of a run: whatever an earlier run left unfinished is finished or removed."""

import hashlib

from linkage.release import disk, journal, manifest, pointer
from linkage.release.layout import Layout


def clear_work(layout: Layout) -> None:
    """
    Leave the output folder as its last publication left it, and work/ empty. Only for the holder of the lock.

    - A release that readers are shown although the journal has no line for it: the run died just after the
      switch. The line is written and current.txt follows; it is whole, and somebody may have read it.
    - A release that was started, never published and is not shown: nobody has seen it, so its folders are
      removed. Its number stays in the journal and is not used again.
    - A folder in releases/ that the journal does not speak of is left alone: it is not this program's to
      remove.
    """
    current = layout.current()
    unfinished = journal.unfinished(layout.journal)
    if current is not None and current in unfinished:
        finish(layout, current)
    text = f"{layout.releases.name}/{current}\n" if current else None
    if (layout.current_text.read_text("utf-8") if layout.current_text.exists() else None) != text:
        pointer.show(layout, current)
    for number in sorted(unfinished - {current}):
        disk.remove(layout.release(number))
        disk.remove(layout.secure_release(number))
        disk.remove(layout.kept_release(number))
    for path in sorted(layout.work.iterdir()):
        disk.remove(path)


def finish(layout: Layout, number: str) -> None:
    """Write the journal line of a release that was switched to and not written down."""
    path = layout.release(number) / manifest.NAME
    found = manifest.read_manifest(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    journal.append(layout.journal, journal.PUBLISHED, number, **manifest.journal_facts(found, digest))
