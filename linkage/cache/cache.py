"""
The cache of an output folder: entries found by what they are made from, and kept whole or not at all.

    cache/parts/       one file of the job, as it was read
    cache/editions/    tables that are made from an ordered list of parts

Nothing outside it refers into it, so it may be deleted between any two runs, which costs time and nothing else.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from linkage.cache.entry import CONTENT, NAME, Entry, MadeFrom, content_bytes, named, whole
from linkage.engine.base import Engine
from linkage.release import disk

Kind = Literal["parts", "editions"]
KINDS: tuple[Kind, ...] = ("parts", "editions")


@dataclass(frozen=True)
class Cache:
    """The cache as one run works with it."""

    folder: Path
    warn: Callable[[str], None]
    may_write: bool = True
    """Whether entries that are not there are kept; a plan only reads."""
    used: dict[str, None] = field(default_factory=dict, compare=False)
    """What this run has found or kept, as "kind/name" in order: the last to go."""

    def reading(self) -> "Cache":
        """The same, to be read only."""
        return replace(self, may_write=False)

    def place(self, kind: Kind, made_from: MadeFrom) -> Path:
        """Where what is made from that lies, if it has been made."""
        return self.folder / kind / named(made_from)

    def find(self, kind: Kind, made_from: MadeFrom, tables: tuple[str, ...]) -> Entry | None:
        """What is kept of that, every byte checked; None, with a warning, for what is damaged or something else's."""
        folder = self.place(kind, made_from)
        if not os.path.lexists(folder):
            return None
        found = whole(folder, made_from, tables) if _is_folder(folder) else None
        if found is None:
            self.warn(f"cache/{kind}/{folder.name} is not whole, or not what its name says: it is made again")
            return None
        self.used[f"{kind}/{folder.name}"] = None
        return found

    def use(self, kind: Kind, names: Iterable[str]) -> None:
        """Note that this run would use entries, if they are there: they stay as long as what was merged from them."""
        for name in names:
            if os.path.lexists(self.folder / kind / name):
                self.used[f"{kind}/{name}"] = None

    @contextmanager
    def passing(self, kind: Kind, made_from: MadeFrom) -> Iterator[Path]:
        """A folder, for a while, for files that may become those of an entry; a killed run's goes like a draft."""
        folder = self.place(kind, {**made_from, "passing": True})
        draft = folder.with_name(f".{folder.name}.draft")
        disk.make_folder(draft.parent)
        disk.remove(draft)
        disk.make_folder(draft)
        try:
            yield draft
        finally:
            disk.remove(draft)

    def keep(
        self,
        engine: Engine,
        kind: Kind,
        made_from: MadeFrom,
        tables: Mapping[str, str | Path],
        facts: Mapping[str, Any] | None = None,
    ) -> Entry:
        """
        Write `tables` (name: query) and `facts` through to disk, then give them their name: all or nothing.

        A table that is a file in the `passing` folder already is moved from there; one that is a file of another entry
        becomes a file of this one as well. What had the name is replaced.
        ResourceError when the disk refuses.
        """
        folder = self.place(kind, made_from)
        draft = folder.with_name(f".{folder.name}.draft")
        disk.make_folder(folder.parent)
        disk.remove(draft)
        disk.make_folder(draft)
        files = {f"{table}.parquet": draft / f"{table}.parquet" for table in tables}
        for query, path in zip(tables.values(), files.values(), strict=True):
            if isinstance(query, Path) and NAME.fullmatch(query.parent.name):
                disk.link_or_copy(query, path)
            elif isinstance(query, Path):
                disk.move_file(query, path)
            else:
                engine.write_parquet(query, path)
            disk.sync(path)
        known = dict(facts or {})
        disk.write(draft / CONTENT, content_bytes(made_from, known, files))
        disk.sync(draft)
        disk.remove(folder)
        disk.rename(draft, folder)
        self.used[f"{kind}/{folder.name}"] = None
        return Entry(folder, known)


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)
