"""A function runs in a process of its own, and what it gives, prints or breaks comes back."""

import os
import sys
from pathlib import Path

import pytest

from benchmarks.process import apart


def described(folder: Path, *, share: float) -> dict[str, object]:
    """Who runs it, and what it was given."""
    sys.stdout.write("on the way\n")
    return {"process": os.getpid(), "is_path": isinstance(folder, Path), "share": share}


def broken() -> None:
    """Fails."""
    raise ValueError("no such thing")


def test_the_answer_and_what_was_printed_come_back(tmp_path: Path) -> None:
    told = apart(described, tmp_path, share=0.1)

    assert told.answer["process"] != os.getpid()
    assert (told.answer["is_path"], told.answer["share"]) == (True, 0.1)
    assert told.output == "on the way\n"
    assert told.seconds > 0


def test_a_failure_ends_the_benchmark_and_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"test_process\.broken ended with 1"):
        apart(broken)

    assert "no such thing" in capfd.readouterr().err
