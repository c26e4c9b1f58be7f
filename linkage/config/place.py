"""Where a key stands in TOML text."""

import re

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?\s*(#.*)?$")


def line_of(text: str, keys: tuple[str, ...]) -> int | None:
    """
    The line, from 1, of the key at `keys`, or of the nearest table around it; None when neither is found.

    Understands what a job or rules file holds: [table], [table.sub], [[list]] and `key = value`. Places in lists
    are numbers in `keys`, as pydantic gives them.
    """
    best: tuple[int, int] = (0, 0)
    header: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        found = HEADER.match(line)
        if found:
            name = tuple(part.strip().strip("\"'") for part in found[2].split("."))
            if found[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
                name = (*name, str(counts[name]))
            header = name
            best = max(best, (_shared(header, keys), -number), key=lambda place: place)
            continue
        key = re.match(r"^\s*([A-Za-z0-9_.\"'-]+)\s*=", line)
        if key:
            path = (*header, *(part.strip("\"'") for part in key[1].split(".")))
            best = max(best, (_shared(path, keys), -number), key=lambda place: place)
    return -best[1] if best[0] else None


def _shared(path: tuple[str, ...], keys: tuple[str, ...]) -> int:
    """How many parts `path` shares with `keys`, when it is the beginning of them; else 0."""
    return len(path) if path == keys[: len(path)] else 0
