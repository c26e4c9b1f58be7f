"""Blocks of bytes made by a thread of their own while others work on those before: what unpacks them is slow."""

from collections.abc import Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread

AHEAD = 2
"""So many blocks are made before they are asked for, and held in memory."""
SECONDS = 0.1
"""After so long whoever waits looks whether anybody still wants it."""


def ahead(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same blocks, and what stops them, in the same order; nothing runs on once the caller has closed it."""
    made: Queue[bytes | BaseException | None] = Queue(AHEAD)
    is_over = Event()

    def put(block: bytes | BaseException | None) -> bool:
        while not is_over.is_set():
            try:
                made.put(block, timeout=SECONDS)
            except Full:
                continue
            return True
        return False

    def make() -> None:
        try:
            for block in blocks:
                if not put(block):
                    return
            put(None)
        except BaseException as problem:  # noqa: BLE001 - raised again where the blocks are read
            put(problem)

    maker = Thread(target=make, name="unpacking", daemon=True)
    maker.start()
    try:
        while (block := made.get()) is not None:
            if isinstance(block, BaseException):
                raise block
            yield block
    finally:
        is_over.set()
        _empty(made)
        maker.join()


def _empty(made: Queue[bytes | BaseException | None]) -> None:
    try:
        while True:
            made.get_nowait()
    except Empty:
        return
