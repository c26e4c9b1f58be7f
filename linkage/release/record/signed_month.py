"""Whether somebody has signed off a month as it is published, before that is replaced or struck from."""

from collections.abc import Iterable

from linkage.release import journal
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from linkage.release.record.sign_off import sign_offs, standing
from linkage.release.record.signed_off import SignedOff


def signed_off_months(
    layout: Layout, previous: Manifest | None, months: Iterable[str]
) -> dict[str, tuple[SignedOff, ...]]:
    """
    By month of release `previous`, the sign-offs that stand of releases that hold it as it was last linked.

    Earliest first, whether or not events were struck since; months that nobody has signed off are left out.
    """
    asked = [month for month in months if previous and month in previous.months]
    if not previous or not asked:
        return {}
    entries = journal.entries(layout.journal)
    found: dict[str, tuple[SignedOff, ...]] = {}
    for number in layout.remembered():
        if not (signed := standing(sign_offs(entries, number))):
            continue
        theirs = manifest_of(layout, number).fingerprints
        for month in asked:
            if month in theirs and theirs[month] == previous.fingerprints.get(month):
                as_signed = (
                    SignedOff(release=number, at=one.at[:10], month=month, role=one.role) for one in signed
                )
                found[month] = (*found.get(month, ()), *as_signed)
    return {
        month: tuple(sorted(signed, key=lambda one: (one.at, one.release))) for month, signed in found.items()
    }


def manifest_of(layout: Layout, number: str) -> Manifest:
    """The manifest of a release, there or removed by `gc`."""
    return read_manifest(layout.numbers_of(number) / NAME)
