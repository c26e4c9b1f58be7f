"""What two releases say of each month: whether it is the same file by file, and what it was made from on both sides."""

from collections.abc import Iterable, Mapping

from linkage.release.content.published import OF_EVENTS, PARTITIONED
from linkage.release.record.manifest import Manifest

MADE_FROM = ("inputs", "rules", "model", "method", "lists", "job")
"""Digests of a month's fingerprint that give a reason."""

Facts = Mapping[str, bool | None]


def months_of(before: Manifest, after: Manifest, month: str | None) -> tuple[list[str], list[str]]:
    """
    The months of either release: those to be compared, and those whose files are the same; or `month` alone.

    A month that both hold as the same files (hard links, as a rule) is known by its digests and never read.
    """
    wanted = [one for one in sorted({*before.months, *after.months}) if month in (None, one)]
    same = [one for one in wanted if digests(before, one) == digests(after, one)]
    return [one for one in wanted if one not in same], same


def digests(manifest: Manifest, month: str) -> list[tuple[str, str]]:
    """Path and digest of every file that is compared of a month; none where the release has no such month."""
    folders = tuple(f"{name}/test_month={month}/" for name in OF_EVENTS)
    return sorted((file.path, file.sha256) for file in manifest.files if file.path.startswith(folders))


def events_in(manifest: Manifest, month: str) -> int:
    """Events of a month, as the manifest counts rows."""
    folder = f"{PARTITIONED[0]}/test_month={month}/"
    return sum(file.rows or 0 for file in manifest.files if file.path.startswith(folder))


def made_from_changed(before: Manifest, after: Manifest, month: str) -> dict[str, bool | None]:
    """By digest: whether what the month was made from changed; None where one of the two does not tell."""
    was, now = (manifest.fingerprints.get(month, {}) for manifest in (before, after))
    return {
        f"{name}_changed": was[name] != now[name] if name in was and name in now else None
        for name in MADE_FROM
    }


def is_struck(between: Iterable[Manifest], month: str) -> bool:
    """Whether a release after the earlier one, up to the later, struck somebody from the month."""
    return any(manifest.struck[month].people > 0 for manifest in between if month in manifest.struck)
