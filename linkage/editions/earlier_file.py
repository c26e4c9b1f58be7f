"""Which file a hospital file that was sent again takes the place of: one that an earlier run read, told by its keys."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Any

from linkage.cache.cache import Cache
from linkage.cache.entry import Entry, canonical, facts_said, made_from_in, whole_in
from linkage.cache.uses import last_used
from linkage.editions.kept import parts
from linkage.engine.base import Engine
from linkage.session.run_inputs import Inputs
from linkage.steps.inputs.again.earlier import having_most
from linkage.steps.inputs.delivery.known_keys import JOINED
from linkage.steps.inputs.taken import accepted_sql
from linkage.words.names import HOSPITAL

SAMPLE = 499
"""So many record keys of a file, spread over it, are looked for in each earlier one."""


def parts_now(inputs: Inputs) -> frozenset[str]:
    """The parts of the hospital files of this run of which the rows count."""
    return frozenset(chain.from_iterable(parts(inputs, HOSPITAL).values()))


def parts_before(cache: Cache, part: str, now: Collection[str]) -> list[str]:
    """Parts that earlier runs used and that are not of `now`, read as that of `part` is; the last run's first."""
    wanted = reading_of(cache, part)
    names = (name.removeprefix("parts/") for name in last_used(cache.folder, "parts/"))
    return [name for name in names if name not in now and reading_of(cache, name) == wanted]


def reading_of(cache: Cache, part: str) -> bytes | None:
    """How a file was read, whatever was in it; None where it is not kept."""
    made_from = made_from_in(cache.folder / "parts" / part)
    return None if made_from is None else canonical({**made_from, "sha256": ""})


def part_facts(cache: Cache, part: str) -> Mapping[str, Any] | None:
    """What was counted of a file that this run has read, or found; None where it is not kept."""
    return facts_said(cache.folder / "parts" / part)


def has_single_keys(cache: Cache, part: str) -> bool:
    """
    Whether no two rows of a part have one record key, as this run or an earlier one found.

    What says so stays in the cache as long as it is asked.
    """
    for name in [*cache.used, *last_used(cache.folder, "editions/")]:
        made_from = made_from_in(cache.folder / name)
        if made_from is None or made_from.get("made") != JOINED:
            continue
        place = next((nth for nth, said in enumerate(made_from["parts"]) if said == [part, ""]), None)
        found = whole_in(cache.folder / name) if place is not None else None
        if found is not None:
            cache.use("editions", (found.name,))
            return not found.facts["shared"] and place not in found.facts.get("repeated", [place])
    return False


def most_alike(
    engine: Engine, cache: Cache, rows: str, facts: Mapping[str, Any], bases: Sequence[str]
) -> Entry | None:
    """
    Of the parts `bases` the one that holds most record keys of a sample of `rows`, those of a file of `facts`.

    It has the columns of that file; None where none has, or none holds enough of the keys.
    """
    stride = sum(facts["rows"].values()) // SAMPLE + 1
    sample = f"select record_key from {rows} as sent where row_number % {stride} = 0"
    wanted = engine.count(f"select count(*) from ({sample}) as sample")
    whole = (whole_in(cache.folder / "parts" / base) for base in bases)
    held = (
        (
            engine.count(
                f"select count(distinct record_key) from {accepted_sql(engine, kept)} as before"
                f" where record_key in ({sample})"
            ),
            kept,
        )
        for kept in whole
        if kept is not None and kept.facts["columns"] == facts["columns"]
    )
    return having_most(held, wanted)
