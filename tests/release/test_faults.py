"""Whatever fails, wherever: readers see the old release or the whole new one, and the next run succeeds."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import cast

import pytest

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import LinkageError, ResourceError
from linkage.release import disk, journal
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.recover import clear_work
from linkage.release.verify import verify
from tests.release.faults import Died, Faults, FaultyEngine, Memory
from tests.release.tree import seen, tree
from tests.release.world import run


def attempt(
    layout: Layout, engine: DuckDBEngine, faults: Faults, memory: Memory, month: str = "2026-05"
) -> BaseException | None:
    """A run of `month` on a faulty disk: what it ended with, or None when it published."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "os", faults.over(os))
        patch.setattr(disk, "shutil", faults.over(shutil))
        try:
            run(layout, cast("Engine", FaultyEngine(engine, faults, memory)), month)
        except (LinkageError, Died) as problem:
            return problem
    return None


def is_tidy(layout: Layout) -> bool:
    """Whether nothing of an unfinished release is left: not of its files, its secure folder, nor what it kept."""
    places = (layout.releases, layout.secure, layout.kept)
    return all(set(os.listdir(place)) == set(layout.published()) for place in places)


@pytest.mark.slow
def test_a_fault_at_every_change(layout: Layout, april: DuckDBEngine, may: DuckDBEngine) -> None:
    """The Nth change on disk fails, N = 1, 2, 3 ... until a run meets none: each time all is as it was."""
    run(layout, april, "2026-04")
    before, failures, memory = seen(layout), 0, Memory()
    for number in count(1):
        faults = Faults(number, dies=False)
        problem = attempt(layout, may, faults, memory)
        if problem is not None:
            assert isinstance(problem, LinkageError)
            assert problem.exit_code in (6, 7), problem
            assert seen(layout) == before, f"change {number}"
            failures += 1
        else:
            assert verify(layout) == [], f"change {number}"
            before = seen(layout)
        if not faults.fired:
            assert problem is None
            break
    assert failures > 100
    assert list(layout.work.iterdir()) == []
    assert is_tidy(layout)


@pytest.mark.slow
def test_a_death_at_every_change(layout: Layout, april: DuckDBEngine, may: DuckDBEngine) -> None:
    """Killed at the Nth change: readers see the old release or the new one, whole; the next run cleans up."""
    run(layout, april, "2026-04")
    memory = Memory()
    old, _, releases = seen(layout)
    for number in count(1):
        problem = attempt(layout, may, Faults(number, dies=True), memory)
        now = layout.current()
        assert {n: tree(layout.release(n)) for n in releases} == releases, f"change {number}"
        if now != old:
            assert [p for p in verify(layout) if p.path != "current.txt"] == [], f"change {number}"
            with hold(layout):
                clear_work(layout)
            assert layout.current() == now
            assert verify(layout) == []
            assert journal.unfinished(layout.journal).isdisjoint(os.listdir(layout.releases))
            old, _, releases = seen(layout)
        if problem is None:
            break
    assert number > 100
    assert run(layout, may, "2026-05").release == layout.current()
    assert verify(layout) == []
    assert is_tidy(layout)


@pytest.mark.slow
def test_a_death_of_the_very_first_run(layout: Layout, april: DuckDBEngine) -> None:
    """There is no old release to fall back on; there is never half a one."""
    memory = Memory()
    for number in count(1, 3):
        problem = attempt(layout, april, Faults(number, dies=True), memory, "2026-04")
        if layout.current() is not None or problem is None:
            break
        assert not layout.current_link.exists()
        assert layout.published() == ()
    with hold(layout):
        clear_work(layout)
    assert verify(layout) == []


@pytest.mark.parametrize("after", ["link", "text", "journal"])
def test_a_switch_that_fails_half_way_is_taken_back(
    layout: Layout, april: DuckDBEngine, may: DuckDBEngine, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    """An interruption (Ctrl-C, a stop from the scheduler) between link and journal shows the old release."""
    run(layout, april, "2026-04")
    before = seen(layout)
    module, name = {"link": (disk, "replace"), "text": (disk, "sync"), "journal": (journal, "append")}[after]
    real, moments = getattr(module, name), list[str]()

    def interrupted(*arguments: object, **options: object) -> object:
        if layout.current() == "0002" and not moments:
            moments.append(after)
            raise KeyboardInterrupt
        return real(*arguments, **options)

    monkeypatch.setattr(module, name, interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(layout, may, "2026-05")
    assert moments == [after]
    assert seen(layout) == before
    assert run(layout, may, "2026-05").release == "0003"


def test_a_switch_that_cannot_be_taken_back_says_so(
    layout: Layout, april: DuckDBEngine, may: DuckDBEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails for good just after the switch: the new release is whole; the next run notes it."""
    run(layout, april, "2026-04")
    real = disk.replace_link

    def once(path: Path, target: str, *, draft: Path) -> None:
        if layout.current() == "0002":
            raise ResourceError("switching the link failed")
        real(path, target, draft=draft)

    def failing(*_: object, **__: object) -> None:
        raise ResourceError("writing current.txt failed")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "replace", failing)
        patch.setattr(disk, "replace_link", once)
        with pytest.raises(ResourceError, match="may show release 0002, which is whole"):
            run(layout, may, "2026-05")
    assert layout.current() == "0002"
    run(layout, may, "2026-05")
    assert layout.published() == ("0001", "0002", "0003")
    assert verify(layout) == []


def test_a_folder_the_journal_does_not_know_is_left_alone(layout: Layout, april: DuckDBEngine) -> None:
    """With state/ lost, no release is mistaken for a leftover."""
    run(layout, april, "2026-04")
    layout.journal.unlink()
    before = seen(layout)
    with hold(layout):
        clear_work(layout)
    assert seen(layout) == before
    assert run(layout, april, "2026-04").release == "0002"


@pytest.mark.slow
def test_kill_9_at_random_instants(layout: Layout, april: DuckDBEngine) -> None:
    """A process that publishes without pause is killed: what is current is whole; the next run succeeds."""
    chance = random.Random(9)
    for _ in range(3):
        worker = [sys.executable, "-m", "tests.release.publisher", str(layout.output)]
        with subprocess.Popen(worker, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
        if layout.current() is None:
            assert layout.published() == ()
        else:
            assert [problem for problem in verify(layout) if problem.path != "current.txt"] == []
        _, _, before = seen(layout)
        made = run(layout, april, "2026-04")
        assert verify(layout) == []
        assert layout.current() == made.release
        assert {number: tree(layout.release(number)) for number in before} == before
        assert is_tidy(layout)
