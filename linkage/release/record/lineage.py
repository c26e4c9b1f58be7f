"""
Which earlier publication a month is held against: its own, if it has one, else that of the latest month before it.

The release before may be of any month: one that was restated long after, for instance, with which a new month has
little to do. What it holds of every month tells which publication counts, also after the current release was put back.
"""

from collections.abc import Iterator

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


def opt_outs_known(layout: Layout) -> int | None:
    """
    The most numbers on the opt-out list since a month was last linked; None where no release of these tells.

    Of every release, one that was rolled back from too: the list is the job's, whichever release is shown.
    """
    most: int | None = None
    for found in manifests_up_to(layout):
        if found.opt_out_numbers is not None:
            most = max(most or 0, found.opt_out_numbers)
        if not found.only_strikes:
            break
    return most


def month_held_against(previous: Manifest, month: str) -> str | None:
    """The month itself, where `previous` holds it, else the latest before it; None when there is none."""
    return max((known for known in previous.fingerprints if known <= month), default=None)


def is_of(manifest: Manifest, month: str | None, holder: Manifest) -> bool:
    """Whether what `holder` holds of `month` was published by the release of `manifest`."""
    is_linked = month is not None and (month == manifest.month or month in manifest.made_again)
    return is_linked and manifest.fingerprints.get(month or "") == holder.fingerprints[month or ""]
