"""The engine on a synthetic world, from training to its evaluation against the truth."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.command import linkage
from benchmarks.judged_links import JudgedLink, judged_links
from benchmarks.process import Told
from benchmarks.world import MONTH, job


@dataclass(frozen=True)
class Found:
    """What a run came to."""

    evaluation: Mapping[str, Any]
    """What `linkage evaluate --json` says."""
    links: list[JudgedLink]
    """Each link of the release, and whether it is right."""


@dataclass(frozen=True)
class Linked(Found):
    """One training and one first run of profile hes_did, and what they came to."""

    train: Told[None]
    run: Told[None]


def linked(folder: Path, name: str) -> Linked:
    """Train, run and evaluate on the world in `folder`, in an output folder `name` of its own that does not stay."""
    path, output = job(folder, name, "hes_did"), folder / name
    shutil.rmtree(output, ignore_errors=True)
    train = linkage("train", str(path), "--force", "--quiet")
    shutil.rmtree(output / "cache" / "editions")  # so that the run makes the index too
    run = linkage("run", str(path), "--month", MONTH, "--quiet")
    truth = folder / "truth" / "truth.csv"
    found = Linked(evaluated(path, truth), judged_links(path, truth), train, run)
    shutil.rmtree(output)
    return found


def linked_at(folder: Path, name: str, target: float) -> Found:
    """A first run in a folder `name` by the model that `linked` left, with another target of wrong links."""
    path, output = job(folder, name, "hes_did", target), folder / name
    shutil.rmtree(output, ignore_errors=True)
    linkage("run", str(path), "--month", MONTH, "--quiet")
    truth = folder / "truth" / "truth.csv"
    found = Found(evaluated(path, truth), judged_links(path, truth))
    shutil.rmtree(output)
    return found


def evaluated(job_file: Path, truth: Path) -> dict[str, Any]:
    """What `linkage evaluate` tells of the release of a job."""
    told = linkage("evaluate", str(job_file), "--truth", str(truth), "--json")
    found: dict[str, Any] = json.loads(told.output.partition("\n")[0])
    return found
