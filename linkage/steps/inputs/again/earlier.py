"""Which earlier file a file may be that was sent again: one whose rows were made of lines in the same way."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from linkage.cache.cache import Cache
from linkage.cache.entry import facts_said, whole_in
from linkage.cache.uses import last_used
from linkage.engine.base import Engine
from linkage.steps.inputs.again.known import BEFORE, LIKENESS
from linkage.steps.inputs.again.lent import Lent, lent_of
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.version import READER_VERSION

Found = TypeVar("Found")

LINES = "lines"
"""The fact of a part whose rows bear the likeness of their lines: a digest of the query that made them of these."""
ROWS_OF = "rows_of"
"""The fact of a part that has rows of an earlier file: the part of that."""
LENT = "lent"
"""The fact of the same that says what is known of these rows: the earlier file's, where the part has rows of one."""
FEWEST_ROWS = 10_000
"""A smaller file is read in less time than it takes to look for its lines."""
LEAST_SHARE = 0.5
"""Share of the lines or rows of a file that an earlier one must have had, or nothing is gained by comparing them."""
PLACES, PIECE_BYTES = 16, 8_192
"""At so many places of a file so many bytes are looked at, to see which earlier file it is like."""
SAMPLE = "line_sample"


@dataclass(frozen=True)
class Earlier:
    """An earlier file whose accepted rows bear the likeness of their lines."""

    part: str
    """The name of its part."""
    rows: Path
    lent: Lent


def digest_of(query: str) -> str:
    """What tells one way of making rows of lines from another: the same line makes the same row by the same query."""
    return hashlib.sha256(f"{READER_VERSION} {query}".encode()).hexdigest()[:32]


def earlier_files(cache: Cache, lines: str) -> list[Earlier]:
    """
    Files that the last runs used and whose rows were made by the query of that digest; the last run's first.

    Every byte of them has been checked, now or when this run took them for its own.
    """
    found: dict[str, Earlier] = {}
    for name in last_used(cache.folder, "parts/"):
        folder = cache.folder / name
        facts = facts_said(folder) or {}
        part = str(facts.get(ROWS_OF) or folder.name)
        if facts.get(LINES) != lines or part in found:
            continue
        is_whole = name in cache.used or whole_in(folder) is not None
        if is_whole and sum(facts["rows"].values()) >= FEWEST_ROWS:
            table = BEFORE if ROWS_OF in facts else "accepted"
            found[part] = Earlier(part, folder / f"{table}.parquet", lent_of(facts.get(LENT)))
    return list(found.values())


def most_alike(engine: Engine, plan: Plan, files: Sequence[Earlier]) -> Earlier | None:
    """Of earlier files that which has most lines of a sample of this one; None where none has enough of them."""
    lines = _sample(plan) if files else []
    if not lines:
        return None
    wanted = f"select {engine.dialect.likeness_number('line')} as likeness from {SAMPLE}"
    with engine.lend(SAMPLE, pa.table({"line": pa.array(lines, pa.string())})):
        held = (
            (engine.count(f"select count(*) from {source} where {LIKENESS} in ({wanted})"), file)
            for source, file in ((engine.parquet_sql(one.rows), one) for one in files)
        )
        return having_most(held, len(lines))


def having_most(held: Iterable[tuple[int, Found]], wanted: int) -> Found | None:
    """Of what holds so many of a sample of `wanted` the first that holds most; None where that is too few or none."""
    most, found = max(held, key=lambda one: one[0], default=(0, None))
    return found if most > 0 and most >= LEAST_SHARE * wanted else None


def _sample(plan: Plan) -> list[str]:
    try:
        return list(dict.fromkeys(sampled(plan)))
    except OSError:
        return []  # who reads the file tells of it


def sampled(plan: Plan) -> Iterator[str]:
    """Some lines of a text file, from all over it; of a compressed one from its beginning."""
    end = plan.head.line_end
    if plan.head.compressed:
        yield from (line for line in plan.head.lines[plan.columns.header_line :] if line)
        return
    with plan.file.path.open("rb") as opened:
        size = plan.file.path.stat().st_size
        for place in sorted({size * nth // PLACES for nth in range(PLACES)}):
            opened.seek(place)
            for line in opened.read(PIECE_BYTES).split(end)[1:-1]:
                yield line.removesuffix(b"\r").decode("utf-8", "replace")
