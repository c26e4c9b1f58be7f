"""
Under which key a store has what, below the address of the output.

    current                        the release that readers are shown, as releases/NNNN: the pointer
    releases/NNNN/PATH             files that a release is the first to have; manifest.json names those of earlier ones
    secure/NNNN/PATH               as in a folder
    state/journal/00000012.json    a line of the journal each; journal.end names the last
    state/kept/NNNN/sha256.txt     the list of what is kept, by digest; the files are state/kept/files/SHA256
    state/shared/NNNN/PATH         what is left of a release that was removed
    state/receipts/NNNN.json       which files of it were
    state/decisions.jsonl          what reviewers decided; decisions.end names its last line
    state/review/SAMPLE.json       the design of a review sample, and SAMPLE.jsonl the answers to it
    state/key_id.json              the name of the pseudonym key, never the key
    state/lock                     who is at work
    reports/NNNN/PATH              reports written afterwards; files.txt lists them
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from linkage.release.content import secure_listing
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest
from linkage.release.removal.remains import stays

POINTER, LOCK, END, KEY_ID = "current", "state/lock", "state/journal.end", "state/key_id.json"
DECISIONS = ("state/decisions.jsonl", "state/decisions.end")
REVIEWS = "state/review/"
KEPT_FILES = "state/kept/files"
REPORTS = "files.txt"
"""Lists the files of a report that was written after its release."""
RELEASE, SECURE, KEPT = PARTS = ("release", "secure", "kept")
"""The three folders of a release."""


@dataclass(frozen=True)
class Placed:
    """A file of the output: its key in the store, its path in the folder, and what is known of it."""

    key: str
    path: str
    sha256: str
    bytes: int | None = None


def line_key(place: int) -> str:
    """Of the line of the journal at `place`, counted from 1."""
    return f"state/journal/{place:08}.json"


def pointer_text(number: str | None) -> str:
    """The first line of the pointer."""
    return f"releases/{number}" if number else "none"


def manifest_key(number: str) -> str:
    """Of the manifest of a release."""
    return f"releases/{number}/{NAME}"


def release_files(manifest: Manifest) -> Iterator[Placed]:
    """The files of a release, wherever they lie; its manifest is not among them."""
    for file in manifest.files:
        holder = file.held_by or manifest.release
        yield Placed(
            f"releases/{holder}/{file.path}",
            f"releases/{manifest.release}/{file.path}",
            file.sha256,
            file.bytes,
        )


def numbers_files(manifest: Manifest) -> Iterator[Placed]:
    """Those of them that are always at hand: what would stay of the release when it goes."""
    below = len(f"releases/{manifest.release}/")
    yield from (placed for placed in release_files(manifest) if stays(placed.path[below:]))


def remains_files(manifest: Manifest) -> Iterator[Placed]:
    """What is left of a release that was removed."""
    for file in manifest.files:
        if stays(file.path):
            path = f"state/shared/{manifest.release}/{file.path}"
            yield Placed(path, path, file.sha256, file.bytes)


def list_key(part: str, number: str) -> str:
    """Of the list of secure/NNNN or state/kept/NNNN, which is its path in the folder too."""
    return f"{folder_of(part)}/{number}/{secure_listing.NAME}"


def folder_of(part: str) -> str:
    """Where a part of each release lies in the folder."""
    return {RELEASE: "releases", SECURE: "secure", KEPT: "state/kept"}[part]


def inner_files(part: str, number: str, folder: Path) -> Iterator[Placed]:
    """The files of secure/NNNN or state/kept/NNNN by the list in `folder`: what is kept lies under its digest."""
    for path, digest in secure_listing.listed(folder).items():
        place = f"{folder_of(part)}/{number}/{path}"
        yield Placed(f"{KEPT_FILES}/{digest}" if part == KEPT else place, place, digest)


def files_of(layout: Layout, manifest: Manifest, part: str) -> Iterator[Placed]:
    """The files of a part of a release, by what the folder has of its lists."""
    number = manifest.release
    if part == RELEASE:
        yield from release_files(manifest)
    else:
        folder = layout.secure_release(number) if part == SECURE else layout.kept_release(number)
        yield from inner_files(part, number, folder)
