"""What a run tells of the folder it finds: rolled back, releases gone, a clock that went back, months signed off."""

from collections.abc import Iterator
from datetime import datetime

from linkage.release import journal
from linkage.release.chronicle import standing_rollback
from linkage.release.layout import Layout
from linkage.release.listed import lost_in_words
from linkage.release.record.clock import clock_in_words
from linkage.release.record.manifest import NAME, Manifest
from linkage.release.record.signed_month import manifest_of
from linkage.release.record.signed_off import SignedOff, in_words


def folder_warnings(layout: Layout, previous: Manifest | None, now: datetime) -> Iterator[str]:
    """A sentence for each thing that the user should know of the output folder before a run."""
    if previous is None:
        return
    rolled = standing_rollback(journal.entries(layout.journal))
    if rolled is not None:
        months = (
            set(manifest_of(layout, rolled.instead_of).months)
            if is_there(layout, rolled.instead_of)
            else set()
        )
        gone = sorted(months - set(previous.months))
        again = f"; {', '.join(gone)} of it is not published any more, and is new to a run" if gone else ""
        yield (
            f"release {rolled.to} was rolled back to on {rolled.at[:10]}, from release {rolled.instead_of} "
            f"({rolled.reason}): months are carried from {previous.release}{again}"
        )
    if warning := clock_in_words(layout, now):
        yield warning
    if warning := lost_in_words(layout):
        yield warning


def signed_off_warning(month: str, found: tuple[SignedOff, ...]) -> str | None:
    """That a month which somebody has signed off is replaced; None where nobody has."""
    signed = in_words(found)
    if signed is None:
        return None
    return (
        f"{month} was {signed}, as it was last linked: this restatement replaces it, which is recorded; "
        "have the new release signed off (`linkage releases approve JOB RELEASE`)"
    )


def is_there(layout: Layout, number: str) -> bool:
    """Whether the manifest of a release can be looked at."""
    return (layout.numbers_of(number) / NAME).is_file()
