"""Codes in SQL: as a list, and what belongs to each."""

from collections.abc import Iterable, Mapping


def listed(codes: Iterable[str]) -> str:
    """The codes as literals, with commas between."""
    return ", ".join(f"'{code}'" for code in codes)


def by_code(code: str, values: Mapping[str, float | str], otherwise: float | str = "null") -> str:
    """The value that belongs to a code; `code`, `values` and `otherwise` are SQL expressions."""
    cases = " ".join(f"when '{name}' then {value}" for name, value in values.items())
    return f"case {code} {cases} else {otherwise} end"
