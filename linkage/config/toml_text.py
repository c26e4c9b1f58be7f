"""Text as a job file writes it: the one place that puts a path or a name in quotes for TOML."""

import re

ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')
"""What may not stand as it is in a basic string of TOML; any other character may, whatever its number."""


def toml_text(text: str) -> str:
    """The text as a basic string of TOML."""
    return f'"{ESCAPED.sub(lambda found: _escape(found[0]), text)}"'


def is_writable(text: str) -> bool:
    """Whether a job file can say it at all: bytes of a file's name that are not UTF-8 it cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _escape(letter: str) -> str:
    return f"\\{letter}" if letter in '"\\' else f"\\u{ord(letter):04X}"
