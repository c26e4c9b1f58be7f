"""A folder as a value, so that two moments can be compared."""

import hashlib
import os
import stat
from pathlib import Path

from linkage.release.layout import Layout


def tree(folder: Path) -> dict[str, tuple[int, str]]:
    """Permissions and content of everything below `folder`, by relative path; what is no file is told as a folder."""
    found: dict[str, tuple[int, str]] = {}
    for inner, folders, names in os.walk(folder):
        for path in (os.path.join(inner, name) for name in (*folders, *names)):  # noqa: PTH118 - thousands of them
            mode = os.stat(path).st_mode  # noqa: PTH116
            content = "folder"
            if stat.S_ISREG(mode):
                with open(path, "rb") as file:  # noqa: PTH123
                    content = hashlib.sha256(file.read()).hexdigest()
            found[path.removeprefix(f"{folder}/")] = (stat.S_IMODE(mode), content)
    return found


def seen(layout: Layout) -> tuple[str | None, str, dict[str, dict[str, tuple[int, str]]]]:
    """What readers can know of the output: the two pointers and every published release."""
    text = layout.current_text.read_text("utf-8") if layout.current_text.exists() else ""
    return layout.current(), text, {number: tree(layout.release(number)) for number in layout.published()}
