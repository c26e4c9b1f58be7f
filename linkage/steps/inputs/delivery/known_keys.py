"""Record keys that may come again in files of which an earlier run saw most: none did then, so one of them is new."""

from collections.abc import Sequence

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry, facts_said, made_from_in, whole_in
from linkage.cache.uses import last_used
from linkage.engine.base import Engine
from linkage.steps.inputs.again.earlier import ROWS_OF
from linkage.steps.inputs.taken import Taken

JOINED = "joined"
"""What is made of the files of a data set together."""


def keys_that_may_repeat(engine: Engine, cache: Cache | None, files: Sequence[Taken]) -> str:
    """
    A query of record keys among which are all that come again in `files`; empty where nothing is known of these.

    Of a file that an earlier run saw no key needs be looked for; of one that has rows of such a file, those of others.
    """
    if cache is None:
        return ""
    for name in last_used(cache.folder, "editions/"):
        seen = _parts_without_repeats(cache, name)
        of = [_base_of(cache, one, seen) for one in files]
        bases = [base for base, _ in of if base]
        if bases and len(set(bases)) == len(bases):
            new = [
                f"select record_key from {engine.parquet_sql(own.file('accepted')) if own else one.accepted}"
                for one, (base, own) in zip(files, of, strict=True)
                if own or not base
            ]
            return " union all ".join(new) or "select cast(null as string) as record_key where false"
    return ""


def _base_of(cache: Cache, file: Taken, seen: frozenset[str]) -> tuple[str, Entry | None]:
    """Of the parts that were seen the one that a file is, or has rows of: then its part too."""
    if file.part in seen:
        return file.part, None
    folder = cache.folder / "parts" / file.part
    facts = (facts_said(folder) if file.part else None) or {}
    base = facts.get(ROWS_OF)
    return (base, Entry(folder, facts)) if base in seen else ("", None)


def _parts_without_repeats(cache: Cache, name: str) -> frozenset[str]:
    """The parts that counted in files of a data set of which no record key came again."""
    made_from = made_from_in(cache.folder / name)
    if made_from is None or made_from.get("made") != JOINED:
        return frozenset()
    found = whole_in(cache.folder / name)
    if found is None or found.facts["shared"] or found.facts["superseded"]:
        return frozenset()
    return frozenset(part for part, taken_by in made_from["parts"] if not taken_by)
