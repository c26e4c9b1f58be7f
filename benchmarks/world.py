"""The synthetic worlds that the benchmarks run on, made once in the work folder."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.process import linkage

SEED = 20_150_401


def world(work: Path, people: int, seed: int = SEED, **options: float) -> Path:
    """Folder of a world of `people` people; made when it is not there. `options` are those of `linkage synth`."""
    told = "".join(f"-{name}-{value:g}" for name, value in options.items())
    folder = work / f"world-{people}-{seed}{told}"
    if not (folder / "world.json").exists():
        more = [
            word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", f"{value:g}")
        ]
        linkage("synth", str(folder), "--people", str(people), "--seed", str(seed), *more)
    return folder


def job(folder: Path, name: str, profile: str) -> Path:
    """A job file beside the world's own, with an output folder of its own and no release yet."""
    text = (folder / "job.toml").read_text("utf-8")
    text = text.replace('profile = "hes_did"', f'profile = "{profile}"').replace(
        'output = "out"', f'output = "{name}"'
    )
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
