"""Files come in any order, months are run while others are not there yet: the tables in the end are the same."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from synthetic.deliveries.settings import YearSettings
from tests.workbooks import quick_workbook
from tests.years.arrival import FOLDERS, Arrival, any_order, arrivals, arrive
from tests.years.compared import differences
from tests.years.conftest import BUSY
from tests.years.year_job import YearJob, begun, from_scratch

__all__ = ["quick_workbook"]

ORDERS = range(20)
WORLD = replace(BUSY, people=300, seed=4, deliveries=2, unrelated_at=2, look_alikes_at=2, opted_out=0.002)


@dataclass(frozen=True)
class Whole:
    """A year made from all its files at once, and what comes of each file."""

    job: YearJob
    found: dict[str, list[Arrival]]

    @property
    def contexts(self) -> Path:
        """What is kept of its months."""
        return self.job.folder / self.job.output / "state" / "kept" / self.job.release.resolve().name


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Whole:
    """Under hes_did."""
    return made_at_once(WORLD, tmp_path_factory.mktemp("whole"), model)


def made_at_once(settings: YearSettings, folder: Path, model: Path) -> Whole:
    """Every month from what lies there after the last delivery, and the states before."""
    job = begun(settings, folder, "hes_did", model)
    states = []
    for delivery in range(1, settings.last + 1):
        states.append(folder / "states" / str(delivery))
        job.year.deliver(delivery, states[-1])
    job.year.deliver(settings.last, job.folder)
    from_scratch(job)
    return Whole(job, arrivals(states))


def test_versions_of_a_file_come_in_their_order(tmp_path: Path) -> None:
    """All of them, whatever the seed; a file that stays comes once, and one that is taken away goes."""
    drawn = {"1": {"a.txt": "x", "b.txt": "x"}, "2": {"a.txt": "y", "b.txt": "x"}, "3": {"b_M13.txt": "z"}}
    for state, files in drawn.items():
        (tmp_path / state / "did").mkdir(parents=True)
        (tmp_path / state / "opt_outs.csv").touch()
        for name, content in files.items():
            (tmp_path / state / "did" / name).write_text(content)
    found = arrivals([tmp_path / state for state in drawn])
    orders = [any_order(found, seed) for seed in ORDERS]

    def told(order: list[Arrival], place: str) -> list[list[tuple[str, bytes]]]:
        return [one.contents for one in order if one.place == place]

    assert {str(told(order, "did/a.txt")) for order in orders} == {
        str([[("did/a.txt", b"x")], [("did/a.txt", b"y")], []])
    }
    assert {str(told(order, "did/b.txt")) for order in orders} == {
        str([[("did/b.txt", b"x")], [("did/b_M13.txt", b"z")]])
    }
    assert len({str([one.place for one in order]) for order in orders}) > 2
    (tmp_path / "job" / "did").mkdir(parents=True)
    for one in orders[0]:
        one.come(tmp_path / "job")
    assert [path.name for path in (tmp_path / "job" / "did").iterdir()] == ["b_M13.txt"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", ORDERS)
def test_in_any_order_the_tables_end_the_same(seed: int, tmp_path: Path, model: Path, whole: Whole) -> None:
    """
    Under the contexts of the year made at once; which of two files is later is said by their names alone.

    The last files may change nothing, and then there is no release after them: what is of a delivery is left out.
    """
    job = begun(WORLD, tmp_path, "hes_did", model)
    shutil.copy(whole.job.folder / "job.toml", job.folder)
    shutil.copytree(whole.job.folder / "lookups", job.folder / "lookups")
    (job.folder / "opt_outs.csv").touch()
    for name in FOLDERS:
        (job.folder / name).mkdir()
    runs = arrive(job, any_order(whole.found, seed), seed, whole.contexts)

    assert runs >= 1
    told = differences(whole.job.release, job.release, made_before=WORLD.months)
    assert not told, "\n".join(map(str, told))
