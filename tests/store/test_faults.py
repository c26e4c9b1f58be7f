"""
A store that fails at its Nth write, for every N: readers see the last release as it was, and a second try succeeds.

A write fails before it is done, or after it (the answer is lost), or it is the last that the process does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import LinkageError
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.recover import clear_work
from linkage.release.verify import verify
from tests.release.faults import Faults, FaultyEngine, Memory
from tests.release.world import run
from tests.store.memory_store import Died, Failing, How, MemoryStore, seen
from tests.store.places import layout_in


@dataclass
class Months:
    """An output in a store, and engines that answer from memory what they were asked before."""

    store: MemoryStore
    folder: Path
    engines: dict[str, Engine]
    folders: int = 0

    def layout(self, *, fresh: bool = False) -> Layout:
        """From the local folder, or from a new one, as on another machine."""
        self.folders += fresh
        return layout_in(self.store, self.folder / f"local-{self.folders}")

    def attempt(self, month: str, failing: Failing, *, fresh: bool = False) -> BaseException | None:
        """A run of `month` while the store fails so: what it ended with, or None when it published."""
        self.store.failing = failing
        layout = self.layout(fresh=fresh)
        try:
            with hold(layout):
                clear_work(layout)
                if current := layout.current():
                    layout.home.bring(layout, current)
            run(layout, self.engines[month], month)
        except (LinkageError, Died) as problem:
            return problem
        finally:
            self.store.failing = Failing()
        return None

    def problems(self) -> list[str]:
        """What `verify` finds, seen from a machine that has nothing yet."""
        layout = self.layout(fresh=True)
        layout.home.look(layout)
        number = layout.current()
        assert number is not None
        layout.home.bring(layout, number, afresh=True)
        return [f"{problem}" for problem in verify(layout)]


@pytest.fixture
def made(tmp_path: Path, april: DuckDBEngine, may: DuckDBEngine) -> Callable[[], Months]:
    """An output with April published, made anew at every call."""
    memories = {"2026-04": Memory(), "2026-05": Memory()}
    number = count(1)

    def months() -> Months:
        engines = {
            month: cast("Engine", FaultyEngine(engine, Faults(0, dies=False), memories[month]))
            for month, engine in (("2026-04", april), ("2026-05", may))
        }
        found = Months(MemoryStore(late=3), tmp_path / f"{next(number)}", engines)
        found.folder.mkdir()
        assert found.attempt("2026-04", Failing()) is None
        return found

    return months


def fails_at_every_write(months: Months, how: How, *, every: int = 1) -> int:
    """
    Whatever write of the first run of May fails: the last release is as it was or the new one is whole.

    And the next run succeeds, from the same folder or from another machine. Gives the number of writes of a whole run.
    """
    april = dict(months.store.objects)
    before = seen(months.store)
    for number in count(1, every):
        months.store.objects = dict(april)
        problem = months.attempt("2026-05", failing := Failing(number, how), fresh=True)
        if not failing.fired:
            assert problem is None
            return number - 1
        now = seen(months.store)
        if now["current"] == before["current"]:
            assert problem is not None, f"write {number}"
            assert {key: now.get(key) for key in before} == before, f"write {number}"
        else:
            assert {key: now[key] for key in before if key != "current"} == {
                key: content for key, content in before.items() if key != "current"
            }
        assert months.problems() == [], f"write {number}"
        assert months.attempt("2026-05", Failing(), fresh=how == "dies" and number % 2 == 0) is None, (
            f"write {number}"
        )
        assert seen(months.store)["current"] > now["current"]
        assert months.problems() == [], f"write {number}"
    raise AssertionError


@pytest.mark.slow
def test_some_writes_fail(made: Callable[[], Months]) -> None:
    """Every ninth of them, and what it wrote is there though it is told that it failed."""
    assert fails_at_every_write(made(), "after", every=9) > 20


@pytest.mark.slow
@pytest.mark.parametrize("how", ["before", "after", "dies"])
def test_every_write_fails(made: Callable[[], Months], how: How) -> None:
    """From the first to the last."""
    assert fails_at_every_write(made(), how) > 20


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_of_failures(made: Callable[[], Months], data: st.DataObject) -> None:
    """
    A law: after any runs of either month, from any machine, with any failures, what was ever shown is as it was.

    And the release that is shown is whole, and is one whose run said so, or whose process died.
    """
    months = made()
    told = "0001"
    shown: dict[str, bytes] = {}
    for _ in range(data.draw(st.integers(1, 4))):
        failing = Failing(
            data.draw(st.integers(0, 60)), data.draw(st.sampled_from(["before", "after", "dies"]))
        )
        months.store.late = data.draw(st.integers(0, 5))
        month = data.draw(st.sampled_from(["2026-04", "2026-05"]))
        problem = months.attempt(month, failing, fresh=data.draw(st.booleans()))
        now = seen(months.store)
        current = now["current"].decode().partition("/")[2]
        if problem is None:
            assert int(current) > int(told)
            told = current
        elif not isinstance(problem, Died):
            assert current == told
        told = current
        shown |= {key: content for key, content in now.items() if key.split("/")[0] == current}
        assert {key: now.get(key) for key in shown} == shown
        assert months.problems() == []
