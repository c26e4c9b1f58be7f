"""Blocks that are made ahead: the same ones, what stops them in its place, and nothing left running."""

import threading
from collections.abc import Iterator

import pytest

from linkage.steps.inputs.text.ahead import ahead


def blocks(count: int, made: list[int], fault: Exception | None = None) -> Iterator[bytes]:
    """So many blocks, then the fault."""
    for number in range(count):
        made.append(number)
        yield bytes([number])
    if fault is not None:
        raise fault


def running() -> list[str]:
    """The threads that unpack."""
    return [thread.name for thread in threading.enumerate() if thread.name == "unpacking"]


@pytest.mark.parametrize("count", [0, 1, 7, 40])
def test_every_block_once_and_in_order(count: int) -> None:
    """However many."""
    assert list(ahead(blocks(count, []))) == [bytes([number]) for number in range(count)]
    assert not running()


@pytest.mark.parametrize("count", [0, 1, 7])
def test_what_stops_them_comes_after_the_last(count: int) -> None:
    """The blocks before a fault are read first."""
    found = []
    with pytest.raises(EOFError, match="the end"):
        for block in ahead(blocks(count, [], EOFError("the end"))):
            found.append(block)  # noqa: PERF402 - it is cut short

    assert len(found) == count
    assert not running()


def test_a_caller_who_closes_it_waits_for_nothing() -> None:
    """A few blocks are made that nobody asks for, and no more."""
    made: list[int] = []
    given = ahead(blocks(200, made))

    assert next(given) == b"\0"
    given.close()  # type: ignore[attr-defined]

    assert len(made) < 10
    assert not running()
