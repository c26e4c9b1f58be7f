"""
The local folder of an output in a store: what is published, as far as it is needed here, under the names of a folder.

It may be deleted between any two runs, and is then brought again. Its state/store.json says whose copy it is.
"""

import json
import os
from pathlib import Path

from linkage.errors import ConfigError
from linkage.files.plain_file import plain_bytes
from linkage.release import chained, disk, journal
from linkage.release.homes.folder import FOLDER
from linkage.release.layout import NUMBER, Layout
from linkage.release.record.manifest import NAME, read_manifest
from linkage.release.store import keys
from linkage.release.store.bring import bring_file, bring_files, fetch, make_writable
from linkage.release.store.keys import Placed
from linkage.release.store.store import Found, Store

MARK = "store.json"


def folder_id(layout: Layout, address: str) -> str:
    """The random name of the local folder; ConfigError where it is another output's."""
    path = layout.state / MARK
    try:
        known = json.loads(plain_bytes(path))
        whose, name = str(known["address"]), str(known["folder"])
    except FileNotFoundError:
        if chained.lines(layout.journal):
            raise ConfigError(
                f"{layout.output} is an output folder of its own, so it cannot hold a copy of what {address} has: name "
                "a new or empty folder under [job] local"
            ) from None
        made = {"address": address, "folder": os.urandom(8).hex()}
        disk.replace(path, json.dumps(made).encode(), draft=path.with_name(f"{MARK}.draft"))
        return made["folder"]
    except (OSError, ValueError, KeyError, TypeError):
        whose, name = "", ""
    if whose != address:
        raise ConfigError(
            f"{layout.output} holds the copy of another output than {address}: name a new or empty folder under [job] "
            "local"
        )
    return name


def bring_up_to_date(layout: Layout, store: Store) -> Found | None:
    """Make the folder say what the store says, and bring all numbers; gives the pointer as it is."""
    folders = (layout.releases, layout.secure, layout.kept, layout.shared, layout.work)
    for folder in folders:
        disk.make_folder(folder)
    bring_journal(layout, store)
    bring_file(layout, store, keys.KEY_ID)
    for key in keys.DECISIONS:
        fetch(layout, store, key, layout.output / key)
    bring_reviews(layout, store)
    pointer = store.read(keys.POINTER)
    shown = number_of(pointer)
    removed = set(journal.removals(layout.journal))
    there = (journal.published(layout.journal) | ({shown} if shown else set())) - removed
    for number in sorted(there, key=int):
        bring_numbers(layout, store, number)
    half = journal.half_removed(layout.journal)
    for number in sorted(half, key=int):
        bring_lists(layout, store, number)
    for number in sorted(removed, key=int):
        for folder in (layout.release(number), layout.secure_release(number), layout.kept_release(number)):
            if number not in half:
                disk.remove(folder)
        bring_remains(layout, store, number)
    for number in sorted(there | removed, key=int):
        bring_reports(layout, store, number)
    if layout.led_to() != shown or not layout.current_text.is_file():
        FOLDER.show(layout, shown)
    return pointer


def bring_journal(layout: Layout, store: Store) -> None:
    """The lines that the folder lacks; all of them where its last line is not the store's."""
    known = chained.lines(layout.journal)
    lines = list(known)
    if known:
        last = store.read(keys.line_key(len(known)))
        lines = lines if last is not None and last.content == known[-1] else []
    while (found := store.read(keys.line_key(len(lines) + 1))) is not None:
        lines.append(found.content)
    if lines != known:
        text = b"".join(line + b"\n" for line in lines)
        replace(layout.journal, text)
    end, path = store.read(keys.END), chained.end_of(layout.journal)
    if end is not None and not (path.is_file() and plain_bytes(path) == end.content):
        replace(path, end.content)


def bring_reviews(layout: Layout, store: Store) -> None:
    """
    Designs and answers of review samples that another machine exported and imports; a file that grows, when it has.

    Those of a sample whose people are here are this machine's own, and nobody else can add to them.
    """
    for key in sorted(store.names(keys.REVIEWS)):
        name = key.removeprefix(keys.REVIEWS)
        sample, _, kind = name.partition(".")
        if kind not in ("json", "jsonl") or "/" in sample or (layout.secure / "review" / sample).is_dir():
            continue
        target = layout.output / key
        if not target.is_file() or (kind == "jsonl" and target.stat().st_size != store.size(key)):
            make_writable(layout, target.parent)
            fetch(layout, store, key, target)


def first_line(pointer: Found | None) -> str:
    """What a pointer says; the second line says which run wrote it."""
    if pointer is None:
        return keys.pointer_text(None)
    return pointer.content.partition(b"\n")[0].decode("utf-8", "replace")


def number_of(pointer: Found | None) -> str | None:
    """The release that a pointer names; None before the first, and for what names none."""
    kind, _, number = first_line(pointer).partition("/")
    return number if kind == "releases" and NUMBER.fullmatch(number) else None


def bring_numbers(layout: Layout, store: Store, number: str) -> None:
    """The manifest of a release, its statistics and shareable report, and the lists of its other folders."""
    folder = layout.release(number)
    if not (folder / NAME).is_file() and not bring_file(layout, store, keys.manifest_key(number)):
        return
    bring_files(layout, store, [*keys.numbers_files(read_manifest(folder / NAME))])
    bring_lists(layout, store, number)


def bring_lists(layout: Layout, store: Store, number: str) -> None:
    """The lists of secure/NNNN and state/kept/NNNN."""
    for part in (keys.SECURE, keys.KEPT):
        bring_file(layout, store, keys.list_key(part, number))


def bring_remains(layout: Layout, store: Store, number: str) -> None:
    """What is left of a release that was removed, and the list of what was."""
    place = f"state/shared/{number}/{NAME}"
    if not bring_file(layout, store, place):
        return
    bring_files(layout, store, [*keys.remains_files(read_manifest(layout.output / place))])
    bring_file(layout, store, layout.receipt(number).relative_to(layout.output).as_posix())


def bring_reports(layout: Layout, store: Store, number: str) -> None:
    """The reports that were written of a release afterwards."""
    listed = store.read(f"reports/{number}/{keys.REPORTS}")
    for line in listed.content.decode("utf-8").splitlines() if listed else ():
        digest, _, name = line.partition("  ")
        path = f"reports/{number}/{name}"
        bring_files(layout, store, [Placed(path, path, digest)], by_digest=True)


def replace(path: Path, content: bytes) -> None:
    """A file of state/, whole or not at all."""
    disk.replace(path, content, draft=path.with_name(f"{path.name}.draft"))
