"""Sex codes: what a value as submitted is worth, and the code to compare."""


def state(raw: str | None) -> str:
    """What became of the code: 1 and 2 are valid, 0 and 9 not known, anything else malformed."""
    if raw is None or raw.strip() == "":
        return "missing"
    if raw.strip() in ("1", "2"):
        return "valid"
    if raw.strip() in ("0", "9"):
        return "not_known"
    return "malformed"


def clean(raw: str | None) -> str | None:
    """1 or 2, or None."""
    if raw is None or state(raw) != "valid":
        return None
    return raw.strip()
