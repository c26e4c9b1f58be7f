"""
Processes beside this one.

`apart` runs a function in one of its own, with the seconds it took, and starts this module as a command for that;
`running` has another program go on for a while.
"""

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, ParamSpec, TypeVar

ROOT = Path(__file__).parent.parent

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Told(Generic[Answer]):
    """What came of a process."""

    answer: Answer
    """What the function gave, as JSON has it."""
    seconds: float
    """Elapsed, the start of Python included."""
    output: str
    """What was printed."""


def apart(function: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Told[Answer]:
    """
    Run a function of a module in a process of its own, which imports that module alone.

    Its answer comes back as JSON. When it fails its stderr is shown, and SystemExit raised.
    """
    asked = pickle.dumps((function, given, named))
    name = f"{function.__module__}.{function.__qualname__}"
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "benchmarks.process", name],
        cwd=ROOT,
        env={"NO_COLOR": "1", **os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        output, errors = process.communicate(asked)
        seconds = time.monotonic() - began
    if process.returncode:
        sys.stderr.write(errors.decode())
        raise SystemExit(f"{name} ended with {process.returncode}; it was given {(*given, named)}")
    printed, _, answer = output.decode().rstrip("\n").rpartition("\n")
    return Told(json.loads(answer), round(seconds, 2), printed)


@dataclass(frozen=True)
class Running:
    """A program that goes on."""

    process: "subprocess.Popen[bytes]"

    @property
    def number(self) -> int:
        """Its process."""
        return self.process.pid

    @property
    def has_ended(self) -> bool:
        """Whether it ended by itself."""
        return self.process.poll() is not None


@contextmanager
def running(words: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[Running]:
    """A program with more environment than ours, whose output goes into `log`; it is ended with the block."""
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            words, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield Running(process)
    finally:
        process.terminate()
        process.wait()


def _answer() -> None:
    """Do what `apart` asks on stdin; the answer is the last line of stdout."""
    function, given, named = pickle.load(sys.stdin.buffer)  # noqa: S301  from `apart`
    sys.stdout.write(f"\n{json.dumps(function(*given, **named))}\n")


if __name__ == "__main__":
    _answer()
