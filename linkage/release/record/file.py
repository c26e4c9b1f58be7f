"""A file of a release as its manifest lists it."""

from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from linkage.release.record.part import Count, ManifestPart
from linkage.release.record.tallies import Digest


def _inside(path: str) -> str:
    """A path within the release; a manifest that points anywhere else is not ours."""
    if not path or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise ValueError("not a path inside the release")
    return path


Inside = Annotated[str, AfterValidator(_inside)]


class File(ManifestPart):
    """One file of the release; rows is null where a file has no rows, such as a page."""

    path: Inside
    sha256: Digest
    bytes: Count
    rows: Count | None
    held_by: Annotated[str, StringConstraints(pattern=r"^[0-9]{4,12}$")] | None = Field(
        None,
        exclude_if=lambda held_by: held_by is None,
        description="Earlier release among whose files it lies, in a store, which has no second names for a file.",
    )
