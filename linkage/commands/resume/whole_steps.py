"""
The whole steps of a run: a list that grows at its end, and is cut where one of its tables is written again.

Each step stands on those before it. One is passed over where it is the next of the list, under the same digest; else
the list is cut there and the step made. So what the list says is true of the working tables at every moment, whatever
order a run goes in: a month after another, a look at published months between, a strike that takes their tables.
"""

from collections.abc import Callable, Iterable, Mapping

from linkage.cache.cache import Cache
from linkage.decisions.rows import TABLE as DECISIONS
from linkage.engine.table import has_table
from linkage.engine.working import WorkingEngine
from linkage.months.context import INDEXED
from linkage.release import broken_run
from linkage.release.broken_run import BrokenRun, WholeStep
from linkage.release.content.resumed_draft import can_go_on
from linkage.release.layout import Layout
from linkage.session.keys import Key
from linkage.steps.standardise.run import codes_made
from linkage.strike.aside import AREAS_ASIDE

ASIDE = {"postcode_people": INDEXED, "postcode_area": AREAS_ASIDE}
"""Tables of a shared step that a month or a strike has its own of, and where their rows are put before."""

ALIKE = frozenset({DECISIONS, *(table for item in codes_made() for table in item.writes)})
"""Tables of codes, and what reviewers decided: whoever needs them makes them, and makes them alike."""


class WholeSteps:
    """The list of one run, in memory and, unless the job says otherwise, in work/steps.json."""

    def __init__(
        self,
        layout: Layout,
        key: Key,
        warn: Callable[[str], None],
        made_from: Mapping[str, str],
        *,
        asked: str = "",
        is_written: bool = True,
        cache: Cache | None = None,
    ) -> None:
        """`made_from` are digests of what every step is made from, `asked` one of what the user asked for."""
        self.layout, self.key, self.warn = layout, key, warn
        self.is_written, self.cache = is_written, cache
        self.run = BrokenRun(made_from=dict(made_from), asked=asked)
        self.at = 0
        """How many steps this run has made or passed over."""
        self.engine: WorkingEngine | None = None
        self.heard: list[str] = []
        """What the user was warned of."""
        self._is_told = False

    def resume(self, found: BrokenRun) -> bool:
        """Take over what an earlier run has come to; False, and the user is told, where that is of something else."""
        if other := broken_run.other_names(found, self.run.made_from, self.layout):
            self.warn(
                f"{broken_run.left_words(found)}; since then {', '.join(other)} changed, so this one begins anew"
            )
            return False
        is_asked = found.asked == self.run.asked
        published = found.published if is_asked else {}
        self.run = found.model_copy(update={"asked": self.run.asked, "published": published})
        return True

    def forget(self) -> None:
        """Nothing is whole."""
        self.cut(0)

    def hear(self, warning: str) -> None:
        """Warn the user, and remember it."""
        self.heard.append(warning)
        self.warn(warning)

    def digest(self, name: str, *given: object) -> str:
        """What the next step is, was given and stands on; only who holds the key can try texts on it."""
        stands_on = self.run.steps[self.at - 1].digest if self.at else ""
        return self.key.digest("steps", repr((name, given, stands_on)))

    def passed(self, name: str, digest: str) -> WholeStep | None:
        """The step, where it is the next of those that are whole: it need not be made."""
        if self.at >= len(self.run.steps):
            return None
        step = self.run.steps[self.at]
        if (step.name, step.digest) != (name, digest):
            return None
        self.at += 1
        for warning in step.told:
            self.hear(warning)
        if self.cache:
            self.cache.used.update(dict.fromkeys(step.entries))
        return step

    def begin(self) -> None:
        """A step is going to be made: what stood at its place and after it is not whole any more."""
        self.tell()
        self.cut(self.at)

    def tell(self) -> None:
        """Tell the user, once, after which step the run goes on."""
        if self.at and not self._is_told:
            last = self.run.steps[self.at - 1].name
            self.warn(f"a run was broken off: {self.at:,} step(s) of it are whole, resuming after {last}")
        self._is_told = True

    def done(self, step: WholeStep, *, since: int | None = None) -> None:
        """A step was made; it takes the place of all `since` a place in the list."""
        self.tell()
        if self.is_written and step.tables and self.engine:
            self.engine.save()
        before = self.run.steps[: self.at if since is None else since]
        self.run = self.run.model_copy(update={"steps": (*before, step)})
        self.at = len(self.run.steps)
        self.write()

    def back_to(self, place: int) -> None:
        """The next release of the run begins after so many steps."""
        self.at = min(place, len(self.run.steps))

    def cut(self, length: int) -> None:
        """Only so many steps are whole from now on; on disk, too, before anything else is done."""
        self.at = min(self.at, length)
        if length < len(self.run.steps):
            self.run = self.run.model_copy(update={"steps": self.run.steps[:length]})
            self.write()

    def cut_files(self) -> None:
        """No month of a release is written any more."""
        self.cut(next((n for n, step in enumerate(self.run.steps) if step.files), len(self.run.steps)))

    def before_writing(self, table: str) -> None:
        """A table is going to be written or dropped: steps that gave it are not whole any more."""
        if table in ALIKE:
            return
        givers = [place for place, step in enumerate(self.run.steps) if table in step.tables]
        if givers and table in ASIDE and self.engine and has_table(self.engine, ASIDE[table]):
            del givers[0]
        if givers:
            self.cut(givers[0])

    def rows_of(self, tables: Iterable[str]) -> dict[str, int]:
        """Rows of those of the tables that are there."""
        if self.engine is None:
            return {}
        engine, there = self.engine, self.there()
        return {name: engine.count(f'select count(*) from "{name}"') for name in tables if name in there}

    def there(self) -> frozenset[str]:
        """Every table of the working tables, and every name for a file."""
        return self.engine.tables() if self.engine else frozenset()

    def entries(self) -> tuple[str, ...]:
        """What the run has used of the cache."""
        return tuple(self.cache.used) if self.cache else ()

    def next_number(self) -> str:
        """The number of the next release: that of one that was begun, where it can go on."""
        begun = self.run.number
        return begun if begun and can_go_on(self.layout, begun) else self.layout.next_number()

    def note(self, **facts: object) -> None:
        """Write down a fact about the run as a whole."""
        self.run = self.run.model_copy(update=facts)
        self.write()

    def write(self) -> None:
        """Write the list down."""
        if self.is_written:
            broken_run.write(self.layout, self.run)
