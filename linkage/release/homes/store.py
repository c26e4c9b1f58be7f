"""
An output in a store, by way of a local folder (see `store.copy`).

The moment of a release is the compare-and-swap of the object `current`. An earlier release's file is named by the
manifest of a later one, so that no file is in the store twice and none goes while a release that stays names it.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from linkage.errors import LockedError, ResourceError
from linkage.release import disk
from linkage.release.content.draft import Draft
from linkage.release.homes.folder import FOLDER
from linkage.release.layout import Layout
from linkage.release.record.file import File
from linkage.release.record.manifest import NAME, Manifest, read_manifest
from linkage.release.store import commit, keys
from linkage.release.store.bring import bring_part
from linkage.release.store.copy import bring_up_to_date, first_line, folder_id
from linkage.release.store.keys import Placed
from linkage.release.store.lease import FREE, Clock, Lease, owner
from linkage.release.store.staying import staying
from linkage.release.store.store import Conflict, Store, put_swapped

POLL_SECONDS = 1.0


class StoreHome:
    """The store at an address; `opened` makes its client when it is first asked for."""

    def __init__(
        self, address: str, opened: Callable[[], Store], life: float, clock: Clock | None = None
    ) -> None:
        """`life`: seconds after which the lock of an owner that does not renew it is taken over."""
        self.address = address
        self.life = life
        self.clock = clock or Clock()
        self._opened = opened
        self._store: Store | None = None
        self._lease: Lease | None = None
        self._ours: set[bytes] = set()
        """What the pointer held when the lock was taken, and what this run wrote into it."""

    @property
    def store(self) -> Store:
        """The client."""
        if self._store is None:
            self._store = self._opened()
        return self._store

    def trial(self) -> None:
        """An object is written twice, read and removed."""
        key = f"state/trial-{os.urandom(8).hex()}"
        version = self.store.put_if_absent(key, b"1")
        self.store.swap(key, b"2", version)
        self.store.remove([key])
        self.store.read(keys.POINTER)

    @contextmanager
    def held(self, layout: Layout) -> Iterator[None]:
        """The lock of the store, with the folder up to date."""
        lease = Lease(self.store, self.address, self.life, folder_id(layout, self.address), self.clock)
        with lease.held():
            self._lease = lease
            try:
                pointer = bring_up_to_date(layout, self.store)
                self._ours = {pointer.content if pointer else b""}
                if lease.taken_over:
                    self._point(first_line(pointer))
                yield
            finally:
                self._lease = None

    def wait(
        self, layout: Layout, until: float, seconds: Callable[[], float], tell: Callable[[str], None]
    ) -> None:
        """Until the lock of the store is given back, or has stood still for its life."""
        watched, since, waited_for = "", seconds(), ""
        while (found := self.store.read(keys.LOCK)) is not None and found.content != FREE:
            now = seconds()
            if found.version != watched:
                watched, since = found.version, now
            if now - since >= self.life:
                return  # whoever takes it next takes it over
            whom = owner(found)
            if now >= until:
                raise LockedError(
                    f"another run{whom} is still at work in {self.address}; run again when it has ended, or wait longer"
                )
            if whom != waited_for:
                tell(f"another run{whom} is at work in {self.address}; waiting for it to end")
            waited_for = whom
            self.clock.pause(min(POLL_SECONDS, max(until - now, 0.01)))

    def look(self, layout: Layout) -> None:
        """Up to date, unless a run on this machine is at work with the folder, which then is."""
        layout.create()
        lock = FileLock(layout.state / "lock", timeout=0, mode=disk.PRIVATE_FILE)
        try:
            with lock:
                folder_id(layout, self.address)
                bring_up_to_date(layout, self.store)
        except Timeout:
            return

    def bring(self, layout: Layout, number: str, *parts: str, afresh: bool = False) -> None:
        """The files of a release, from wherever its manifest says that they lie."""
        for part in parts or keys.PARTS:
            path = layout.release(number) / NAME
            if path.is_file() or afresh:
                bring_part(layout, self.store, number, part, afresh=afresh)

    def lacks(self, layout: Layout, manifest: Manifest) -> list[str]:
        """Asked for one by one: a listing may be late."""
        place = len(f"releases/{manifest.release}/")
        files = keys.release_files(manifest)
        return [one.path[place:] for one in files if self.store.size(one.key) is None]

    def named(self, previous: Manifest | None, files: Sequence[File]) -> tuple[File, ...]:
        """Those that are the release before's are named as such."""
        return commit.named(previous, files)

    def send(self, draft: Draft, manifest: Manifest) -> None:
        """All of the draft, under its number."""
        self._still_ours().check()
        commit.send(self.store, draft, manifest)

    def show(self, layout: Layout, number: str | None) -> None:
        """Swap the pointer, then let the local folder say the same."""
        self._point(keys.pointer_text(number))
        FOLDER.show(layout, number)

    def _point(self, text: str) -> None:
        """LockedError, with nothing done, where the pointer is neither as it was found nor as this run wrote it."""
        lease = self._still_ours()
        lease.check()
        found = self.store.read(keys.POINTER)
        if (found.content if found else b"") not in self._ours:
            raise LockedError(
                f"another run has switched {self.address} meanwhile, and its release stands; run again"
            )
        content = f"{text}\n{lease.token}\n".encode()
        self._ours.add(content)
        try:
            put_swapped(self.store, keys.POINTER, content, found.version if found else None)
        except Conflict:
            raise LockedError(
                f"another run has switched {self.address} in the same moment, and its release stands; run again"
            ) from None

    def noted(self, layout: Layout) -> None:
        """The last line of the journal is written in the store too."""
        commit.add_line(self.store, layout)

    def keep(self, layout: Layout, path: Path) -> None:
        """So is a file that is written once."""
        commit.keep(self.store, layout, path)

    def clear(self, layout: Layout, number: str) -> None:
        """What the store lists of it."""
        commit.clear(self.store, number)

    def remove(self, layout: Layout, number: str) -> None:
        """Its files, but those that releases which stay name; IntegrityError as `staying`."""
        stays = [other for other in staying(layout) if other != number]
        named = {one.key for other in stays for one in self.placed(layout, other)}
        commit.remove(self.store, number, self.placed(layout, number), named)

    def tidy(self, layout: Layout) -> None:
        """What was kept by runs that died lies under digests that no list names; IntegrityError as `staying`."""
        lists = [
            one.key
            for number in {*staying(layout), *layout.published()}
            for one in keys.inner_files(keys.KEPT, number, layout.kept_release(number))
        ]
        self.store.remove(sorted(set(self.store.names(f"{keys.KEPT_FILES}/")) - set(lists)))

    def placed(self, layout: Layout, number: str) -> Sequence[Placed]:
        """Every file of a release, by its manifest and lists."""
        path = layout.numbers_of(number) / NAME
        if not path.is_file():
            return ()
        manifest = read_manifest(path)
        return [one for part in keys.PARTS for one in keys.files_of(layout, manifest, part)]

    def _still_ours(self) -> Lease:
        if self._lease is None:
            raise ResourceError(
                f"nothing is written to {self.address} without its lock; a fault in the program, please report it"
            )
        return self._lease
