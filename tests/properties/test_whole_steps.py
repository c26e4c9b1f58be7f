"""A law: whatever steps write and between them is written, and wherever a run is killed, it comes out the same."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.commands.resume.whole_steps import WholeSteps
from linkage.release.broken_run import BrokenRun, WholeStep
from linkage.release.layout import Layout
from linkage.session.keys import Key
from linkage.session.surroundings import unheard

TABLES = "abcdef"
MOST = 200
"""Writes of the longest run that is drawn; so many attempts are enough for any."""


@dataclass(frozen=True)
class Unit:
    """A step, which writes tables from others; or, between steps, something that changes a table in its place."""

    name: str
    writes: tuple[str, ...]
    reads: tuple[str, ...]
    is_step: bool


class Killed(Exception):  # noqa: N818 - it is no error
    """The process is gone."""


@dataclass
class Machine:
    """What is on disk: the tables, each by all that went into it, and the list of whole steps."""

    tables: dict[str, str] = field(default_factory=dict)
    whole: BrokenRun | None = None
    left: int = MOST
    """Writes until it is killed."""

    def write(self, whole: WholeSteps, table: str, value: str) -> None:
        """One table written, unless the machine dies first: what the list says is on disk by then."""
        whole.before_writing(table)
        self.whole = whole.run
        if self.left == 0:
            raise Killed
        self.left -= 1
        self.tables[table] = value


@st.composite
def programs(draw: st.DrawFn) -> list[Unit]:
    """Units in order; each reads tables that were written before it or that it writes itself, and what it changes."""
    units: list[Unit] = []
    known: list[str] = []
    for number in range(draw(st.integers(1, 7))):
        is_step = not known or draw(st.integers(0, 3)) > 0
        if is_step:
            writes = draw(st.lists(st.sampled_from(TABLES), min_size=1, max_size=3, unique=True))
            others = [table for table in known if table not in writes]
            reads = draw(st.lists(st.sampled_from(others), max_size=3, unique=True)) if others else []
        else:
            writes = reads = [draw(st.sampled_from(known))]
        known += [table for table in writes if table not in known]
        units.append(Unit(f"{number}", tuple(writes), tuple(reads), is_step))
    return units


def attempt(machine: Machine, program: Sequence[Unit]) -> dict[str, str]:
    """A run from the start of the program, which goes on with what is whole; gives the tables at its end."""
    whole = WholeSteps(Layout(Path("nowhere")), Key(b"k" * 32), unheard, {"a": "1"}, is_written=False)
    if machine.whole:
        assert whole.resume(machine.whole)
    claimed = {table for step in whole.run.steps for table in step.tables}
    machine.tables = {table: value for table, value in machine.tables.items() if table in claimed}
    for unit in program:
        if unit.is_step and whole.passed(unit.name, unit.name):
            continue
        if unit.is_step:
            whole.begin()
        made_of = "".join(machine.tables[table] for table in unit.reads)
        for table in unit.writes:
            machine.write(whole, table, f"({unit.name}{table}:{made_of})")
        if unit.is_step:
            whole.done(WholeStep(name=unit.name, digest=unit.name, tables=dict.fromkeys(unit.writes, 1)))
            machine.whole = whole.run
    return machine.tables


@settings(max_examples=80, deadline=None)
@given(program=programs(), kills=st.lists(st.integers(0, 12), max_size=4))
def test_a_killed_run_comes_out_as_one_that_was_left_alone(program: list[Unit], kills: list[int]) -> None:
    """Killed again and again, each time after so many writes, and resumed."""
    machine, alone = Machine(), attempt(Machine(), program)
    for writes in kills:
        machine.left = writes
        with suppress(Killed):
            attempt(machine, program)
    machine.left = MOST

    assert attempt(machine, program) == alone


def test_a_resumed_run_makes_no_whole_step_again() -> None:
    """Killed after the second of three steps, it writes one table more."""
    program = [Unit(name, (name,), (), is_step=True) for name in "abc"]
    machine = Machine(left=2)
    with suppress(Killed):
        attempt(machine, program)
    machine.left = MOST
    attempt(machine, program)

    assert machine.left == MOST - 1
