"""The switch: which release readers are shown, changed in one step or not at all."""

from linkage.errors import ResourceError
from linkage.files import ending
from linkage.release.homes.noted import note
from linkage.release.layout import Layout


def switch(layout: Layout, number: str, action: str, **facts: str) -> None:
    """
    Show readers release `number` and write `action` in the journal.

    The moment is the replacement of the link `current` (or, in a store, of the object of that name): before it every
    reader sees the old release, after it the new one. Should anything fail up to the last line of the journal, the old
    release is shown again.
    A machine that dies in between leaves a link to a whole release; the next run writes what is missing
    (see `recover`).
    """
    before = layout.led_to()
    try:
        with ending.undisturbed(f"readers are shown release {number}"):
            layout.home.show(layout, number)
            note(layout, action, number, **facts)
    except BaseException:
        try:
            layout.home.show(layout, before)
        except ResourceError as problem:
            raise ResourceError(
                f"{problem} (and {layout.current_link} could not be put back: "
                f"it may show release {number}, which is whole)"
            ) from problem
        raise
