"""A draft that a broken run left in work/, taken up again under the number that it was begun with."""

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from linkage.release import disk, journal
from linkage.release.content.draft import Draft
from linkage.release.content.listing import sha256
from linkage.release.layout import Layout


def can_go_on(layout: Layout, number: str) -> bool:
    """Whether release `number` is the latest that was begun, and nothing of it has left work/."""
    places = (layout.release(number), layout.secure_release(number), layout.kept_release(number))
    is_latest = int(layout.next_number()) == int(number) + 1
    return (
        is_latest and number in journal.unfinished(layout.journal) and not any(map(os.path.lexists, places))
    )


def resumed_draft(layout: Layout, number: str, files: Collection[str]) -> Draft:
    """Release `number` with these `files` (paths in work/) and no others: the rest is written again."""
    draft = Draft(layout, number)
    for folder in (draft.folder, draft.secure, draft.kept):
        disk.make_folder(folder)
        keep_only(folder, {layout.work / path for path in files})
    return draft


def keep_only(folder: Path, files: Collection[Path]) -> None:
    """Remove every other file below `folder`, and folders that are then empty. Other names of a file stay."""
    disk.set_mode(folder, disk.PRIVATE_FOLDER)
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or not path.is_dir():
            if path not in files:
                disk.remove(path)
            continue
        keep_only(path, files)
        if not any(path.iterdir()):
            disk.remove_empty(path)


def files_of(draft: Draft) -> Iterator[Path]:
    """Every file that is written of a draft."""
    for folder in (draft.folder, draft.secure, draft.kept):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def written(draft: Draft, before: Collection[str]) -> dict[str, str]:
    """The files of a draft but those written `before`, by path in work/, with their SHA-256; all is on disk then."""
    work = draft.layout.work
    found = {}
    for path in files_of(draft):
        name = str(path.relative_to(work))
        if name not in before:
            disk.sync(path)
            found[name] = sha256(path)
    for folder in (draft.folder, draft.secure, draft.kept):
        for inner, _, _ in os.walk(folder):
            disk.sync(Path(inner))
    return found


def is_as_written(layout: Layout, files: Mapping[str, str]) -> bool:
    """Whether each file is there as it was written."""
    for name, digest in files.items():
        path = layout.work / name
        if path.is_symlink() or not path.is_file() or sha256(path) != digest:
            return False
    return True
