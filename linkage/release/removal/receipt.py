"""state/receipts/NNNN.json: which files were removed of a release, by name and digest; it holds no identifier."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from linkage.release import disk
from linkage.release.content import listing, secure_listing
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, read_manifest


@dataclass(frozen=True)
class Removed:
    """One file that was removed: its path in the output folder, SHA-256 and size in bytes."""

    path: str
    sha256: str
    bytes: int


def folders(layout: Layout, number: str) -> dict[str, Path]:
    """The three folders of a release, by what they are called in work/."""
    return {
        "secure": layout.secure_release(number),
        "kept": layout.kept_release(number),
        "release": layout.release(number),
    }


def write_receipt(layout: Layout, number: str, *, why: str, at: datetime) -> str:
    """Write the receipt of a release that is about to be removed, and give its SHA-256."""
    manifest = read_manifest(layout.numbers_of(number) / NAME)
    content = {
        "release": number,
        "month": manifest.month,
        "months": manifest.months,
        "finished": manifest.finished.isoformat(),
        "removed": at.isoformat(),
        "why": why,
        "files": [asdict(file) for file in removed_files(layout, number)],
    }
    text = (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
    path = layout.receipt(number)
    disk.make_folder(path.parent)
    disk.write(path, text)
    layout.home.keep(layout, path)
    return hashlib.sha256(text).hexdigest()


def removed_files(layout: Layout, number: str) -> Iterator[Removed]:
    """Every file of the release, of its secure folder and of what is kept of it, as it lies."""
    if (placed := layout.home.placed(layout, number)) is not None:
        yield from (Removed(one.path, one.sha256, one.bytes or 0) for one in placed)
        return
    known = {file.path: file.sha256 for file in read_manifest(layout.numbers_of(number) / NAME).files}
    for folder in folders(layout, number).values():
        listed = known if folder == layout.release(number) else secure_listing.listed(folder)
        for path in [*listing.paths(folder), *((NAME,) if (folder / NAME).is_file() else ())]:
            place = folder / path
            if place.is_symlink():
                continue
            yield Removed(
                place.relative_to(layout.output).as_posix(),
                listed.get(path) or listing.sha256(place),
                place.stat().st_size,
            )
