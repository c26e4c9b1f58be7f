"""Postcodes: what a value as submitted is worth, the key to compare, and the parts of a key."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
OUTWARD_SHAPES = ("AN", "ANN", "AAN", "AANN", "ANA", "AANA")
"""A for a letter, N for a digit; the inward part is NAA in each of the six."""


def fits(text: str, shape: str) -> bool:
    """Whether `text` has the shape, O read as 0 where a digit belongs and 0 as O where a letter does."""
    if len(text) != len(shape):
        return False
    for letter, kind in zip(text, shape, strict=True):
        if kind == "A" and letter not in LETTERS and letter != "0":
            return False
        if kind == "N" and letter not in DIGITS and letter != "O":
            return False
    return True


def compact(raw: str) -> str:
    """Upper case without spaces."""
    return raw.upper().replace(" ", "")


def is_postcode(text: str) -> bool:
    """Whether a compact text is a postcode of one of the six shapes, or GIR 0AA."""
    if text in ("GIR0AA", "GIROAA"):
        return True
    outward, inward = text[:-3], text[-3:]
    return fits(inward, "NAA") and any(fits(outward, shape) for shape in OUTWARD_SHAPES)


def state(raw: str | None) -> str:
    """missing, pseudo (ZZ..: no fixed abode, abroad, not known), malformed or valid."""
    if raw is None or raw.strip() == "":
        return "missing"
    text = compact(raw)
    if text.startswith("ZZ"):
        return "pseudo"
    if not is_postcode(text):
        return "malformed"
    return "valid"


def clean(raw: str | None) -> str | None:
    """The comparing key: upper case, no spaces, every 0 read as O; None when the postcode says nothing."""
    if raw is None or state(raw) != "valid":
        return None
    return compact(raw).replace("0", "O")


def outward(key: str) -> str:
    """The outward part of a key (the district): all but the last three characters."""
    return key[:-3]


def sector(key: str) -> str:
    """The sector of a key: the outward part and the first inward character."""
    return key[:-2]
