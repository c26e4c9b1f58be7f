"""The synthetic worlds that the benchmarks run on, made once in the work folder."""

from pathlib import Path

from benchmarks.process import linkage

SEED = 20_150_401


def world(work: Path, people: int, seed: int = SEED) -> Path:
    """Folder of a world of `people` people; made when it is not there."""
    folder = work / f"world-{people}-{seed}"
    if not (folder / "world.json").exists():
        linkage("synth", str(folder), "--people", str(people), "--seed", str(seed))
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
