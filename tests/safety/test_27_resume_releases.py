"""The same of runs of several months: a release each, all that changed in one, people struck, months made again."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.run.opened_run import OpenedRun
from linkage.release import broken_run
from linkage.release.layout import Layout
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.safety.broken_runs import (
    Killed,
    changes,
    copied,
    everything,
    keyed_job,
    killed,
    left,
    manifests,
    run,
    steps_of_kills,
)
from tests.safety.strikes import EVENTS, NOVEMBER, OCTOBER, apc_row, did_row, put_on_list

pytestmark = pytest.mark.slow

PROGRAM = [sys.executable, "-c", "from linkage.cli.main import main; main()"]
BOTH = ("--months", f"{OCTOBER}..{NOVEMBER}")
EVERY = 61
"""Every so many changes a run is killed; a prime, so that no kind of change is always passed by."""


def nothing(_: Path) -> None:
    """Nothing was published before."""


def both(job: Path) -> None:
    """Both months are published."""
    assert run(job, *BOTH) == 0


def both_corrected(job: Path) -> None:
    """Both months are published, then a row of each is corrected, somebody opts out, and HES grows."""
    both(job)
    for file, event, looks in (("DID_2019-10.csv", "e3", "C"), ("DID_2019-11.csv", "f6", "D")):
        path = job.parent / file
        (row,) = [row for row in EVENTS if row["event"] == event]
        now = ",".join(did_row({**row, "number": looks.lower(), "looks like": looks}))
        lines = [now if f",{event}," in f"{line}," else line for line in path.read_text("utf-8").splitlines()]
        assert now in lines
        path.write_text("\n".join([*lines, ""]), "utf-8")
    path = job.parent / "HES_newer.txt"
    more = "|".join(apc_row(77, {"person": "X", "number": "x", "file": "newer"}))
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n{more}\n", "utf-8")
    put_on_list(job, "b")


def both_and_a_list(job: Path) -> None:
    """Both months are published, then somebody opts out: there is nothing to link."""
    both(job)
    put_on_list(job, "a")


def both_and_a_list_alone(job: Path) -> None:
    """The same without a cache: the files are read, but once a run that is killed has kept the index there."""
    both_and_a_list(job)
    shutil.rmtree(job.parent / "out" / "cache")


def october_and_a_list(job: Path) -> None:
    """The first month is published, then somebody opts out."""
    assert run(job, "--month", OCTOBER) == 0
    put_on_list(job, "a")


CASES: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "two months": (nothing, BOTH),
    "what has changed": (both_corrected, ("--changed",)),
    "one restated, one changed": (both_corrected, ("--month", NOVEMBER, "--restate", "--changed")),
    "strikes alone": (both_and_a_list, ("--month", NOVEMBER)),
    "strikes alone, no cache": (both_and_a_list_alone, ("--month", NOVEMBER)),
    "a month, and strikes": (october_and_a_list, ("--month", NOVEMBER)),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    """A job as it is before the run, and what is asked for."""
    before, asked = CASES[request.param]
    job = keyed_job(tmp_path / "before")
    before(job)
    return job, asked


def test_killed_after_every_step(case: tuple[Path, tuple[str, ...]], tmp_path: Path) -> None:
    """One run after the other makes one step and is killed."""
    job, asked = case
    whole, own = copied(job, tmp_path / "whole"), copied(job, tmp_path / "own")
    assert run(whole, *asked) == 0

    assert steps_of_kills(own, asked)
    assert everything(own) == everything(whole)


def test_killed_anywhere(case: tuple[Path, tuple[str, ...]], tmp_path: Path) -> None:
    """At every place of its own, and then left alone: the same tables; from the last step that was whole there."""
    job, asked = case
    whole = copied(job, tmp_path / "whole")
    count = len(changes(whole, *asked))
    expected = everything(whole)
    for number in range(EVERY, count, EVERY):
        own = copied(job, tmp_path / f"own{number}")
        assert killed(own, asked, lambda place, *_, number=number: place == number)
        stood = left(own)
        assert run(own, *asked) == 0
        assert everything(own) == expected, (number, stood)


@pytest.fixture(scope="module")
def with_p(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic world under hes_did, trained, its first two months published, and HES grown since."""
    folder = tmp_path_factory.mktemp("with_p") / "world"
    make_world(folder, WorldSettings(people=900, seed=3, months=3, events_per_person_month=0.3))
    job = folder / "job.toml"
    job.write_text(f"{job.read_text('utf-8')}\n[duckdb]\nthreads = 1\n", "utf-8")
    assert exit_code(["train", str(job), "--quiet"]) == 0
    names = sorted((folder / "hes").glob("*APC*"))
    whole = names[-1].read_bytes()
    lines = whole.splitlines(keepends=True)
    names[-1].write_bytes(b"".join(line for n, line in enumerate(lines) if n % 5 != 4))
    assert run(job, "--months", "2019-09..2019-10") == 0
    names[-1].write_bytes(whole)
    return job


def test_killed_after_every_step_with_rank_p(with_p: Path, tmp_path: Path) -> None:
    """A new month, and two made again in their contexts: each with the pool, its context and its posterior."""
    asked = ("--month", "2019-11", "--changed")
    whole, own = copied(with_p, tmp_path / "whole"), copied(with_p, tmp_path / "own")
    assert run(whole, *asked) == 0
    assert set(manifests(whole)[-1].made_again)
    kills = steps_of_kills(own, asked)

    assert "rank P of 2019-11" in {last for *_, last in kills}
    assert everything(own) == everything(whole)


def last_whole(layout: Layout) -> str:
    """The last step that a run at work has written down."""
    found = broken_run.read(layout)
    return found.last if found else "none"


def test_killed_for_good(tmp_path: Path) -> None:
    """A process that is killed with SIGKILL at any instant, in the middle of a statement, again and again."""
    chance = random.Random(27)
    before = keyed_job(tmp_path / "before")
    whole, own = copied(before, tmp_path / "whole"), copied(before, tmp_path / "own")
    assert run(whole, *BOTH) == 0
    program = [*PROGRAM, "run", str(own), *BOTH, "--quiet"]
    layout, seen, code = Layout(own.parent / "out"), {"none"}, 1
    while code != 0:
        with subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            while process.poll() is None and last_whole(layout) in seen:
                time.sleep(0.01)
            seen.add(last_whole(layout))
            time.sleep(chance.uniform(0, 0.3))
            process.send_signal(chance.choice([signal.SIGKILL, signal.SIGTERM]))
            _, told = process.communicate()
        code = process.returncode
        assert code in (0, -signal.SIGKILL, -signal.SIGTERM, 128 + signal.SIGTERM), told

    assert len(seen) > 5
    assert everything(own) == everything(whole)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A job whose October is published."""
    job = keyed_job(tmp_path / "published")
    assert run(job, "--month", OCTOBER) == 0
    return job


def died(opened: OpenedRun, *_: object) -> None:
    """Instead of clearing up."""
    opened.engine().close()
    raise Killed


def test_what_was_published_is_not_published_again(published: Path, tmp_path: Path) -> None:
    """Killed between the switch and the end of a restatement: the next run says which release it was."""
    own = copied(published, tmp_path / "own")
    asked = ("--month", OCTOBER, "--restate")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OpenedRun, "close", died)
        assert run(own, *asked) == 1
    assert run(own, *asked) == 0
    assert [one.release for one in manifests(own)] == ["0001", "0002"]
    assert run(own, *asked) == 0
    assert [one.release for one in manifests(own)] == ["0001", "0002", "0003"]
