"""Where a key stands in TOML text."""

import re
from collections.abc import Iterator

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"^\s*([A-Za-z0-9_.\"'-]+)\s*=")
TEXT = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
FENCE = re.compile(r'"""|\'\'\'')


def line_of(text: str, keys: tuple[str, ...]) -> int | None:
    """
    The line, from 1, of the key at `keys`, or of the nearest table around it; None when neither is found.

    Understands what a job or rules file holds: [table], [table.sub], [[list]] and `key = value`, also of several
    lines. Places in lists are numbers in `keys`, from 0. A key inside an inline table counts as the inline table.
    """
    best_shared, best_line = 0, None
    for number, path in paths(text):
        shared = len(path) if path == keys[: len(path)] else 0
        if shared > best_shared:
            best_shared, best_line = shared, number
    return best_line


def paths(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and whole key path of every header and key of TOML text, in order."""
    header: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    for number, line in statements(text):
        if found := HEADER.match(line):
            header = parts(found[2])
            if found[1] == "[[":
                counts[header] = counts.get(header, -1) + 1
                header = (*header, str(counts[header]))
            yield number, header
        elif found := KEY.match(line):
            yield number, (*header, *parts(found[1]))


def statements(text: str) -> Iterator[tuple[int, str]]:
    """The lines on which a header or a key can begin: none inside a list or a text of several lines."""
    depth, fence = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not depth and not fence:
            yield number, line
        for mark in FENCE.findall(line):
            fence = mark if not fence else "" if mark == fence else fence
        if not fence:
            bare = TEXT.sub("", line).partition("#")[0]
            depth += bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")


def parts(name: str) -> tuple[str, ...]:
    """The words of a dotted name, without quotes."""
    return tuple(part.strip().strip("\"'") for part in name.split("."))
