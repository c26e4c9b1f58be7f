"""The months that a release does not hold as somebody signed them off: linked again by it, or struck from."""

from collections.abc import Iterator, Mapping

from linkage.release.record.manifest import Manifest
from linkage.release.record.signed_off import SignedOff, by_month, in_words


def signed_before(manifest: Manifest) -> dict[str, str]:
    """Of each month that is not any more as it was signed off, as what and when, and what was done to it since."""
    struck = {month: words for month, found in manifest.struck.items() if (words := found.sign_off_words())}
    return dict(sorted({**struck, **replaced(manifest)}.items()))


def replaced_sign_offs(manifest: Manifest) -> tuple[SignedOff, ...]:
    """Sign-offs of months that it linked again; an earlier version's strike repeats what the release before says."""
    return () if manifest.only_strikes else manifest.signed_off_before


def replaced(manifest: Manifest) -> dict[str, str]:
    """The same as in `signed_before`, of the months that it linked again."""
    return {
        month or unnamed(manifest): f"{in_words(found)}, before it was linked again"
        for month, found in by_month(replaced_sign_offs(manifest)).items()
    }


def unnamed(manifest: Manifest) -> str:
    """What stands for the month where an earlier version did not say which: the one it can be, or one of several."""
    months = sorted({manifest.month, *manifest.made_again})
    return months[0] if len(months) == 1 else f"one of {', '.join(months)}"


def to_be_replaced(found: Mapping[str, tuple[SignedOff, ...]]) -> Iterator[str]:
    """What is to be told before a run of signed-off months that it would link again."""
    for month, signed in found.items():
        yield (
            f"{month} was {in_words(signed)}, and would be linked again; have the new release signed off when it is "
            "made"
        )
