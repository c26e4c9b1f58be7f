"""The files that a command goes on with, where the job lets it go on without those that cannot be used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from linkage.config.job import Job
from linkage.errors import InputError
from linkage.steps.inputs.plan import looked_at
from linkage.steps.inputs.problem import BadFileError, refuse_all
from linkage.steps.inputs.source import Source, table_of

SET_ASIDE = "set_aside"
Found = TypeVar("Found")


@dataclass(frozen=True)
class FileAside:
    """A file that was set aside whole."""

    dataset: str
    path: str
    """Relative to the job's folder."""
    why: str
    """Why it cannot be used, and what to do; never a value."""

    def warning(self) -> str:
        """What the user is told."""
        return (
            f"{self.path} is set aside, and nothing of it is used ([inputs] on_bad_file): {self.why}; a "
            "run takes it in once it is mended"
        )


@dataclass(frozen=True)
class Usable:
    """Data sets with the files of each that can be used."""

    sources: tuple[Source, ...]
    aside: tuple[FileAside, ...] = ()

    def without(self, problems: Sequence[BadFileError]) -> "Usable":
        """Without these files too; InputError, telling all, when they are all that a data set has."""
        gone = {(problem.dataset, problem.name) for problem in problems}
        left = tuple(
            replace(
                one, files=tuple(path for path in one.files if (one.dataset, one.name_of(path)) not in gone)
            )
            for one in self.sources
        )
        if any(not one.files for one in left):
            refuse_all(problems)
        aside = (FileAside(one.dataset, one.name, one.why) for one in problems)
        return Usable(left, (*self.aside, *aside))


def usable_files(job: Job, found: tuple[Source, ...], *, needs_all: bool = False) -> Usable:
    """
    What can be used of the files found, by their beginnings, if the job sets aside those that cannot; else all.

    Where the command `needs_all`, InputError tells of those that cannot be used.
    """
    if job.inputs.on_bad_file != SET_ASIDE:
        return Usable(found)
    _, problems = looked_at(found)
    if needs_all and problems:
        raise needed(problems)
    return Usable(found).without(problems) if problems else Usable(found)


def going_on(
    job: Job,
    found: tuple[Source, ...],
    work: Callable[[Usable, Callable[[str], None]], Found],
    warn: Callable[[str], None],
    *,
    needs_all: bool = False,
) -> Found:
    """
    What `work` gives with the files that can be used: one that turns out to be bad while it is read is set aside too.

    `work` begins anew with each file less, and leaves nothing behind when it fails; what it has to say it is given a
    way to say, so that it is said once. Raises what `work` raises, where the job says to stop.
    """
    usable, told, earlier = usable_files(job, found, needs_all=needs_all), 0, set[str]()
    while True:
        for one in usable.aside[told:]:
            warn(one.warning())
        told, said = len(usable.aside), set[str]()

        def say(text: str, said: set[str] = said, earlier: frozenset[str] = frozenset(earlier)) -> None:
            said.add(text)
            if text not in earlier:
                warn(text)

        try:
            return work(usable, say)
        except BadFileError as problem:
            if job.inputs.on_bad_file != SET_ASIDE:
                raise problem.alone() from None
            if needs_all:
                raise needed([problem]) from None
            usable, earlier = usable.without([problem]), earlier | said


def needed(problems: Sequence[BadFileError]) -> InputError:
    """The refusal of a run that makes published months again, which no file may be missing from."""
    tables = ", ".join(sorted({f"[{table_of(problem.dataset)}]" for problem in problems}))
    listed = "\n  ".join(str(problem) for problem in problems)
    return InputError(
        f"published months are made again with --changed only from every file of {tables}: mend these, or run a month "
        f"without --changed:\n  {listed}"
    )
