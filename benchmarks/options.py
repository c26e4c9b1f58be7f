"""The options of the commands: each is described once, and a benchmark has those it gives a default."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

WORK = "benchmarks/work"

KNOWN: Mapping[str, Mapping[str, Any]] = {
    "people": {"type": int, "help": "people in each world"},
    "sizes": {"type": int, "nargs": "+", "help": "people in each world"},
    "seed": {"type": int, "help": "of the world"},
    "seeds": {"type": int, "nargs": "+", "help": "of the worlds, one each"},
    "rounds": {"type": int, "help": "how often both sides are run in turn"},
    "twelve": {"type": int, "help": "people in the year of twelve releases; 0: none is made"},
    "phis": {
        "type": float,
        "nargs": "+",
        "help": "shares of the events without a number whose person is there",
    },
    "strengths": {"type": float, "nargs": "+", "help": "how far bad records go together: `--record-quality`"},
    "only": {"nargs": "+", "help": "names of experiments, beside the shipped model"},
    "synth": {
        "nargs": "+",
        "metavar": "NAME=VALUE",
        "help": "more options of `linkage synth`, such as copied_records=0.02",
    },
}


def parsed(
    arguments: list[str],
    module: str,
    meaning: str | None,
    room: str,
    **defaults: float | Sequence[float] | Sequence[str],
) -> argparse.Namespace:
    """The options of `python -m module`: --work, which takes `room` of disk, and those that have a default."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=meaning)
    parser.add_argument("--work", type=folder, default=WORK, help=f"folder for the worlds: {room}")
    for name, default in defaults.items():
        given = [*default] if isinstance(default, Sequence) else default
        parser.add_argument(f"--{name}", default=given, **KNOWN[name])
    return parser.parse_args(arguments)


def folder(path: str) -> Path:
    """A work folder, made when it is not there."""
    made = Path(path).resolve()
    made.mkdir(parents=True, exist_ok=True)
    return made
