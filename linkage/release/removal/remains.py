"""state/shared/NNNN: what stays of a release that `gc` takes away, by which the numbers it shared stay known."""

from linkage.release import disk
from linkage.release.content import listing
from linkage.release.layout import Layout
from linkage.release.problem import Problem
from linkage.release.record.manifest import NAME, Manifest

FOLDERS = ("statistics/", "report/shareable/")
"""Beside the manifest; no person is in them."""


def stays(path: str) -> bool:
    """Whether a file of a release stays when that goes."""
    return path == NAME or path.startswith(FOLDERS)


def keep_numbers(layout: Layout, number: str) -> None:
    """Put what stays of a release into state/shared, whole or not at all; nothing to do when it is there."""
    target, whole = layout.shared / number, layout.release(number)
    if target.is_dir():
        layout.home.keep(layout, target)
        return
    draft = layout.work / f"shared-{number}"
    disk.remove(draft)
    disk.make_folder(draft)
    for path in (NAME, *filter(stays, listing.paths(whole))):
        disk.make_folder((draft / path).parent)
        disk.link_or_copy(whole / path, draft / path)
        disk.sync(draft / path)
    disk.make_folder(layout.shared)
    disk.rename(draft, target)
    layout.home.keep(layout, target)


def remains_problems(layout: Layout, described: Manifest) -> list[Problem]:
    """What differs in state/shared from what the release published."""
    folder = layout.shared / described.release
    place = folder.relative_to(layout.output).as_posix()
    found = []
    for file in described.files:
        if stays(file.path):
            path = folder / file.path
            if not path.is_file():
                found.append(Problem(f"{place}/{file.path}", "is missing"))
            elif listing.sha256(path) != file.sha256:
                found.append(
                    Problem(f"{place}/{file.path}", "is not as it was published: its SHA-256 differs")
                )
    return found
