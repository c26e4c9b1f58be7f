"""What one command works with, inside the lock: the files and the person index, read once for all its months."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from linkage.cache.entry import named
from linkage.commands.resume.ending import is_broken
from linkage.commands.resume.resumable import run_or_pass, worked_out
from linkage.commands.resume.resumed_engine import resumed_engine
from linkage.commands.resume.step_text import folder_text, release_text
from linkage.commands.resume.whole_steps import WholeSteps
from linkage.common_steps import Step, keys_step
from linkage.config.job import Job
from linkage.editions.index import people_edition
from linkage.engine.dialect import DuckDBDialect
from linkage.engine.working import WorkingEngine
from linkage.errors import ConfigError
from linkage.gates.judge import Judging
from linkage.months.context import is_kept
from linkage.pipeline import shared_steps
from linkage.release.content.published_events import published_events_sql
from linkage.release.record.manifest import Manifest
from linkage.release.recover import clear_work
from linkage.session.on_spark import clear_spark
from linkage.session.run_inputs import Inputs
from linkage.session.stages import Stage, Stages
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import open_engine
from linkage.strike.people import kept_folders


@dataclass
class OpenedRun:
    """A run under way; nothing is read before `engine` is asked for."""

    job: Job
    inputs: Inputs
    around: Surroundings
    judging: Judging
    made_from: Mapping[str, str]
    """Digests by name of what it works from: when all are as they were, there is nothing to do."""
    started: datetime
    whole: WholeSteps
    """Its steps that are whole, by which it can be resumed."""
    contexts: Path | None = None
    """Where every month that is linked takes its context from, if from elsewhere."""
    were_gates_judged: bool = False
    """Whether a month has come as far as its gates, which then have told of what all its months share."""
    _engine: WorkingEngine | None = None
    _shared: list[Stage] = field(default_factory=list)
    """The stages that every month shares."""
    _of: tuple[str, ...] = ()
    """The release before, as steps are told of it."""
    _keys: list[Stage] = field(default_factory=list)
    """The stage of the keys of events, as they were made last."""

    def engine(self) -> WorkingEngine:
        """The engine, with every file read and the person index made."""
        if self._engine is None:
            self._engine = self._opened()
            stages = self.stages()
            self.make(stages, shared_steps(self.inputs, self._engine.dialect))
            self._shared = stages.finished
        return self._engine

    @property
    def is_open(self) -> bool:
        """Whether there is an engine already: its tables can be opened once alone."""
        return self._engine is not None

    def open_for(self, first: str) -> None:
        """Open the engine with no file read, for a run whose first step is `first`: steps of another are not whole."""
        steps = self.whole.run.steps
        if steps and steps[0].name != first:
            self.whole.forget()
        self._engine = self._opened()

    def _opened(self) -> WorkingEngine:
        return resumed_engine(
            self.whole,
            lambda: open_engine(
                self.job,
                self.inputs.layout,
                self.inputs.sources,
                unsafe_debug=self.around.unsafe_debug,
                besides=(self.contexts,) if self.contexts else (),
            ),
        )

    def stages(self) -> Stages:
        """The record of a month's stages, which begins with those it shares."""
        if self._engine is None:
            raise ValueError("nothing has been read yet")
        found = Stages(self._engine, self.around.progress, self.around.seconds)
        found.finished.extend((*self._shared, *self._keys))
        return found

    def beside(self, previous: Manifest | None) -> Inputs:
        """The inputs of a month that is linked beside what release `previous` holds."""
        engine = self.engine()
        published = published_events_sql(engine, self.inputs.layout, previous)
        self._of = release_text(self.inputs.layout, previous)
        return replace(with_kept(self.inputs, previous), published_events=published)

    def context_of(self, month: str, kept: Path | None) -> Path | None:
        """Where the context of a month lies: what is supplied, else what is `kept` of it, where it is to be its own."""
        if self.contexts is None:
            return kept
        supplied = self.contexts / f"test_month={month}"
        if not is_kept(supplied):
            raise ConfigError(f"--contexts: {self.contexts} keeps no context of {month}")
        return supplied

    def make_keys(self, inputs: Inputs, stages: Stages) -> None:
        """Which row counts for each event, given what is published."""
        self.whole.back_to(len(self._shared))
        self.make(stages, (keys_step(inputs, self.engine().dialect),), *self._of)
        self._keys = stages.finished[-1:]

    def make(self, stages: Stages, steps: Sequence[Step], *of: str, month: str | None = None) -> None:
        """Make the steps, of `month` or of all, that are not whole; `of` is what they are given besides tables."""
        run_or_pass(self.whole, self.engine(), stages, steps, of, month)

    def work_out(
        self, name: str, of: Sequence[str], work: Callable[[], int | None], gives: Sequence[str] = ()
    ) -> int:
        """What `work` answers beside the release before, or answered in a broken run; `gives` are its tables."""
        return worked_out(self.whole, name, (*self._of, *of), work, gives)

    def of_month(self, inputs: Inputs) -> tuple[str, ...]:
        """What the steps of a month are given besides tables and settings."""
        return (*self._of, folder_text(inputs.context))

    def publishing(self, month: str | None, number: str) -> None:
        """The release `number` of `month`, or of none, is whole, and readers are going to be shown it."""
        self.whole.note(published={**self.whole.run.published, month or "": number})

    @property
    def index_digest(self) -> str:
        """What the person index is made from, as one digest; the same whatever the engine."""
        return named(people_edition(self.inputs, DuckDBDialect()).made_from(self.inputs))

    def close(self, problem: BaseException | None = None) -> None:
        """
        End the session and clear what it worked in.

        But for what can be resumed from, where the run was broken off, or ended before it looked at that.
        """
        if self._engine is not None:
            self._engine.close()
        to_resume = problem is not None and (self._engine is None or is_broken(problem))
        clear_work(self.inputs.layout, to_resume=to_resume)
        clear_spark(self.job, self.inputs.layout)


def with_kept(inputs: Inputs, previous: Manifest | None) -> Inputs:
    """The inputs, and what `previous` keeps of each month for people whose files are gone."""
    if previous is None:
        return inputs
    return replace(
        inputs,
        kept=tuple(kept_folders(inputs.layout, previous).values()),
        kept_pads=inputs.key.pads("person") if previous.pseudonymise_person else None,
    )
