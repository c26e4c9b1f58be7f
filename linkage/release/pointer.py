"""The switch: which release readers are shown, changed in one step or not at all."""

from linkage.errors import ResourceError
from linkage.files import ending
from linkage.release import disk, journal
from linkage.release.layout import Layout


def switch(layout: Layout, number: str, action: str, **facts: str) -> None:
    """
    Show readers release `number` and write `action` in the journal.

    The moment is the replacement of the link `current`: before it every reader sees the old release, after
    it the new one. Should anything fail up to the last line of the journal, the old release is shown again.
    A machine that dies in between leaves a link to a whole release; the next run writes what is missing
    (see `recover`).
    """
    before = layout.led_to()
    try:
        with ending.undisturbed(f"readers are shown release {number}"):
            show(layout, number)
            journal.append(layout.journal, action, number, **facts)
    except BaseException:
        try:
            show(layout, before)
        except ResourceError as problem:
            raise ResourceError(
                f"{problem} (and {layout.current_link} could not be put back: "
                f"it may show release {number}, which is whole)"
            ) from problem
        raise


def show(layout: Layout, number: str | None) -> None:
    """Let `current` and current.txt lead to release `number`, or to none."""
    if number is None:
        for path in (layout.current_link, layout.current_text):
            if path.is_symlink() or path.is_file():
                disk.remove(path)
    else:
        target = f"{layout.releases.name}/{number}"
        disk.replace_link(layout.current_link, target, draft=layout.work / "current.draft")
        disk.replace(layout.current_text, f"{target}\n".encode(), draft=layout.work / "current.txt.draft")
    disk.sync(layout.output)
