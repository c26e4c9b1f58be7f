"""
What later months cost beside the first: `python -m benchmarks.months --work DIR`.

Round by round, in an output folder of its own: a first run; a second month with HES unchanged, and beside it one with
the current HES year re-sent; a third with that, what it changed of the others made again, and a run that strikes one
person; CPU of each, and of each of its steps, to that of the first. Then twelve months, one delivery each, and the disk
of their releases: as measured, and calculated for the people of the rounds.
"""

import shutil
import statistics
import sys
from pathlib import Path

from benchmarks import machine, options
from benchmarks.command import compiled
from benchmarks.months.disk import Disk, disk
from benchmarks.months.spent import spent
from benchmarks.months.states import Measured, delivered, made, measured, settings
from benchmarks.months.steps import by_step, run
from benchmarks.table import markdown, write

TWELVE = 12
MOST_DISK = 1.3
"""Times the last release that twelve may take, what changed apart."""
MEGABYTE = 1e6


def a_round(year: Path, folder: Path, runs: tuple[Measured, ...]) -> list[dict[str, float]]:
    """CPU seconds of each run by step, in order, in an output folder that is new; of some in one like it."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    seconds = []
    for one in runs:
        place = beside(folder) if one.is_beside else folder
        one.prepare(year, place)
        seconds.append(run(place / "job.toml", one.how))
        if one is runs[0] and any(other.is_beside for other in runs):
            shutil.rmtree(beside(folder), ignore_errors=True)
            shutil.copytree(folder, beside(folder), symlinks=True)
    return seconds


def beside(folder: Path) -> Path:
    """Where the folder of a job is copied to for a run after which the others go on as if it had not been."""
    return folder.with_name(f"{folder.name}-beside")


def compared(runs: tuple[Measured, ...], rounds: list[list[float]]) -> list[tuple[str, ...]]:
    """One row a run: median CPU seconds, median of the shares of each round, their range, and what is promised."""
    rows: list[tuple[str, ...]] = []
    for place, one in enumerate(runs):
        shares = [seconds[place] / seconds[0] for seconds in rounds]
        rows.append(
            (
                one.name,
                f"{statistics.median(seconds[place] for seconds in rounds):.1f}",
                f"{statistics.median(shares):.0%}",
                f"{min(shares):.0%}-{max(shares):.0%}",
                f"{one.promised:.0%}" if one.promised else "",
            )
        )
    return rows


def twelve_releases(year: Path, folder: Path, people: int) -> Disk:
    """The disk of a year run month by month."""
    shutil.rmtree(folder, ignore_errors=True)
    made(year, people, TWELVE)
    for delivery, month in enumerate(settings(people, TWELVE).months[:TWELVE], start=1):
        delivered(year, folder, people, delivery, TWELVE)
        if delivery == 1:
            spent("train", str(folder / "job.toml"), "--quiet")
        run(folder / "job.toml", ("--month", month))
    return disk(folder / "out")


def disk_rows(found: Disk, people: int, promised_at: int) -> list[tuple[str, ...]]:
    """What takes how much, and what follows from it for the number of people that the promise speaks of."""
    return [
        ("twelve releases", f"{found.together / MEGABYTE:,.1f}", ""),
        ("the last alone", f"{found.last / MEGABYTE:,.1f}", ""),
        ("months as written before they changed", f"{found.changed / MEGABYTE:,.1f}", ""),
        ("all but these, to the last", f"{found.share:.2f}", ""),
        (
            f"the same at {promised_at:,} people, calculated",
            f"{found.share_at(promised_at / people):.2f}",
            f"{MOST_DISK:.2f}",
        ),
        ("tables of months, bytes a person-month", f"{found.person_month(people, TWELVE):.1f}", ""),
        *(
            (
                f"{name}: all releases, the last",
                f"{size / MEGABYTE:,.1f}, {found.whole_last.get(name, 0) / MEGABYTE:,.2f}",
                "",
            )
            for name, size in sorted(found.whole.items(), key=lambda one: -one[1])
        ),
        *((f"{name}/", f"{size / MEGABYTE:,.1f}", "") for name, size in found.beside.items()),
    ]


def main(arguments: list[str]) -> int:
    """Run the rounds, then the year, and print both tables; 1 when a promise is not kept."""
    given = options.parsed(
        arguments, "benchmarks.months", __doc__, "about 6 GB", people=1_000_000, rounds=3, twelve=100_000
    )
    root = given.work / f"months-{given.people}"
    year, folder = root / "year", root / "job"
    compiled()
    made(year, given.people)
    runs = measured(given.people)
    runs[0].prepare(year, folder)
    if not (folder / "models").exists():
        spent("train", str(folder / "job.toml"), "--quiet")
    steps = [a_round(year, folder, runs) for _ in range(given.rounds)]
    rounds = [[sum(of_run.values()) for of_run in of_round] for of_round in steps]
    rows = compared(runs, rounds)
    told = f"{given.people:,} people, {given.rounds} rounds; {machine.described()}"
    write((told, markdown(("run", "CPU, s", "to the first", "range", "promised"), rows)))
    names = [one.name for one in runs]
    write(("\nBy step, seconds of CPU, and to the first run", markdown(("step", *names), by_step(steps))))
    kept = [statistics.median(s[place] / s[0] for s in rounds) for place in range(len(runs))]
    broken = [
        one.name for one, share in zip(runs, kept, strict=True) if one.promised and share > one.promised
    ]
    if given.twelve:
        twelve = given.work / f"twelve-{given.twelve}"
        found = twelve_releases(twelve / "year", twelve / "job", given.twelve)
        header = ("disk", "MB", "promised")
        write(
            (
                f"\n{given.twelve:,} people, twelve months, one a delivery",
                markdown(header, disk_rows(found, given.twelve, given.people)),
            )
        )
        broken += ["disk"] if found.share_at(given.people / given.twelve) > MOST_DISK else []
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
