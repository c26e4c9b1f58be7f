"""A `linkage` command with the CPU seconds of each of its steps; for a process of its own."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks import command
from benchmarks.months.spent import cpu
from benchmarks.process import apart
from linkage.session import stages

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

STAGES = "linkage.commands.run.opened_run"
"""The module that makes the stages of a run."""
BESIDES = {
    "published months looked at": ("linkage.commands.run.release_run", "look"),
    "month written": ("linkage.release.content.draft", "Draft.write_month"),
    "published months struck": ("linkage.strike.run", "strike_one"),
    "statistics of months struck": ("linkage.strike.run", "make_struck_statistics"),
    "report": ("linkage.commands.run.month_linking", "write_report"),
}
"""What a run does beside its stages: the module in which each is called, and by what name."""
REST = "all else"


class Spent:
    """CPU seconds by step; what is within another step is of the inner one alone."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` only goes forward."""
        self.clock = clock
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._within = [0.0]

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """A step, measured."""
        began = self.clock()
        self._within.append(0.0)
        try:
            yield
        finally:
            took = self.clock() - began
            self.seconds[name] += took - self._within.pop()
            self._within[-1] += took

    def each(self, name: str, function: Callable[Given, Answer]) -> Callable[Given, Answer]:
        """The function, measured each time."""

        def measured(*given: Given.args, **named: Given.kwargs) -> Answer:
            with self.of(name):
                return function(*given, **named)

        return measured


def measure(spent: Spent) -> None:
    """Have a run measured; AttributeError for a step that is not where it was."""

    class MeasuredStages(stages.Stages):
        @contextmanager
        def of(self, name: str, *, reads: tuple[str, ...], writes: tuple[str, ...]) -> Iterator[None]:
            with spent.of(name), super().of(name, reads=reads, writes=writes):
                yield

    for name, (module, called) in BESIDES.items():
        *inside, last = called.split(".")
        holder = attrgetter(*inside)(import_module(module)) if inside else import_module(module)
        setattr(holder, last, spent.each(name, getattr(holder, last)))
    maker = import_module(STAGES)
    if maker.Stages is not stages.Stages:
        raise AttributeError(f"{STAGES} makes no stages any more")
    maker.Stages = MeasuredStages  # type: ignore[attr-defined]


def spending(arguments: list[str]) -> dict[str, float]:
    """Run it here; CPU seconds by step, all else under REST."""
    spent = Spent(cpu)
    measure(spent)
    command.run(arguments)
    return {**spent.seconds, REST: cpu() - sum(spent.seconds.values())}


def run(job: Path, how: Sequence[str]) -> dict[str, float]:
    """The same of one run, in a process of its own."""
    return apart(spending, ["run", str(job), *how, "--quiet"]).answer


def by_step(rounds: Sequence[Sequence[Mapping[str, float]]]) -> list[tuple[str, ...]]:
    """One row a step: of each run the median of its seconds, and to those of the first run where it has the step."""
    names = dict.fromkeys(name for of_run in rounds[0] for name in of_run)
    rows = []
    for name in names:
        spent = [
            statistics.median(of_run.get(name, 0.0) for of_run in one) for one in zip(*rounds, strict=True)
        ]
        shares = [f" ({seconds / spent[0]:.0%})" if spent[0] else "" for seconds in spent]
        cells = (f"{seconds:.1f}{share}" for seconds, share in zip(spent, ["", *shares[1:]], strict=True))
        rows.append((name, *cells))
    return rows
