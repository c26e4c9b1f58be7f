"""Files read into the cache before their rows are asked for, by the workers of an engine that is elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from linkage.cache.cache import Cache
from linkage.engine.elsewhere import Elsewhere
from linkage.steps.inputs.fingerprint import label
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.read_file import read_into
from linkage.steps.inputs.taken import part_of

New = tuple[Plan, str]
"""A file that is not in the cache, and its digest."""


def read_ahead(
    elsewhere: Elsewhere, plans: Sequence[Plan], digests: Mapping[str, str], cache: Cache | None
) -> Cache:
    """
    Have every file that is not in the cache read, one a worker, and give the cache that holds them.

    A job that keeps no cache gets a passing one. A file that a worker could not read, for whatever reason, is not in
    it: whoever takes the file reads it then, and tells of its fault (see read_file.take).
    """
    kept = cache if cache is not None and cache.may_write else Cache(elsewhere.folder, _unheard)
    known = [(plan, digests[label(plan.file)]) for plan in plans]
    missing = [one for one in known if not kept.place("parts", part_of(one[0].file, one[1])).is_dir()]
    if len(missing) > 1:
        there = partial(read_there, replace(elsewhere, spread=_nobody), replace(kept, warn=_unheard, used={}))
        elsewhere.spread(there, missing)
    return kept


def read_there(elsewhere: Elsewhere, cache: Cache, new: New) -> None:
    """Read one file into the cache, where a worker is; a fault of any kind stays out of the worker's log."""
    plan, sha256 = new
    try:
        read_into(elsewhere, plan, sha256, cache)
    except Exception:  # noqa: BLE001 - who asked reads the file again, and tells what is wrong with it
        return


def _unheard(_warning: str) -> None:
    """Nobody is told: what is damaged is made again."""


def _nobody(_work: Callable[[object], object], _items: Sequence[object]) -> None:
    """A worker has no workers of its own."""
