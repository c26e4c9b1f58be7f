"""What a command told its user, whether or not it was told as lines of a log."""

import re

LINE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ run=\S+ ", re.MULTILINE)
"""What a line of the log begins with."""


def words(stderr: str) -> str:
    """Warnings and errors as a terminal shows them; what else the log tells is left out."""
    lines = (LINE.sub("", line) for line in stderr.splitlines(keepends=True))
    return "".join(line for line in lines if not line.startswith("info: "))
