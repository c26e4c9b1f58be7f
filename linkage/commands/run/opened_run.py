"""What one command works with, inside the lock: the files and the person index, read once for all its months."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from linkage.cache.entry import named
from linkage.commands.run.job import run
from linkage.common_steps import keys_step
from linkage.config.job import Job
from linkage.editions.index import people_edition
from linkage.engine.dialect import DuckDBDialect
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import ConfigError
from linkage.gates.judge import Judging
from linkage.months.context import is_kept
from linkage.pipeline import shared_steps
from linkage.release.content.published_events import published_events_sql
from linkage.release.record.manifest import Manifest
from linkage.release.recover import clear_work
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
    contexts: Path | None = None
    """Where every month that is linked takes its context from, if from elsewhere."""
    _engine: DuckDBEngine | None = None
    _shared: list[Stage] = field(default_factory=list)
    """The stages that every month shares."""
    _keys: list[Stage] = field(default_factory=list)
    """The stage of the keys of events, as they were made last."""

    def engine(self) -> DuckDBEngine:
        """The engine, with every file read and the person index made."""
        if self._engine is None:
            self._engine = open_engine(
                self.job,
                self.inputs.layout,
                self.inputs.sources,
                unsafe_debug=self.around.unsafe_debug,
                besides=(self.contexts,) if self.contexts else (),
            )
            stages = self.stages()
            run(self._engine, stages, shared_steps(self.inputs, self._engine.dialect))
            self._shared = stages.finished
        return self._engine

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
        engine = self.engine()
        run(engine, stages, (keys_step(inputs, engine.dialect),))
        self._keys = stages.finished[-1:]

    @property
    def index_digest(self) -> str:
        """What the person index is made from, as one digest."""
        return named(people_edition(self.inputs, DuckDBDialect()).made_from(self.inputs))

    def close(self) -> None:
        """End the session and clear what it worked in."""
        if self._engine is not None:
            self._engine.close()
            clear_work(self.inputs.layout)


def with_kept(inputs: Inputs, previous: Manifest | None) -> Inputs:
    """The inputs, and what `previous` keeps of each month for people whose files are gone."""
    if previous is None:
        return inputs
    return replace(
        inputs,
        kept=tuple(kept_folders(inputs.layout, previous).values()),
        kept_pads=inputs.key.pads("person") if previous.pseudonymise_person else None,
    )
