"""Files read into the cache before their rows are asked for: where the engine is not the one that reads them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from linkage.cache.cache import Cache
from linkage.engine.elsewhere import Elsewhere
from linkage.errors import LinkageError
from linkage.steps.inputs.fingerprint import label
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.read_file import take
from linkage.steps.inputs.taken import part_of

New = tuple[Plan, str]
"""A file that is not in the cache, and its digest."""


def read_ahead(
    elsewhere: Elsewhere, plans: Sequence[Plan], digests: Mapping[str, str], cache: Cache | None
) -> Cache:
    """
    Have every file that is not in the cache read, one a worker, and give the cache that holds them all.

    A job that keeps no cache, and a command that only looks, get a passing one. A file whose reader failed, for
    whatever reason, is read here, which tells of it as for any engine: see read_file.take for what is raised.
    """
    kept = cache if cache is not None and cache.may_write else Cache(elsewhere.folder, _unheard)
    known = [(plan, digests[label(plan.file)]) for plan in plans]
    missing = [one for one in known if not (_is_kept(kept, one) or (cache and _is_kept(cache, one)))]
    if len(missing) > 1:
        elsewhere.spread(partial(read_there, replace(elsewhere, spread=_nobody), kept), missing)
    for plan, sha256 in [one for one in missing if not _is_kept(kept, one)]:
        with elsewhere.reader() as reader:
            take(reader, plan, sha256, kept)
    return kept


def read_there(elsewhere: Elsewhere, cache: Cache, new: New) -> None:
    """Read one file into the cache, where a worker is; a fault of it is found again, and told, by who asked."""
    plan, sha256 = new
    try:
        with elsewhere.reader() as reader:
            take(reader, plan, sha256, replace(cache, warn=_unheard, used={}))
    except LinkageError:
        return


def _is_kept(cache: Cache, one: New) -> bool:
    plan, sha256 = one
    return cache.place("parts", part_of(plan.file, sha256)).is_dir()


def _unheard(_warning: str) -> None:
    """Nobody is told: what is damaged is made again."""


def _nobody(_work: Callable[[object], object], _items: Sequence[object]) -> None:
    """A worker has no workers of its own."""
