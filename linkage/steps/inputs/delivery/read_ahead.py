"""Files read into the cache before their rows are asked for, by the workers of an engine that is elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from linkage.cache.cache import Cache
from linkage.engine.elsewhere import Elsewhere
from linkage.steps.inputs.delivery.shares import shares
from linkage.steps.inputs.fingerprint import label
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.read_file import read_into
from linkage.steps.inputs.taken import part_of

New = tuple[Plan, str]
"""A file that is not in the cache, and its digest."""


def read_ahead(
    elsewhere: Elsewhere,
    plans: Sequence[Plan],
    digests: Mapping[str, str],
    cache: Cache | None,
    warn: Callable[[str], None] | None = None,
) -> Cache:
    """
    Have every file that is not in the cache read, each by one worker, and give the cache that holds them.

    The largest is begun first: whoever begins it last would have everybody wait. Small ones go to a worker together.
    A job that keeps no cache gets a passing one. A file that a worker could not read, for whatever reason, is not in
    it: whoever takes the file reads it then, and tells of its fault (see read_file.take). `warn` is told how many.
    """
    kept = cache if cache is not None and cache.may_write else Cache(elsewhere.folder, _unheard)
    known = [(plan, digests[label(plan.file)]) for plan in plans]
    missing = not_in(kept, known)
    if len(missing) > 1:
        there = partial(read_there, replace(elsewhere, spread=_nobody), replace(kept, warn=_unheard, used={}))
        elsewhere.spread(there, shares(missing, bytes_of))
        if warn is not None and (left := not_in(kept, missing)):
            warn(
                f"{len(left)} of {len(missing)} files were not read by the workers of the session and are read here, "
                "one after another: either its machines do not reach them by the paths that the job names, or they "
                "cannot be read at all, which is told next"
            )
    return kept


def not_in(cache: Cache, files: Sequence[New]) -> list[New]:
    """Those of the files that it does not hold."""
    return [one for one in files if not cache.place("parts", part_of(one[0].file, one[1])).is_dir()]


def bytes_of(one: New) -> int:
    """How large a file is; nothing for one that is not there any more, of which its reader tells."""
    try:
        return one[0].file.path.stat().st_size
    except OSError:
        return 0


def read_there(elsewhere: Elsewhere, cache: Cache, files: Sequence[New]) -> None:
    """
    Read files into the cache, where a worker is; a fault of any kind stays out of the worker's log.

    What the cache holds already was read by a worker who was lost with a later file.
    """
    for plan, sha256 in not_in(cache, files):
        with suppress(Exception):  # who asked reads the file again, and tells what is wrong with it
            read_into(elsewhere, plan, sha256, cache)


def _unheard(_warning: str) -> None:
    """Nobody is told: what is damaged is made again."""


def _nobody(_work: Callable[[object], object], _items: Sequence[object]) -> None:
    """A worker has no workers of its own."""
