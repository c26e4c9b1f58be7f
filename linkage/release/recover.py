"""The start of a run: whatever an earlier run left unfinished is finished or removed."""

from collections.abc import Callable

from linkage.errors import IntegrityError
from linkage.release import adoption, broken_run, journal
from linkage.release.content import listing, secure_listing
from linkage.release.homes.noted import note
from linkage.release.layout import Layout
from linkage.release.own_state import refuse_other_state
from linkage.release.record import manifest
from linkage.release.record.journal_facts import journal_facts
from linkage.release.shown import shown

MOST_NAMED = 3


def clear_work(layout: Layout, *, to_resume: bool = False) -> tuple[str, ...]:
    """
    Leave the output folder as its last publication left it, and work/ empty. Only for the holder of the lock.

    `to_resume`: what a broken run can be resumed from stays in work/ (see `broken_run`).

    IntegrityError, before anything is changed, when the link to the current release is lost or state/ is another's.
    Gives the names in work/ that are not of this program's making, which are left.

    - A release that readers are shown although the journal has no line for it: the run died just after the
      switch. The line is written and current.txt follows; it is whole, and somebody may have read it.
    - A release that was started, never published and is not shown: nobody has seen it, so its folders are
      removed. Its number stays in the journal and is not used again.
    - A folder in releases/ that the journal does not speak of is left alone: it is not this program's to
      remove.
    """
    current = shown(layout)
    unfinished = journal.unfinished(layout.journal)
    refuse_gap(layout, unfinished - {current})
    refuse_other_state(layout, current)
    if current is not None and current in unfinished:
        finish(layout, current)
    text = f"{layout.releases.name}/{current}\n" if current else None
    if (layout.current_text.read_text("utf-8") if layout.current_text.exists() else None) != text:
        layout.home.show(layout, current)
    for number in sorted(unfinished - {current}):
        adoption.remove_unfinished(layout.release(number))
        adoption.remove_unfinished(layout.secure_release(number))
        adoption.remove_unfinished(layout.kept_release(number))
        layout.home.clear(layout, number)
    return adoption.sweep(layout.work, broken_run.kept_names(layout) if to_resume else ())


def clear_left(layout: Layout, warn: Callable[[str], None], *, to_resume: bool = False) -> None:
    """Clear work/, and warn of the names that `clear_work` left, and of what can no longer be resumed from."""
    found = broken_run.read(layout)
    if found is None and broken_run.path_of(layout).is_file():
        warn(
            f"{broken_run.path_of(layout)} cannot be read, so nothing is resumed: what a broken run left is cleared"
        )
    if found and found.steps and not to_resume:
        warn(f"{broken_run.left_words(found)}: this command clears it, and does not resume from it")
    if left := clear_work(layout, to_resume=to_resume):
        named = f"{', '.join(left[:MOST_NAMED])}{' and others' if len(left) > MOST_NAMED else ''}"
        warn(
            f"{layout.work} holds {named}, which "
            "this program did not make and leaves alone: move it away, nothing of your own belongs there"
        )


def finish(layout: Layout, number: str) -> None:
    """Write the journal line of a release that was switched to and not written down."""
    path = layout.release(number) / manifest.NAME
    found = manifest.read_manifest(path)
    facts = journal_facts(found, listing.sha256(path)) | secure_listing.facts(layout, number)
    note(layout, journal.PUBLISHED, number, **facts)


def refuse_gap(layout: Layout, unfinished: set[str]) -> None:
    """
    IntegrityError when a release without a line of its publication is not the latest: the journal has lost lines.

    A run clears what an earlier one left before it begins, so only the latest release can be unfinished.
    """
    there = [number for number in unfinished if layout.release(number).is_dir()]
    later = [number for number in there if any(int(other) > int(number) for other in layout.published())]
    if later:
        raise IntegrityError(
            f"{layout.journal} does not tell of the publication of release {', '.join(sorted(later))}, and there are "
            "later ones: lines of it are gone. Put it back from your latest backup"
        )
