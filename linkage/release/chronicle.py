"""What happened to each release, and what it changed against the one before: from the journal and the manifests."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.release import journal
from linkage.release.content.published import PARTITIONED
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from linkage.release.record.sign_off import SignOff, sign_offs

Entries = Sequence[dict[str, str]]
LINKS, *FOLLOWING = PARTITIONED
"""The table that says whose an event is, and those that follow from it and from hospital records."""


@dataclass(frozen=True)
class Changed:
    """The months that a release changed against the one that it was made from, by how."""

    published: tuple[str, ...] = ()
    """Not in the release before."""
    restated: tuple[str, ...] = ()
    """Linked again."""
    struck: tuple[str, ...] = ()
    """Carried, without people who opted out."""
    followed: tuple[str, ...] = ()
    """Carried with the same links, and other pathways."""

    def words(self) -> str:
        """In one line, such as published 2026-04; struck 2026-03."""
        named = ((name, months) for name, months in vars(self).items() if months)
        return "; ".join(f"{name} {', '.join(months)}" for name, months in named)


@dataclass(frozen=True)
class RolledBack:
    """That readers were shown another release in the place of one, when and why."""

    to: str
    instead_of: str
    at: str
    reason: str

    def words(self) -> str:
        """In one line."""
        return f"rolled back to {self.to} on {self.at[:10]}: {self.reason}"


@dataclass(frozen=True)
class Story:
    """What is told of one release besides its manifest."""

    number: str
    based_on: str | None
    """The release that its carried months come from; None for the first, or where the journal does not tell."""
    changed: Changed
    sign_offs: tuple[SignOff, ...]
    rolled_back: tuple[RolledBack, ...]
    """Each time that readers were shown another in its place."""
    removed: str | None = None
    """Day on which `gc` took it away, YYYY-MM-DD."""
    clock_ahead: str | None = None
    """Why its times are in doubt: somebody has said that the clock was ahead when it was finished."""


def story(layout: Layout, manifest: Manifest, entries: Entries | None = None) -> Story:
    """What is told of the release of `manifest`, there or removed."""
    known = journal.entries(layout.journal) if entries is None else entries
    number = manifest.release
    base = based_on(known, number)
    path = layout.numbers_of(base) / NAME if base else None
    before = read_manifest(path) if path and path.is_file() else None
    removed = next(
        (one["at"][:10] for one in known if (one["action"], one["release"]) == (journal.REMOVING, number)),
        None,
    )
    return Story(
        number,
        base,
        changed_since(before, manifest),
        sign_offs(known, number),
        tuple(one for one in rollbacks(known) if one.instead_of == number),
        removed,
        next((one["reason"] for one in known if said_ahead(one, number)), None),
    )


def said_ahead(entry: dict[str, str], number: str) -> bool:
    """Whether an entry says of a release that the clock was ahead when it was finished."""
    return (entry["action"], entry["release"]) == (journal.CLOCK_AHEAD, number)


def based_on(entries: Entries, number: str) -> str | None:
    """The release that readers were shown when a release was published: its carried months are of that one."""
    last = None
    for entry in entries:
        if entry["action"] == journal.PUBLISHED and entry["release"] == number:
            return last
        if entry["action"] in (journal.PUBLISHED, journal.SHOWN):
            last = entry["release"]
    return None


def changed_since(before: Manifest | None, now: Manifest) -> Changed:
    """The months that differ between a release and the one before it; without that, those of its own run."""
    earlier = set(before.months) if before else set(now.months) - {now.month}
    published = tuple(month for month in now.months if month not in earlier)
    carried = [month for month in now.months if month in earlier]
    restated = tuple(
        month
        for month in carried
        if (month == now.month and not now.only_strikes)
        or (before is not None and now.fingerprints.get(month) != before.fingerprints.get(month))
    )
    struck = tuple(month for month in now.struck if month not in (*published, *restated))
    followed = tuple(
        month
        for month in carried
        if before is not None and month not in (*restated, *struck) and is_followed(before, now, month)
    )
    return Changed(published, restated, struck, followed)


def is_followed(before: Manifest, now: Manifest, month: str) -> bool:
    """Whether the links of a month are the same files in both, and another table of it is not."""

    def same(name: str) -> bool:
        paths = {
            *before.paths_below(f"{name}/test_month={month}"),
            *now.paths_below(f"{name}/test_month={month}"),
        }
        return all(before.digest_of(path) in (None, now.digest_of(path)) for path in paths)

    return same(LINKS) and not all(map(same, FOLLOWING))


def rollbacks(entries: Entries) -> tuple[RolledBack, ...]:
    """Each time that readers were shown another release in the place of one, oldest first."""
    return tuple(
        RolledBack(one["release"], one["instead_of"], one["at"], one["reason"])
        for one in entries
        if one["action"] == journal.SHOWN and one.get("instead_of", one["release"]) != one["release"]
    )


def standing_rollback(entries: Entries) -> RolledBack | None:
    """The rollback by which the current release is shown; None where a run has published since."""
    last = [one for one in entries if one["action"] in (journal.PUBLISHED, journal.SHOWN)][-1:]
    return next(iter(rollbacks(last)), None)
