"""
The SQL behind each published table, as accepted for a version of the method.

A digest is of the table's own query and of every query before it that it rests on. Once one changes:

    python -m tests.structure.method_digests                    METHOD_VERSION was raised: accept it as that version
    python -m tests.structure.method_digests --neutral "WHY"    declare that no row of a published table is another

What a function works out without SQL has no digest: whoever changes what it gives raises the version too.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from linkage.commands.plan.sql_listing import Listing
from linkage.method_version import METHOD_VERSION
from linkage.release.content.published import PARTITIONED, WHOLE
from tests.structure.golden_sql import DIALECTS, DIGITS, run_listings

FILE = Path(__file__).with_name("method.json")
PUBLISHED = (*PARTITIONED, *WHOLE)
FROM = re.compile(r"\b(?:from|join)\s+(\w+)")
"""A table that a query reads."""


class Neutral(TypedDict):
    """A change that makes no row of a published table another."""

    why: str
    digests: list[str]


class Accepted(TypedDict):
    """What stands in the file."""

    method_version: int
    digests: dict[str, dict[str, str]]
    """By profile and engine, of each published table, as accepted with the version."""
    neutral: list[Neutral]
    """Changes since."""


def digests() -> dict[str, dict[str, str]]:
    """What they are now."""
    return {
        f"{name}, {type(dialect).__name__}": of_published(run_listings(name, dialect))
        for name in ("dmq_2015", "hes_did", "hes_did, link_draws")
        for dialect in DIALECTS
    }


def of_published(listings: Sequence[Listing]) -> dict[str, str]:
    """Of each published table, the digest of all that it rests on."""
    own: dict[str, list[str]] = {}
    rests_on: dict[str, set[str]] = {}
    for one in listings:
        for table in one.tables:
            own.setdefault(table, []).append(one.sql or f"{one.rows} {' '.join(one.reads)}")
            rests_on.setdefault(table, set()).update(FROM.findall(one.sql), one.reads)
    return {
        table: digest(own, with_all_before(table, {name: read & set(own) for name, read in rests_on.items()}))
        for table in PUBLISHED
        if table in own
    }


def with_all_before(table: str, rests_on: Mapping[str, set[str]]) -> set[str]:
    """A table, and every other that it rests on."""
    found: set[str] = set()
    waiting = {table}
    while waiting:
        found |= waiting
        waiting = set().union(*(rests_on[one] for one in waiting)) - found
    return found


def digest(own: Mapping[str, list[str]], tables: Iterable[str]) -> str:
    """Of the texts of some tables."""
    said = "\n".join(f"{table}\n{text}" for table in sorted(tables) for text in own[table])
    return hashlib.sha256(said.encode()).hexdigest()[:DIGITS]


def accepted() -> Accepted:
    """What the file says."""
    found: Accepted = json.loads(FILE.read_text("utf-8"))
    return found


def unknown(now: Mapping[str, Mapping[str, str]], known: Accepted) -> dict[str, list[str]]:
    """The published tables, by profile and engine, whose SQL is neither accepted nor declared neutral."""
    neutral = {one for change in known["neutral"] for one in change["digests"]}
    found = {
        run: [
            table
            for table, one in tables.items()
            if one not in neutral and one != known["digests"].get(run, {}).get(table)
        ]
        for run, tables in now.items()
    }
    return {run: tables for run, tables in found.items() if tables}


def declared(now: Mapping[str, Mapping[str, str]], known: Accepted, why: str | None) -> Accepted:
    """The file after the change; ValueError when it is declared neither a version nor neutral."""
    if known["method_version"] != METHOD_VERSION:
        return {
            "method_version": METHOD_VERSION,
            "digests": {run: dict(tables) for run, tables in now.items()},
            "neutral": [],
        }
    new = sorted({now[run][table] for run, tables in unknown(now, known).items() for table in tables})
    if not new:
        return known
    if not why or not why.strip():
        raise ValueError(
            "raise METHOD_VERSION in linkage/method_version.py, or give --neutral and a sentence"
        )
    return {**known, "neutral": [*known["neutral"], {"why": why.strip(), "digests": new}]}


if __name__ == "__main__":
    asked = sys.argv[2] if sys.argv[1:2] == ["--neutral"] and len(sys.argv) > 2 else None
    start: Accepted = {"method_version": 0, "digests": {}, "neutral": []}
    text = declared(digests(), accepted() if FILE.exists() else start, asked)
    FILE.write_text(json.dumps(text, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(f"{FILE}\n")
