"""Patterns of addresses: * and [...] within a name, ** for folders at any depth; names with a dot first are hidden."""

import re
from fnmatch import fnmatchcase

SIGNS = re.compile(r"[*\[]")


def start_of(pattern: str) -> str:
    """
    The folder that everything which matches is in, with its slash; of a pattern without a sign, the pattern.

    >>> start_of("did/2019-*/a.csv"), start_of("*.csv"), start_of("did/a.csv")
    ('did/', '', 'did/a.csv')
    """
    found = SIGNS.search(pattern)
    return pattern if found is None else pattern[: pattern.rfind("/", 0, found.start()) + 1]


def matches(name: str, pattern: str) -> bool:
    """
    Whether the key of an object matches a pattern, as the path of a file would.

    >>> matches("x/a.csv", "*.csv"), matches("x/y/a.csv", "x/**/*.csv"), matches("x/a.csv", "x/**/*.csv")
    (False, True, True)
    """
    return _matches(name.split("/"), pattern.split("/"))


def _matches(parts: list[str], patterns: list[str]) -> bool:
    if not patterns:
        return not parts
    if patterns[0] == "**":
        return _matches(parts, patterns[1:]) or (
            bool(parts) and not parts[0].startswith(".") and _matches(parts[1:], patterns)
        )
    if not parts or (parts[0].startswith(".") and not patterns[0].startswith(".")):
        return False
    return fnmatchcase(parts[0], patterns[0]) and _matches(parts[1:], patterns[1:])
