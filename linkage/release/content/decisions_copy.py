"""The store of reviewers' decisions, which every release has a copy of as it stood."""

from pathlib import Path

from linkage.files.plain_file import plain_bytes
from linkage.release import disk
from linkage.release.layout import Layout

DECISIONS = "decisions.jsonl"
"""Its name, in state/ and in the secure area of a release."""


def back_up(layout: Layout, folder: Path) -> None:
    """A copy of it as it stands, in `folder`, of a secure area; none where there is none."""
    path = layout.state / DECISIONS
    if path.is_file():
        disk.write(folder / DECISIONS, plain_bytes(path))
