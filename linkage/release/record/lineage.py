"""
Which earlier publication a month is held against: its own, if it has one, else that of the latest month before it.

The release before may be of any month: one that was restated long after, for instance, with which a new month has
little to do. What it holds of every month tells which publication counts, also after the current release was put back.
"""

from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest


def held_against(layout: Layout, previous: Manifest | None, month: str) -> Manifest | None:
    """
    The manifest of the release that published what `previous` holds of `month`, or of the latest month before it.

    None when `previous` holds no such month, or that release is no longer there, nor what `gc` leaves of it.
    """
    if previous is None:
        return None
    chosen = max((known for known in previous.fingerprints if known <= month), default=None)
    numbers = [number for number in layout.remembered() if int(number) <= int(previous.release)]
    manifests = (read_manifest(layout.numbers_of(number) / NAME) for number in reversed(numbers))
    return next((found for found in manifests if is_of(found, chosen, previous)), None)


def is_of(manifest: Manifest, month: str | None, holder: Manifest) -> bool:
    """Whether what `holder` holds of `month` was published by the release of `manifest`."""
    return manifest.month == month and manifest.fingerprints.get(month) == holder.fingerprints[month]
