"""A store in memory, whose listing is late and whose Nth write fails: before it is done, after it, or for good."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from linkage.errors import ResourceError
from linkage.release.store.store import Conflict, Found

How = Literal["before", "after", "dies"]
"""A write that fails is not done; or is done, and the answer is lost; or is the last thing the process does."""


class Died(BaseException):
    """The process is gone: nothing it still asks reaches the store."""


@dataclass
class Failing:
    """At which write of one run the store fails, from 1, and how."""

    at: int = 0
    how: How = "before"
    writes: int = 0

    @property
    def fired(self) -> bool:
        """Whether that write was reached."""
        return 0 < self.at <= self.writes


@dataclass
class MemoryStore:
    """The objects, by key; their versions count the writes."""

    objects: dict[str, Found] = field(default_factory=dict)
    failing: Failing = field(default_factory=Failing)
    late: int = 0
    """So many of the last writes and removals a listing does not know of yet."""
    steps: list[frozenset[str]] = field(default_factory=list)
    """The keys after each of them."""
    made: int = 0

    def names(self, folder: str) -> Iterator[str]:
        """Those that were there some writes ago; by whole names, as stores list: of a part of one nothing is found."""
        self._alive()
        known = self.steps[: len(self.steps) - self.late] if self.late else self.steps
        below = f"{folder.removesuffix('/')}/" if folder else ""
        yield from sorted(key for key in (known[-1] if known else ()) if key.startswith(below))

    def read(self, key: str) -> Found | None:
        """What was written last."""
        self._alive()
        return self.objects.get(key)

    def size(self, key: str) -> int | None:
        """Its bytes."""
        self._alive()
        return len(self.objects[key].content) if key in self.objects else None

    def stamp(self, key: str) -> str | None:
        """Its version."""
        self._alive()
        return self.objects[key].version if key in self.objects else None

    def fetch(self, key: str, target: Path) -> bool:
        """As a new file."""
        self._alive()
        if key not in self.objects:
            return False
        with target.open("xb") as file:
            file.write(self.objects[key].content)
        return True

    def put_file(self, key: str, source: Path) -> None:
        """Whatever was there before."""
        self._write(key, source.read_bytes())

    def put_if_absent(self, key: str, content: bytes) -> str:
        """Conflict where there is one."""
        self._alive()
        if key in self.objects:
            raise Conflict
        return self._write(key, content)

    def swap(self, key: str, content: bytes, version: str) -> str:
        """Conflict where it is of another version."""
        self._alive()
        if key not in self.objects or self.objects[key].version != version:
            raise Conflict
        return self._write(key, content)

    def remove(self, keys: Iterable[str]) -> None:
        """One write each."""
        for key in list(keys):
            self._write(key, None)

    def _write(self, key: str, content: bytes | None) -> str:
        self._alive()
        self.failing.writes += 1
        fails = self.failing.writes == self.failing.at
        if fails and self.failing.how != "after":
            raise Died if self.failing.how == "dies" else ResourceError("the store does not answer")
        self.made += 1
        if content is None:
            self.objects.pop(key, None)
        else:
            self.objects[key] = Found(content, f"{self.made}")
        self.steps.append(frozenset(self.objects))
        if fails:
            raise ResourceError("the store does not answer")
        return f"{self.made}"

    def _alive(self) -> None:
        if self.failing.how == "dies" and self.failing.fired:
            raise Died


def seen(store: MemoryStore) -> dict[str, bytes]:
    """What a reader can know: the pointer, and every release with each file that its manifest names."""
    import json

    pointer = store.objects.get("current")
    found = {"current": pointer.content.partition(b"\n")[0] if pointer else b"none"}
    pending = [found["current"].decode().partition("/")[2]] if found["current"] != b"none" else []
    pending += [
        key.split("/")[1]
        for key in store.objects
        if key.startswith("releases/") and key.endswith("/manifest.json")
    ]
    for number in pending:
        manifest = store.objects[f"releases/{number}/manifest.json"]
        found[f"{number}"] = manifest.content
        for file in json.loads(manifest.content)["files"]:
            key = f"releases/{file.get('held_by') or number}/{file['path']}"
            found[f"{number}/{file['path']}"] = (
                store.objects[key].content if key in store.objects else b"gone"
            )
    return found
