"""
The files that paths, globs and addresses of a job name: those at addresses are fetched into cache/fetched/ first.

    cache/fetched/DIGEST OF THE ADDRESS/DIGEST OF THE VERSION/NAME

A file that the store says is as it was is not fetched again. What is read is the local file, by the same readers.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from linkage.config.file_order import DEFAULT_ORDER, Order, in_order
from linkage.config.given.store_address import store_address
from linkage.config.job import Job
from linkage.config.paths import expand
from linkage.errors import InputError
from linkage.release import disk
from linkage.release.layout import Layout
from linkage.release.store.store import Store
from linkage.session.stores.address_glob import matches, start_of

FOLDER = "fetched"


@dataclass(frozen=True)
class FoundFiles:
    """Files in order, and the addresses of those that were fetched."""

    files: tuple[Path, ...]
    addresses: Mapping[Path, str] = field(default_factory=dict)


def found_files(job: Job, patterns: Iterable[str], *, key: str, order: Order = DEFAULT_ORDER) -> FoundFiles:
    """
    The files that `patterns` name, as `expand` has them; InputError for a pattern without a file.

    ConfigError without the client of addresses, ResourceError where a store or the disk refuses.
    """
    listed = tuple(patterns)
    if not any(map(store_address, listed)):
        return FoundFiles(expand(job.folder, listed, key=key, order=order))
    found: dict[Path, None] = {}
    addresses: dict[Path, str] = {}
    for pattern in listed:
        if (address := store_address(pattern)) is None:
            found |= dict.fromkeys(expand(job.folder, (pattern,), key=key, order=order))
            continue
        fetched = dict(fetch_matching(job, address, key=key, order=order))
        found |= dict.fromkeys(fetched)
        addresses |= fetched
    return FoundFiles(tuple(found), addresses)


def fetch_matching(job: Job, pattern: str, *, key: str, order: Order) -> Iterator[tuple[Path, str]]:
    """The files at the addresses that match a pattern, in order, each with its address."""
    from linkage.release.homes.opened import store_at  # noqa: PLC0415 - only addresses need it

    scheme, _, place = pattern.partition("://")
    bucket, _, inner = place.partition("/")
    root = f"{scheme}://{bucket}"
    store = store_at(root, job.store.settings, allow_http=job.store.allow_http)
    start = start_of(inner)
    names = [inner] if start == inner else [one for one in store.names(start) if matches(one, inner)]
    layout = Layout(job.output)
    layout.create()
    there = 0
    for name in in_order(names, order):
        if (path := fetched(layout, store, root, name)) is not None:
            there += 1
            yield path, f"{root}/{name}"
    if not there:
        raise InputError(
            f"{key}: there is no file at an address that is named there, in {root}; put the files there or correct it. "
            "What was put there a moment ago may not be listed yet: run again"
        )


def fetched(layout: Layout, store: Store, root: str, name: str) -> Path | None:
    """The local file of an object, whole; None where there is no such object."""
    version = store.stamp(name)
    if version is None:
        return None
    place = layout.cache / FOLDER / digest(f"{root}/{name}")
    target = place / digest(version) / name.rpartition("/")[2]
    if not target.is_file():
        disk.make_folder(target.parent)
        draft = target.parent / f".{os.getpid()}.draft"
        disk.remove(draft)
        try:
            if not store.fetch(name, draft):
                return None
            disk.move_file(draft, target)
        finally:
            disk.remove(draft)
    for other in place.iterdir():
        if other != target.parent:
            disk.remove(other)
    return target


def digest(text: str) -> str:
    """A short name that any text has."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
