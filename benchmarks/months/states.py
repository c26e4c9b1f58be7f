"""The folder of a job before each of the runs that are measured, one after the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.process import apart
from benchmarks.world import SEED
from synthetic.deliveries.settings import YearSettings
from synthetic.year import deliveries

FIRST = "2019-11"
"""Month of the first of the four: eight months of the current HES year are there already."""
COUNTED = 3
OPT_OUTS = "opt_outs.csv"


@dataclass(frozen=True)
class Measured:
    """A run that is measured."""

    name: str
    prepare: Callable[[Path, Path], object]
    """Brings the job's folder to what the run finds, from what the one before it found; given the year's folder."""
    how: Sequence[str]
    """The words of the run: the one place to change when there is another command for it."""
    promised: float | None
    """CPU at the most, to that of the first run."""
    is_beside: bool = False
    """Whether it finds a folder of its own, as the first run left it, and no run after it finds what it leaves."""


def settings(people: int, months: int = 4) -> YearSettings:
    """A year whose earlier HES year stays as it is, and nobody of which has opted out."""
    first = FIRST if months == 4 else "2019-04"  # noqa: PLR2004
    return YearSettings(
        people=people, seed=SEED, deliveries=months, first=first, final_at=months + 1, opted_out=0
    )


def made(year: Path, people: int, months: int = 4) -> None:
    """The rows of a year, in a process of its own."""
    apart(_make, year, people, months)


def delivered(year: Path, folder: Path, people: int, delivery: int, months: int = 4) -> None:
    """The folder as a delivery leaves it, in a process of its own."""
    apart(_deliver, year, folder, people, delivery, months)


def measured(people: int) -> tuple[Measured, ...]:
    """Every run of a round, in order; the first is what the others are held against."""
    months = settings(people).months

    def begin(year: Path, folder: Path) -> None:
        """HES of the second delivery, imaging of the first."""
        delivered(year, folder, people, 2)
        (folder / OPT_OUTS).write_text("", "utf-8")
        kept_back(folder, months[1])

    def sent_again(year: Path, folder: Path) -> None:
        """HES of the third delivery, imaging of the second month."""
        given(folder, months[1])
        delivered(year, folder, people, 3)
        kept_back(folder, months[2])

    def one_opted_out(_: Path, folder: Path) -> None:
        (folder / OPT_OUTS).write_text(f"{a_number(folder / 'did' / f'DID_{months[0]}.csv')}\n", "utf-8")

    return (
        Measured("first run", begin, ("--month", months[0]), None),
        Measured(
            "second month, HES unchanged",
            lambda _, folder: given(folder, months[1]),
            ("--month", months[1]),
            0.40,
        ),
        Measured(
            "second month, current HES year re-sent", sent_again, ("--month", months[1]), 0.70, is_beside=True
        ),
        Measured(
            "third month, current HES year re-sent",
            lambda year, folder: delivered(year, folder, people, 3),
            ("--month", months[2]),
            None,
        ),
        Measured("what that changed, made again", lambda *_: None, ("--changed",), None),
        Measured("one opt-out struck", one_opted_out, ("--changed",), 0.15),
    )


def kept_back(folder: Path, month: str) -> None:
    """The files of a month lie beside until they are given."""
    for path in (folder / "did").glob(f"DID_{month}*.csv"):
        path.rename(path.with_suffix(".later"))


def given(folder: Path, month: str) -> None:
    """The files of a month that were kept back."""
    for path in (folder / "did").glob(f"DID_{month}*.later"):
        path.rename(path.with_suffix(".csv"))


def a_number(file: Path) -> str:
    """The first NHS number in a file of imaging."""
    with file.open(encoding="utf-8") as lines:
        return next(number for line in lines if (number := line.partition(",")[0]))


def _make(year: Path, people: int, months: int) -> None:
    deliveries(year, settings(people, months))


def _deliver(year: Path, folder: Path, people: int, delivery: int, months: int) -> None:
    deliveries(year, settings(people, months)).deliver(delivery, folder)
