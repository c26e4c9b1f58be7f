"""The files of a release as they lie on disk: what the manifest says of each."""

import csv
import hashlib
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.errors import IntegrityError
from linkage.release.record import manifest
from linkage.release.record.file import File


def paths(folder: Path) -> list[str]:
    """Every file and link below `folder` but the manifest, as relative paths with forward slashes, sorted."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(path.relative_to(folder).as_posix() for path in found if path != folder / manifest.NAME)


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def rows(path: Path) -> int | None:
    """Rows of a Parquet file, or of a CSV file without its header; None for any other file."""
    match path.suffix:
        case ".parquet":
            return int(pq.read_metadata(path).num_rows)
        case ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                return max(sum(1 for _ in csv.reader(file)) - 1, 0)
        case _:
            return None


def listing(folder: Path, known: Mapping[str, File]) -> tuple[File, ...]:
    """Every file of `folder`, re-read; those in `known`, by path, keep what was said of them before."""
    return tuple(known[path] if path in known else _described(folder, path) for path in paths(folder))


def _described(folder: Path, path: str) -> File:
    try:
        return File(
            path=path,
            sha256=sha256(folder / path),
            bytes=(folder / path).stat().st_size,
            rows=rows(folder / path),
        )
    except (OSError, pa.ArrowException, ValueError, csv.Error):
        raise IntegrityError(f"{path} was written and cannot be read back; nothing was published") from None
