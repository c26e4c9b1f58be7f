"""
What a run that is broken off leaves for the next start: work/steps.json, and the files that it speaks of.

    steps.json       the steps that are whole, in order, and what they were made from
    tables.duckdb    their tables; on Spark the folder spark
    release-0007, secure-0007, kept-0007    of a release of several months, those that were written already

The file is written whole, and only when what it says is on disk. Nothing else in work/ survives a start.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from linkage.files.plain_file import plain_bytes
from linkage.release import adoption, disk
from linkage.release.layout import Layout
from linkage.release.record.part import Count, ManifestPart

NAME = "steps.json"
FORMAT = 1
MOST = 10**8
"""Bytes of such a file; a year of months has a hundredth of it."""
TABLES = "tables.duckdb"
SPARK = "spark"
DRAFT = re.compile(r"(?:release|secure|kept)-(?P<number>[0-9]{4,})")


class WholeStep(ManifestPart):
    """A step that is whole, and stays so until one of its tables is written again."""

    name: str
    digest: str
    """Keyed: of its queries, and of what they were given besides tables."""
    tables: dict[str, Count] = Field(default_factory=dict)
    """Those that later steps read, with their rows."""
    rows_in: Count = 0
    rows_out: Count = 0
    seconds: float = 0.0
    """As the manifest tells them of a stage."""
    told: tuple[str, ...] = ()
    """What the user was warned of: told again by the run that resumes."""
    files: dict[str, str] = Field(default_factory=dict)
    """Files in work/ that it wrote, with their SHA-256."""
    entries: tuple[str, ...] = ()
    """What it used of cache/, as "kind/name": its tables may stand for files there."""
    answer: Any = None
    """What it found besides tables, as JSON."""


class BrokenRun(ManifestPart):
    """A run as far as it has come."""

    format: int = FORMAT
    made_from: dict[str, str]
    """Keyed digests of what all its steps are made from, by name."""
    steps: tuple[WholeStep, ...] = ()
    number: str | None = None
    """The release that it has begun."""
    asked: str = ""
    """A digest of what the user asked for."""
    published: dict[str, str] = Field(default_factory=dict)
    """Releases that it has published for that, by the month asked for."""

    @property
    def last(self) -> str:
        """The name of the last whole step."""
        return self.steps[-1].name if self.steps else "none"

    @property
    def has_drafts(self) -> bool:
        """Whether something of the release itself is written."""
        return any(step.files for step in self.steps)


def path_of(layout: Layout) -> Path:
    """Where it lies."""
    return layout.work / NAME


def read(layout: Layout) -> BrokenRun | None:
    """What a run that was broken off has come to; None where there is nothing that can be resumed from."""
    path = path_of(layout)
    if path.is_symlink() or not path.is_file():
        return None
    try:
        found = BrokenRun.model_validate_json(plain_bytes(path, MOST))
    except (OSError, ValidationError, ValueError, RecursionError):
        return None
    return found if found.format == FORMAT else None


def write(layout: Layout, run: BrokenRun) -> None:
    """Write it down, whole or not at all; it is on disk when this returns."""
    path = path_of(layout)
    draft = path.with_name(f"{NAME}.draft")
    disk.replace(path, run.model_dump_json(indent=1).encode(), draft=draft)
    disk.sync(layout.work)


def kept_names(layout: Layout) -> frozenset[str]:
    """The names in work/ that are needed to resume: none where there is nothing to resume from."""
    found = read(layout)
    if found is None or not (found.steps or found.published):
        return frozenset()
    names = {path.name for path in layout.work.iterdir() if not path.is_symlink()}
    kept = {name for name in names if name in (NAME, SPARK) or name.startswith(TABLES)}
    if found.has_drafts:
        kept |= {
            name for name in names if (draft := DRAFT.fullmatch(name)) and draft["number"] == found.number
        }
    return frozenset(kept)


def sweep_but_whole(layout: Layout) -> tuple[str, ...]:
    """Empty work/ of all but what is needed to resume; gives the names of what is not this program's."""
    return adoption.sweep(layout.work, kept_names(layout))


def other_names(found: BrokenRun, made_from: Mapping[str, str], layout: Layout) -> tuple[str, ...]:
    """Of what the run was made from, what is not so any more; "cache" where what it used of that is gone."""
    names = sorted(found.made_from.keys() | made_from.keys())
    other = [name for name in names if found.made_from.get(name) != made_from.get(name)]
    is_gone = any(not (layout.cache / name).is_dir() for step in found.steps for name in step.entries)
    return tuple(sorted([*other, *(["cache"] if is_gone else [])]))


def left_words(found: BrokenRun) -> str:
    """What there is to resume from, in words."""
    whole = f"{len(found.steps):,} whole step(s), the last of which is {found.last}"
    return f"a run that was broken off has left {whole}"
