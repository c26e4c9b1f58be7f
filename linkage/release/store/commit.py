"""
What a run writes into a store, in this order: a line of the journal, the files, the manifest, the pointer.

A number is spent by its first line, so that no other run ever writes a file under it; nothing reads the files before
a manifest names them, nor the manifest before the pointer does. So a run that dies in between has changed nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from linkage.errors import IntegrityError, LockedError, ResourceError
from linkage.release import chained
from linkage.release.content import listing, secure_listing
from linkage.release.content.draft import Draft
from linkage.release.layout import Layout
from linkage.release.record.file import File
from linkage.release.record.manifest import NAME, Manifest
from linkage.release.store import keys
from linkage.release.store.keys import Placed
from linkage.release.store.store import Conflict, Store, put_once, put_swapped


def named(previous: Manifest | None, files: Sequence[File]) -> tuple[File, ...]:
    """The files of a draft; one that the release before has under the same path is named as its, or its holder's."""
    before = {(file.path, file.sha256): file for file in previous.files} if previous else {}
    return tuple(
        file.model_copy(
            update={"held_by": (known.held_by or previous.release) if known and previous else None}
        )
        for file in files
        for known in (before.get((file.path, file.sha256)),)
    )


def send(store: Store, draft: Draft, manifest: Manifest) -> None:
    """Every file of a draft that the store does not have yet, the manifest last; IntegrityError as `refuse_unlike`."""
    number = draft.number
    for placed in keys.release_files(manifest):
        source = draft.folder / placed.path.removeprefix(f"releases/{number}/")
        if placed.key == placed.path:
            store.put_file(placed.key, source)
        refuse_unlike(store, placed.key, source, manifest)
    for part, folder in ((keys.SECURE, draft.secure), (keys.KEPT, draft.kept)):
        for placed in keys.inner_files(part, number, folder):
            source = folder / placed.path.removeprefix(f"{keys.folder_of(part)}/{number}/")
            if part != keys.KEPT or store.size(placed.key) != source.stat().st_size:
                store.put_file(placed.key, source)
            refuse_unlike(store, placed.key, source, manifest)
        store.put_file(keys.list_key(part, number), folder / secure_listing.NAME)
    if (key_record := draft.layout.output / keys.KEY_ID).is_file():
        try:
            put_once(store, keys.KEY_ID, key_record.read_bytes())
        except Conflict:
            raise LockedError("another run has begun this output meanwhile, with a key: run again") from None
    store.put_file(keys.manifest_key(number), draft.folder / NAME)
    found = store.read(keys.manifest_key(number))
    if found is None or found.content != (draft.folder / NAME).read_bytes():
        raise IntegrityError(
            f"the manifest of release {number} does not come back as it was written, so nothing was published: look at "
            "the store, then run again"
        )


def refuse_unlike(store: Store, key: str, source: Path, manifest: Manifest) -> None:
    """IntegrityError unless an object is there and of the size of the file that it is."""
    if store.size(key) != source.stat().st_size:
        raise IntegrityError(
            f"release {manifest.release} was not published: {key} is missing in the store, or of another size than was "
            "written; put it back from a backup, or run its month again with --restate"
        )


def add_line(store: Store, layout: Layout) -> None:
    """The last line of the journal; LockedError where another run has written one in its place."""
    lines = chained.lines(layout.journal)
    try:
        put_once(store, keys.line_key(len(lines)), lines[-1])
    except Conflict:
        raise LockedError(
            "another run has written in the journal meanwhile, so this one writes nothing more: run again"
        ) from None
    with suppress(ResourceError, Conflict):
        end = store.read(keys.END)
        put_swapped(store, keys.END, chained.digest(lines[-1]).encode(), end.version if end else None)


def keep(store: Store, layout: Layout, path: Path) -> None:
    """A file or folder of state/ or reports/; of reports a list of them, by which they are found."""
    for file in files_in(path):
        store.put_file(file.relative_to(layout.output).as_posix(), file)
    if path.parent == layout.reports:
        listed = "".join(
            f"{listing.sha256(file)}  {file.relative_to(path).as_posix()}\n" for file in files_in(path)
        ).encode()
        key = f"reports/{path.name}/{keys.REPORTS}"
        found = store.read(key)
        try:
            put_swapped(store, key, listed, found.version if found else None)
        except Conflict:
            raise LockedError(
                "another run has written reports of this release meanwhile: run again"
            ) from None


def files_in(path: Path) -> Iterator[Path]:
    """The files of a folder at any depth, or the file itself."""
    yield from [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())


def clear(store: Store, number: str) -> None:
    """Whatever lies under a number that nobody was shown, as far as the store lists it."""
    for part in keys.PARTS:
        store.remove(store.names(f"{keys.folder_of(part)}/{number}/"))


def remove(store: Store, number: str, placed: Sequence[Placed], named: set[str]) -> None:
    """The files of a release that goes, but those whose keys one that stays has `named`; what lists them goes last."""
    lists = {
        keys.manifest_key(number),
        keys.list_key(keys.SECURE, number),
        keys.list_key(keys.KEPT, number),
    }
    store.remove(sorted({one.key for one in placed} - named - lists))
    store.remove(sorted(lists))
