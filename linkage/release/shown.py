"""Which release readers are shown, or that the link to it is lost: nothing is read or published past a lost one."""

from linkage.errors import IntegrityError
from linkage.release import journal
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME

LOST = "a run would publish its own month alone"


def shown(layout: Layout) -> str | None:
    """
    Number of the release that `current` leads to; None before the first.

    IntegrityError, with the command that mends it, when there are releases and `current` is missing, leads elsewhere
    or leads to one that is not there. What a run left that died before its switch is no release.
    """
    number = layout.current()
    if number is not None:
        folder = layout.release(number)
        if folder.is_symlink() or not (folder / NAME).is_file():
            raise IntegrityError(
                f"{layout.current_link} leads to release {number}, which is not there: put releases/{number} back "
                f"from a backup{_or_another(layout, number)}"
            )
        return number
    if there := layout.published():
        raise IntegrityError(
            f"{layout.current_link} is missing although there are releases ({_listed(there)}), so {LOST}: "
            f"put it back with {mended_by(layout, best(layout))}"
        )
    if gone := sorted(journal.published(layout.journal), key=int):
        raise IntegrityError(
            f"release {_listed(gone)} was published in {layout.output}, and neither it nor `current` is there, so "
            f"{LOST}: put releases/ and current back from a backup, or name a new folder under [job] output"
        )
    return None


def best(layout: Layout) -> str:
    """The release to show where the link is lost: that which current.txt or the journal named last, else the latest."""
    there = layout.published()
    named = layout.current_text.read_text("utf-8", "replace") if layout.current_text.is_file() else ""
    last = [named.strip().rpartition("/")[2], *reversed(journal.shown(layout.journal))]
    return next((number for number in last if number in there), there[-1])


def mended_by(layout: Layout, number: str) -> str:
    """The commands that lead `current` to a release."""
    return (
        f"`linkage releases rollback JOB {number} --reason TEXT`, "
        f"or with `ln -sfn releases/{number} {layout.current_link}`"
    )


def _or_another(layout: Layout, gone: str) -> str:
    whole = [
        number
        for number in layout.published()
        if number != gone and (layout.release(number) / NAME).is_file()
    ]
    return f", or show another with {mended_by(layout, whole[-1])}" if whole else ""


def _listed(numbers: tuple[str, ...] | list[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"
