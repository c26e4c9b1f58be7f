"""
The lock of an output in a store: an object with an owner, which its owner renews and others take over when it is not.

The rule: the owner writes it anew every quarter of its life. Who finds it taken watches it. A lock that changes is
somebody's at work, and who watches is refused; one that does not change for a whole life is a dead owner's and is taken
over. Both clocks are the watcher's own, so no two machines need agree on the time.

An owner that only slept loses nothing but its run: it looks at the lock before it commits, and who takes a lock over
writes the pointer anew first, so that the switch of the one before finds another version and does nothing.
"""

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from linkage.errors import LockedError, ResourceError
from linkage.files import ending
from linkage.release.store.keys import LOCK
from linkage.release.store.store import Conflict, Found, Store, put_once, put_swapped

FREE = b"{}\n"
RENEWALS = 4
"""Of a lock in its life."""
LOOKS = 10
"""At a lock that is watched, between two renewals."""
GIVING_SECONDS = 2.0
"""That a process which is told to end takes to give its lock back; otherwise it is taken over when its life is over."""


@dataclass
class Clock:
    """A clock that only goes forward, and how to wait."""

    seconds: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


@dataclass
class Lease:
    """The lock, held by this process or not."""

    store: Store
    address: str
    life: float
    """Seconds that it is watched before it is taken over."""
    folder_id: str
    """Of the local folder: an owner that had this folder is dead, for the folder's own lock is ours."""
    clock: Clock = field(default_factory=Clock)
    token: str = field(default_factory=lambda: os.urandom(8).hex())
    taken_over: bool = False
    """Whether it was another's that had not given it back."""
    _beats: int = 0
    _mine: Found | None = None
    _writing: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Have it for the length of a block, and renew it meanwhile; LockedError while another has it."""
        self.take()
        over = threading.Event()
        renewing = threading.Thread(target=self._renew_until, args=(over,), name="store-lock", daemon=True)
        renewing.start()
        try:
            with ending.cleared_by(self._give_back_soon):
                yield
        finally:
            over.set()
            renewing.join()
            with suppress(ResourceError):
                self.give_back()

    def take(self) -> None:
        """Take it, or watch it until it is known whether its owner lives."""
        watched, since = None, self.clock.seconds()
        while True:
            found = self.store.read(LOCK)
            if found is None or found.content == FREE or self._is_of_this_folder(found):
                self.taken_over = found is not None and found.content != FREE
                if self._write(found):
                    return
                continue
            now = self.clock.seconds()
            if watched is None:
                watched, since = found.version, now
            elif found.version != watched:
                raise LockedError(
                    f"another run{owner(found)} is at work in {self.address}; wait for it to end and run again, or "
                    f"give --wait. If it dies, its lock is taken over after {self.life:,.0f} seconds: there is nothing "
                    "to delete"
                )
            elif now - since >= self.life:
                self.taken_over = True
                if self._write(found):
                    return
                watched = None
            self.clock.pause(self.life / RENEWALS / LOOKS)

    def check(self) -> None:
        """LockedError unless it is still this process's, told by writing it anew."""
        with self._writing:
            found = self.store.read(LOCK)
            if found is None or said(found).get("token") != self.token or not self._write(found):
                raise LockedError(
                    f"another run{owner(found) if found else ''} has taken over the lock of {self.address}, which this "
                    f"one did not renew for {self.life:,.0f} seconds; nothing more is written: run again"
                )

    def give_back(self) -> None:
        """Let it go, if it is still this process's; doing so twice does nothing."""
        with self._writing:
            mine, self._mine = self._mine, None
            while mine is not None:
                try:
                    put_swapped(self.store, LOCK, FREE, mine.version)
                except Conflict:
                    mine = self._if_ours()
                else:
                    return

    def _give_back_soon(self) -> None:
        """The same where the process ends: a store that does not answer does not hold it up."""
        giving = threading.Thread(target=self.give_back, name="store-lock-back", daemon=True)
        giving.start()
        giving.join(GIVING_SECONDS)

    def _write(self, before: Found | None) -> bool:
        """Write that it is this process's in the place of what was found; whether that was still there."""
        self._beats += 1
        said = {"owner": f"process {os.getpid()} on {socket.gethostname()}", "token": self.token}
        content = json.dumps({**said, "folder": self.folder_id, "renewed": self._beats}).encode()
        try:
            version = (
                put_once(self.store, LOCK, content)
                if before is None
                else put_swapped(self.store, LOCK, content, before.version)
            )
        except Conflict:
            return False
        self._mine = Found(content, version)
        return True

    def renew(self) -> None:
        """
        Write it anew, if it is still this process's; ResourceError where the store does not answer.

        One that is of another version is this process's by its token: it was written, and the answer was lost.
        """
        while self._mine is not None and not self._write(self._mine):
            self._mine = self._if_ours()  # None: it was taken over, and `check` says so

    def _if_ours(self) -> Found | None:
        """The lock as it is, if it is this process's."""
        found = self.store.read(LOCK)
        return found if found is not None and said(found).get("token") == self.token else None

    def _renew_until(self, over: threading.Event) -> None:
        while not over.wait(self.life / RENEWALS):
            with suppress(ResourceError), self._writing:
                self.renew()

    def _is_of_this_folder(self, found: Found) -> bool:
        return said(found).get("folder") == self.folder_id


def owner(found: Found) -> str:
    """Who has it, as far as that can be read, for a message."""
    whose = said(found).get("owner", "")
    return f" ({whose})" if whose.isprintable() and 0 < len(whose) <= 300 else ""  # noqa: PLR2004


def said(found: Found) -> dict[str, str]:
    """What a lock says, if it can be read."""
    try:
        content = json.loads(found.content)
        return {str(name): str(value) for name, value in content.items()}
    except (ValueError, AttributeError, RecursionError):
        return {}
