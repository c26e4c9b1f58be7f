"""Files of the store brought into the local folder, each whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path

from linkage.release import disk
from linkage.release.content import listing
from linkage.release.layout import Layout
from linkage.release.publish import freeze
from linkage.release.record.manifest import NAME, read_manifest
from linkage.release.store import keys
from linkage.release.store.keys import Placed
from linkage.release.store.store import Store


def bring_files(
    layout: Layout, store: Store, files: Iterable[Placed], *, afresh: bool = False, by_digest: bool = False
) -> None:
    """
    Have these files in the folder; one that is there with its size is not brought again, unless `afresh`.

    One that another release has here gets a second name. Whatever is not in the store is not in the folder then.
    """
    for placed in files:
        target, other = layout.output / placed.path, layout.output / placed.key
        if not afresh and is_there(target, placed, by_digest=by_digest):
            continue
        make_writable(layout, target.parent)
        has_other = not afresh and placed.key != placed.path and is_there(other, placed, by_digest=True)
        draft = draft_of(layout)
        if has_other:
            disk.link_or_copy(other, draft)
        elif not store.fetch(placed.key, draft):
            disk.remove(target)
            continue
        if is_there(target, placed, by_digest=True) and listing.sha256(draft) == placed.sha256:
            disk.remove(draft)  # nobody who is reading the file is disturbed
            continue
        disk.set_mode(draft, disk.FROZEN_FILE)
        disk.remove(target)
        disk.move_file(draft, target)


def bring_file(layout: Layout, store: Store, key: str) -> bool:
    """A file that is written once and lies in the store as in the folder; whether it is there."""
    target = layout.output / key
    if target.is_file() and not target.is_symlink():
        return True
    make_writable(layout, target.parent)
    return fetch(layout, store, key, target)


def fetch(layout: Layout, store: Store, key: str, target: Path) -> bool:
    """An object as a file, whole or not at all."""
    draft = draft_of(layout)
    if not store.fetch(key, draft):
        return False
    disk.set_mode(draft, disk.PRIVATE_FILE)
    disk.move_file(draft, target)
    return True


def draft_of(layout: Layout) -> Path:
    """A name in work/ of this process's own, which nothing bears."""
    disk.make_folder(layout.work)
    draft = layout.work / f"fetched-{os.getpid()}.draft"
    disk.remove(draft)
    return draft


def is_there(path: Path, placed: Placed, *, by_digest: bool) -> bool:
    """Whether a file of the folder is the one that is meant, by its size or by its digest."""
    if path.is_symlink() or not path.is_file():
        return False
    if placed.bytes is not None and path.stat().st_size != placed.bytes:
        return False
    return not by_digest or listing.sha256(path) == placed.sha256


def make_writable(layout: Layout, folder: Path) -> None:
    """Make a folder below the output, or make it the owner's to write in."""
    inner = folder.relative_to(layout.output)
    for part in reversed((inner, *inner.parents)):
        place = layout.output / part
        if place.is_dir() and not place.is_symlink() and not os.access(place, os.W_OK):
            disk.set_mode(place, disk.PRIVATE_FOLDER)
    disk.make_folder(folder)


def bring_part(layout: Layout, store: Store, number: str, part: str, *, afresh: bool) -> None:
    """All files of a part of a release, by its manifest."""
    path = layout.release(number) / NAME
    if afresh:
        for key in [keys.manifest_key(number)] if part == keys.RELEASE else [keys.list_key(part, number)]:
            make_writable(layout, (layout.output / key).parent)
            disk.remove(layout.output / key)
            bring_file(layout, store, key)
    if not path.is_file():
        return
    bring_files(layout, store, [*keys.files_of(layout, read_manifest(path), part)], afresh=afresh)
    if part == keys.RELEASE:
        freeze(layout.release(number))
        disk.set_mode(layout.release(number), disk.FROZEN_FOLDER)
