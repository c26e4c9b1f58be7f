"""What a problem of a settings file is called in plain words: what is wrong and what next, never the value."""

import re
from collections.abc import Sequence

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process, utils

from linkage.config.tables import Path, homes, keys_beside

WORDS = {
    "missing": "is missing; add it",
    "string_type": "must be a text in quotes",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": 'must be a list, such as ["did/*.csv"]',
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "too_short": "needs at least one entry",
    "string_pattern_mismatch": "is not written as it must be; `linkage check --schema` has its pattern",
    "union_tag_not_found": "needs the key `how`, with the kind of test",
}

NEAR = 70
"""Per cent of letters that two names must share, in order, for one to be taken as a slip for the other."""


def problem_text(model: type[BaseModel], error: ErrorDetails) -> str:
    """One problem as pydantic reports it, in the words of somebody who writes job files."""
    keys = tuple(part for part in error["loc"] if not isinstance(part, int))
    name, context = place(error["loc"]), error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            return f"{name}: {extra_text(model, keys)}"
        case "literal_error":
            return f"{name}: must be {context['expected']}"
        case "union_tag_invalid":
            return f"{name}: `how` must be one of {context['expected_tags']}"
        case "value_error":
            return f"{name}: {context['error']}" if name else str(context["error"])
        case kind if kind in WORDS:
            return f"{name}: {WORDS[kind]}"
        case _:
            message = error["msg"].replace("Input should", "must").replace("String should", "must")
            return f"{name}: {message[0].lower()}{message[1:]}"


def place(loc: Sequence[str | int]) -> str:
    """A key path as a user would say it, entries of lists counted from 1: rank[3].require[1].field."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc).removeprefix(".")


def extra_text(model: type[BaseModel], keys: Path) -> str:
    """What to say of a key that its table does not know: misplaced, misspelt or plainly unknown."""
    found = [path for path in homes(model, keys[-1]) if path != keys[:-1]]
    if found == [()]:
        return f"is a table of its own: [{keys[-1]}]"
    if found:
        return "unknown key here; it belongs under " + " or ".join(f"[{'.'.join(path)}]" for path in found)
    return unknown_text("key", keys[-1], keys_beside(model, keys))


def unknown_text(kind: str, written: str, known: Sequence[str]) -> str:
    """An unknown name: the nearest known one, and all of them."""
    near = process.extractOne(
        written, known, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=NEAR
    )
    guess = f"; did you mean {near[0]}?" if near else ""
    return (
        f"unknown {kind}{guess} (known here: {', '.join(known)})" if known else f"unknown {kind}; remove it"
    )


SLIPS = "check quotes, brackets and commas there, and that no key stands twice"
"""What to do about text that is no TOML."""
CURLY = "\u201c\u201d\u2018\u2019\u00ab\u00bb"
"""Quotes as word processors write them."""


def likely_slip(text: str, where: str) -> str | None:
    """What to do about the line that is named, such as line 3, column 9, if it has what often goes wrong; else None."""
    named = re.match(r"line ([0-9]+)", where)
    lines = text.split("\n")
    if named is None or not 0 < int(named[1]) <= len(lines):
        return None
    line = lines[int(named[1]) - 1]
    if any(quote in line for quote in CURLY):
        return f'its quotes are those of a word processor: write plain ones, "; else {SLIPS}'
    if "\\" in line:
        return (
            f"a backslash means something else in TOML: write folders with /, as in C:/data/did; else {SLIPS}"
        )
    return None
