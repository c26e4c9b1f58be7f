"""
Whether the numbers of a month may be shared: for the first time, once more, as a revision, or as they were.

    the month was shared   of this linking   declared   its shareable report
    no                                                  of its own numbers
    yes                    yes                          of its own numbers, which are those shared
    yes                    no                yes        of its own numbers, and says that they are revised
    yes                    no                no         the one that was shared, unchanged

Linking a month again and again, each time with other numbers outside, would tell by their differences of whom they are.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.commands.report.shared_numbers import Shared, linked_by
from linkage.errors import ConfigError
from linkage.release import disk
from linkage.release.record.manifest import Manifest
from linkage.words.figure import Figure
from linkage.words.publication import PUBLICATIONS


@dataclass(frozen=True)
class Sharing:
    """How a month may be shared; neither: of its own numbers, as if for the first time."""

    stands: Shared | None = None
    """The publication that stays as it is: the month was linked again, and no revision is declared."""
    revises: str | None = None
    """The release that the month was shared with first, where it is shared in other numbers now."""


def sharing_of(shared: Iterable[Shared], manifest: Manifest, revisions: Iterable[str]) -> Sharing:
    """How the month of `manifest` may be shared, given all that was `shared` and the months declared as `revisions`."""
    own = linked_by(manifest)
    before = [one for one in shared if one.month == manifest.month and not one.is_copy]
    if own is None or not before:
        return Sharing()
    if own not in {one.linked_by for one in before} and manifest.month not in set(revisions):
        return Sharing(stands=before[-1])
    earlier = [one.release for one in before if one.linked_by != own and int(one.release) < int(own)]
    return Sharing(revises=earlier[0] if earlier else None)


def bound_months(shared: Iterable[Shared], revisions: Iterable[str]) -> set[str]:
    """The months that were shared and have no revision declared: nothing new is shared of them in any report."""
    return {one.month for one in shared} - set(revisions)


def unbound(
    figures: Sequence[Figure], copies: Iterable[Figure], bound_to: Container[str]
) -> tuple[Figure, ...]:
    """The figures without publications, of months that are bound to what was shared, that are not among `copies`."""
    known = {(figure.table, figure.period) for figure in copies}
    return tuple(
        figure
        for figure in figures
        if figure.table not in PUBLICATIONS
        or figure.period not in bound_to
        or (figure.table, figure.period) in known
    )


def take_over(publication: Shared, target: Path) -> None:
    """The shareable report of an earlier publication, byte for byte, into the folder `target`."""
    disk.make_folder(target)
    for source in sorted(publication.path.parent.iterdir()):
        if source.is_file():
            disk.write(target / source.name, source.read_bytes())


def with_sharing(
    manifest: Manifest, sharing: Sharing | None, revisions: Iterable[str], warn: Callable[[str], None]
) -> Manifest:
    """
    The manifest with the release whose shareable report was taken over, if one was; the user is told of it.

    And of declared revisions that were made again beside the month of the release, which alone has a report in it.
    """
    if sharing is None:
        return manifest
    for month in sorted(set(manifest.made_again) & set(revisions)):
        warn(
            f"{month} is a declared revision and was made again beside {manifest.month}, which the report of this "
            f"release is of: its new numbers are shared when it is run alone, with --month {month} --restate"
        )
    if sharing.stands is None:
        return manifest
    warn(
        f"{manifest.month} was shared before, in release {sharing.stands.release}, and is linked again: its shareable "
        f"report is that one, unchanged. To share the new numbers, {declare(manifest.month)}"
    )
    return manifest.model_copy(update={"shared_from": sharing.stands.release})


def refuse_undeclared(sharing: Sharing, manifest: Manifest) -> None:
    """ConfigError where a shareable report would show new numbers of a month that was shared, undeclared."""
    if sharing.stands is not None:
        raise ConfigError(
            f"release {manifest.release} linked {manifest.month} again, which was shared before, in release "
            f"{sharing.stands.release}: ask for the report of that one or, to share the new numbers, "
            f"{declare(manifest.month)}"
        )


def declare(month: str) -> str:
    """What to write in the job file."""
    return f'declare the revision: revisions = ["{month}"] under [report]'
