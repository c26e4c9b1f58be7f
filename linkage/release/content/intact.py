"""Whether a file of a release is as it was published, asked by whoever reads it to draw conclusions from it."""

from pathlib import Path

from linkage.errors import IntegrityError
from linkage.release.content.listing import sha256
from linkage.release.record.manifest import NAME, read_manifest


def refuse_changed(folder: Path, path: str) -> None:
    """
    IntegrityError when `path` in the release `folder` has another digest than its manifest says.

    A draft has no manifest yet; a file that a manifest does not list at all is for `releases verify` to find.
    """
    if not (folder / NAME).is_file():
        return
    published = read_manifest(folder / NAME).digest_of(path)
    if published is not None and sha256(folder / path) != published:
        raise IntegrityError(
            f"release {folder.name}: {path} is not as it was published; restore the release from your latest backup"
        )
