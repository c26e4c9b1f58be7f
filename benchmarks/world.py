"""The synthetic worlds that the benchmarks run on, made once in the work folder."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.command import linkage
from linkage.session.keys import Key

SEED = 20_150_401
NEXT_SEED = SEED + 1
RANK_P_SEEDS = (7001, 7002)
"""Of what is tried with rank P. None of these seeds chose a rate or a setting."""

MONTH = "2019-11"
LAST_DAY = "2019-11-30"
KEY = Key(b"a key of the benchmarks, 32 bytes")

POOL: Mapping[str, float] = {"number_missing_times": 6, "events_per_person_month": 0.25}
"""Six times as many events without number as elsewhere, and four times as many events: a large pool."""
STRENGTHS = (0.0, 0.5, 1.0)
"""Record quality: bad records go together in the same people not at all, somewhat and strongly."""
MISTAKEN: Mapping[str, float] = {"events_per_person_month": 0.5, "other_number": 0.02}
"""Every fiftieth record bears another person's number."""


def world(work: Path, people: int, seed: int = SEED, **options: float) -> Path:
    """Folder of a world of `people` people; made when it is not there. `options` are those of `linkage synth`."""
    folder = work / f"world-{people}-{seed}{told(options)}"
    if not (folder / "world.json").exists():
        more = [
            word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", f"{value:g}")
        ]
        linkage("synth", str(folder), "--people", str(people), "--seed", str(seed), *more)
    return folder


def told(options: Mapping[str, float]) -> str:
    """Options as part of a folder's name."""
    return "".join(f"-{name}-{value:g}" for name, value in options.items())


SHIPPED_TARGET = 0.004
"""Share of wrong links that the job file of a world aims at."""


def job(folder: Path, name: str, profile: str, target: float = SHIPPED_TARGET) -> Path:
    """A job file beside the world's own, with an output folder of its own and no release yet."""
    text = (folder / "job.toml").read_text("utf-8")
    for shipped, ours in (
        ('profile = "hes_did"', f'profile = "{profile}"'),
        ('output = "out"', f'output = "{name}"'),
        (f"target_false_match_rate = {SHIPPED_TARGET}", f"target_false_match_rate = {target}"),
    ):
        text = text.replace(shipped, ours)
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def synth_options(words: Iterable[str]) -> dict[str, float]:
    """Options of `linkage synth` written as copied_records=0.02; SystemExit for anything else."""
    found = {}
    for word in words:
        name, _, value = word.partition("=")
        try:
            found[name] = float(value)
        except ValueError:
            raise SystemExit(f"{word}: write an option of `linkage synth` as NAME=VALUE") from None
    return found
