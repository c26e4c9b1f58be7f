"""A folder as a value, so that two moments can be compared."""

import hashlib
from pathlib import Path

from linkage.release.layout import Layout


def tree(folder: Path) -> dict[str, tuple[int, str]]:
    """Permissions and content of everything below `folder`, by relative path."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mode & 0o7777,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder",
        )
        for path in sorted(folder.rglob("*"))
    }


def seen(layout: Layout) -> tuple[str | None, str, dict[str, dict[str, tuple[int, str]]]]:
    """What readers can know of the output: the two pointers and every published release."""
    text = layout.current_text.read_text("utf-8") if layout.current_text.exists() else ""
    return layout.current(), text, {number: tree(layout.release(number)) for number in layout.published()}
