"""Progress that is also told in a log: that a step begins, and what it took."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from linkage.session.log_lines import Log
from linkage.session.progress import Progress, RunningStep


@dataclass(frozen=True)
class Logged:
    """Shows a step to whoever watches, and writes when it begins and ends, or fails; rows are those it dealt with."""

    shown: Progress
    log: Log
    seconds: Callable[[], float]
    """A clock that only goes forward."""

    @contextmanager
    def step(self, name: str) -> Iterator[RunningStep]:
        """See Progress."""
        began, ended = self.seconds(), "step_failed"
        self.log.tell("info", "step_begun", step=name)
        with self.shown.step(name) as step:
            try:
                yield step
                ended = "step_ended"
            finally:
                took = round(self.seconds() - began, 3)
                self.log.tell("info", ended, step=name, rows=step.count, seconds=took)
