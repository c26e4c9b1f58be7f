"""Each input file as a plan tells of it: how large, how long, and how it stands against the current release."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from linkage.inputs.fingerprint import label
from linkage.inputs.source import Source, input_files
from linkage.release.manifest import Manifest

CHUNK = 1 << 24


@dataclass(frozen=True)
class FilePlan:
    """One input file."""

    dataset: str
    path: str
    bytes: int
    sha256: str
    lines: int
    """Rows, the header included where there is one."""
    standing: str
    """new, changed or as before, against the current release."""


def file_plans(
    found: tuple[Source, ...], digests: Mapping[str, str], previous: Manifest | None
) -> tuple[FilePlan, ...]:
    """Every input file, and how it stands against the current release."""
    before = {read.path: read.sha256 for read in previous.inputs} if previous else {}
    return tuple(
        FilePlan(
            dataset=file.source.dataset,
            path=file.name,
            bytes=file.path.stat().st_size,
            sha256=digests[label(file)],
            lines=lines(file.path),
            standing="new"
            if file.name not in before
            else "as before"
            if before[file.name] == digests[label(file)]
            else "changed",
        )
        for file in input_files(found)
    )


def lines(path: Path) -> int:
    """Lines of a text file, or rows of a Parquet one."""
    if path.suffix == ".parquet":
        return int(pq.read_metadata(path).num_rows)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b""))
