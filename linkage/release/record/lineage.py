"""
Which earlier publication a month is held against: its own, if it has one, else that of the latest month before it.

The release before may be of any month: one that was restated long after, for instance, with which a new month has
little to do. What it holds of every month tells which publication counts, also after the current release was put back.
"""

from collections.abc import Iterator
from typing import NamedTuple

from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest


def held_against(layout: Layout, previous: Manifest | None, month: str) -> Manifest | None:
    """
    The manifest of the release that published what `previous` holds of `month`, or of the latest month before it.

    None when `previous` holds no such month, or that release is no longer there, nor what `gc` leaves of it.
    """
    if previous is None:
        return None
    chosen = month_held_against(previous, month)
    manifests = manifests_up_to(layout, previous.release)
    return next((found for found in manifests if is_of(found, chosen, previous)), None)


def manifests_up_to(layout: Layout, release: str | None = None) -> Iterator[Manifest]:
    """The manifests of a release and of those before it, or of all, there or removed by `gc`; latest first."""
    numbers = [number for number in layout.remembered() if release is None or int(number) <= int(release)]
    return (read_manifest(layout.numbers_of(number) / NAME) for number in reversed(numbers))


class ListKnown(NamedTuple):
    """How long the opt-out list was before."""

    numbers: int
    is_counted: bool
    """False where an earlier version told no more than that somebody was on it: then `numbers` is 1."""


def list_known(layout: Layout, *, empty: str) -> ListKnown | None:
    """
    The most numbers on the opt-out list since a month was last linked; None where no release of these tells.

    Of every release, one that was rolled back from too: the list is the job's, whichever release is shown. `empty` is
    the digest of a list without a number: by that, and by events left out, an earlier version tells whether it had any.
    """
    known: ListKnown | None = None
    for found in manifests_up_to(layout):
        one = list_of(found, empty)
        if one and (known is None or one.numbers > known.numbers):
            known = one
        if not found.only_strikes:
            break
    return known


def list_of(manifest: Manifest, empty: str) -> ListKnown | None:
    """What one release tells of its list; None where it tells nothing."""
    if manifest.opt_out_numbers is not None:
        return ListKnown(manifest.opt_out_numbers, is_counted=True)
    had_any = manifest.opt_outs not in (None, empty) or manifest.counts.opted_out > 0
    return ListKnown(1, is_counted=False) if had_any else None


def month_held_against(previous: Manifest, month: str) -> str | None:
    """The month itself, where `previous` holds it, else the latest before it; None when there is none."""
    return max((known for known in previous.fingerprints if known <= month), default=None)


def is_of(manifest: Manifest, month: str | None, holder: Manifest) -> bool:
    """Whether what `holder` holds of `month` was published by the release of `manifest`."""
    is_linked = month is not None and (month == manifest.month or month in manifest.made_again)
    return is_linked and manifest.fingerprints.get(month or "") == holder.fingerprints[month or ""]
