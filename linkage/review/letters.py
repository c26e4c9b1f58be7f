"""Two spellings beside each other, letter by letter: what is the same, what differs, what one lacks."""

from rapidfuzz.distance import Levenshtein

SAME, OTHER, LACKS = "same", "other", "lacks"
"""Letters in both; letters of the second alone; letters of the first that the second lacks."""

Segment = tuple[str, str]
"""A kind, and the letters."""


def marked(event: str | None, held: str | None) -> tuple[Segment, ...]:
    """
    The spelling `held` with what differs from `event` marked, by the fewest edits; unmarked where either is missing.

    >>> marked("1970-03-12", "1970-03-21")
    (('same', '1970-03-'), ('other', '2'), ('same', '1'), ('lacks', '2'))
    """
    if not held:
        return ()
    if not event:
        return ((SAME, held),)
    found: list[Segment] = []
    for edit in Levenshtein.opcodes(event, held):
        if edit.tag == "equal":
            found.append((SAME, held[edit.dest_start : edit.dest_end]))
            continue
        if gone := event[edit.src_start : edit.src_end] if edit.tag == "delete" else "":
            found.append((LACKS, gone))
        if new := held[edit.dest_start : edit.dest_end]:
            found.append((OTHER, new))
    return tuple(found)


def edits(event: str | None, held: str | None) -> int:
    """How many letters have to be changed; a missing spelling differs in none that can be seen."""
    return Levenshtein.distance(event, held) if event and held else 0
