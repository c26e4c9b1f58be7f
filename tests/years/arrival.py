"""The files of a year arriving in any order: every version of each, the versions of one file in theirs."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from linkage.api import Asked
from tests.years.year_job import YearJob, run_all

FOLDERS = ("did", "hes")
OPT_OUTS = "opt_outs.csv"


FINAL = "_M13"
"""In the name of a year's final file, which takes the place of those before: both would be the year twice, with the
person keys of before and of now, which no run accepts."""


@dataclass(frozen=True)
class Arrival:
    """One file as it comes, or is taken away."""

    place: str
    """Its path in the folder of the job, that of a final file as the file had whose place it takes."""
    sources: tuple[tuple[str, Path], ...]
    """By name; none: taken away."""

    def come(self, folder: Path) -> None:
        """Into the folder of a job, in place of what was there."""
        target = folder / self.place
        for name in (target.name, target.stem + FINAL + target.suffix):
            target.with_name(name).unlink(missing_ok=True)
        for name, source in self.sources:
            shutil.copyfile(source, folder / name)

    @property
    def contents(self) -> list[tuple[str, bytes]]:
        """What comes."""
        return [(name, source.read_bytes()) for name, source in self.sources]


def arrivals(states: Sequence[Path]) -> dict[str, list[Arrival]]:
    """What comes of each file over the states of a folder, in order; one that stays as it is does not come again."""
    found: dict[str, list[Arrival]] = {}
    for state in states:
        there = {path.relative_to(state).as_posix(): path for path in files_in(state)}
        for place in sorted({*(name.replace(FINAL, "") for name in there), *found}):
            sources = tuple((name, path) for name, path in there.items() if name.replace(FINAL, "") == place)
            came = Arrival(place, sources)
            if place not in found or found[place][-1].contents != came.contents:
                found.setdefault(place, []).append(came)
    return found


def files_in(folder: Path) -> list[Path]:
    """The files of a job that a run reads."""
    return [
        *(path for name in FOLDERS for path in sorted((folder / name).glob("*"))),
        folder / OPT_OUTS,
    ]


def any_order(found: dict[str, list[Arrival]], seed: int) -> list[Arrival]:
    """All of them by chance, but the versions of one file in their order."""
    places = [place for place, versions in sorted(found.items()) for _ in versions]
    Random(seed).shuffle(places)
    left = {place: iter(versions) for place, versions in found.items()}
    return [next(left[place]) for place in places]


def arrive(job: YearJob, order: Sequence[Arrival], seed: int, contexts: Path, runs: int = 3) -> int:
    """
    The files of `order` come into the folder of `job`, with a run here and there and one at the end; gives how many.

    Each run publishes the months whose file has come and makes again what has changed, in the contexts supplied. None
    is made before there is a month, and a hospital file of each data set.
    """
    ends = sorted(Random(seed).sample(range(len(order) // 3, len(order)), runs - 1))
    made, place = 0, 0
    for end in (*ends, len(order)):
        for one in order[place:end]:
            one.come(job.folder)
        place = end
        published = {path.name.removeprefix("test_month=") for path in job.release.glob("links/test_month=*")}
        months = tuple(
            month
            for month in job.year.settings.months[:-1]
            if month not in published and (job.folder / "did" / f"DID_{month}.csv").is_file()
        )
        kinds = {path.name.split("_")[1] for path in (job.folder / "hes").glob("HES_*")}
        if len(kinds) == 3 and (months or published):
            run_all(job, Asked(months, changed=bool(published), contexts=contexts))
            made += 1
    return made
