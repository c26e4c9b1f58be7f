"""A command run on its own, with what it cost."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Cost:
    """What one command took."""

    seconds: float
    """Elapsed."""
    peak_bytes: int
    """Most memory the process held."""
    output: str


def run(arguments: Sequence[str]) -> Cost:
    """Run Python with `arguments` in a process of its own; its stderr is shown when it fails, and SystemExit raised."""
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        output, errors = process.communicate()
        seconds = time.monotonic() - began
    if process.returncode:
        sys.stderr.write(errors)
        raise SystemExit(f"`{' '.join(arguments)}` ended with {process.returncode}")
    return Cost(round(seconds, 2), _peak(output), output)


def linkage(*arguments: str) -> Cost:
    """Run a `linkage` command in a process of its own; the last line it prints must be JSON or be ignored."""
    return run(["-m", "benchmarks.command", *arguments])


def _peak(output: str) -> int:
    last = output.rstrip().rpartition("\n")[2]
    return int(last.removeprefix("peak bytes ")) if last.startswith("peak bytes ") else 0


def folder(path: str) -> Path:
    """A work folder, made when it is not there."""
    made = Path(path).resolve()
    made.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("NO_COLOR", "1")
    return made
