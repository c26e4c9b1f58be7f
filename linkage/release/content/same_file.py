"""A file of a release that says the same in most of them, such as the data dictionary: on the disk once."""

from pathlib import Path

from linkage.release import disk
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest


def write_same(layout: Layout, previous: Manifest | None, folder: Path, path: str, content: bytes) -> None:
    """
    Put the file `path` with `content` into the draft `folder`.

    Where the release before has just these bytes there, the file gets a second name (a copy where the file system has
    no hard links); else it is written. Raises ResourceError as `disk` does.
    """
    target = folder / path
    disk.make_folder(target.parent)
    before = layout.release(previous.release) / path if previous else None
    if before and before.is_file() and not before.is_symlink() and before.read_bytes() == content:
        disk.link_or_copy(before, target)
    else:
        disk.write(target, content)
