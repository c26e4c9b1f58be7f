"""What can be known of a job before a row of its files is read: every problem at once, each with its key or file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from linkage.commands.check.files_found import files_of_broken_job, files_there
from linkage.commands.check.job_texts import check_texts
from linkage.commands.check.whole_files import Whole, WholeFile, look_whole
from linkage.config.agreement import is_file, table
from linkage.config.given.job_file import job_file
from linkage.config.given.settings import Given
from linkage.config.job import Job
from linkage.config.load import load_job, load_rules, parsed, read_rules
from linkage.config.rules import Rules
from linkage.errors import ConfigError, LinkageError
from linkage.release.layout import Layout
from linkage.session.keys import file_key
from linkage.session.people_source import person_rules, settled, told_of_people, unkeyed
from linkage.session.places import is_there, try_model, try_spill, writable
from linkage.session.sources import source, source_tables
from linkage.session.stores.job_layout import try_store
from linkage.session.usable_files import SET_ASIDE
from linkage.session.workspace import existing_key, ignored, model, names, opted_out
from linkage.steps.inputs.missing_columns import planned_columns, told_of_columns
from linkage.steps.inputs.names.told import told_of_names
from linkage.steps.inputs.plan import Plan, looked_at, plan_reading, refuse_files, told_of_plans
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.values.told_heads import told_of_heads

Found = TypeVar("Found")


@dataclass
class Problems:
    """What was found so far; `look` goes on where a run would end."""

    found: list[LinkageError] = field(default_factory=list)

    def look(self, at: Callable[[], Found], key: str = "") -> Found | None:
        """What `at` gives, or None where it raises; the message begins with `key` unless it names it already."""
        try:
            return at()
        except LinkageError as problem:
            message = str(problem)
            if any(message in str(earlier) for earlier in self.found):
                return None  # two looks at one thing
            self.found.append(type(problem)(message if not key or key in message else f"{key}: {message}"))
            return None

    def as_error(self, file: str) -> LinkageError:
        """What was found, as one error: of the kind whose exit code comes first, telling of all."""
        first = min(self.found, key=lambda problem: problem.exit_code)
        if len(self.found) == 1:
            return first
        listed = "\n".join(f"  {str(problem).replace(chr(10), chr(10) + '  ')}" for problem in self.found)
        return type(first)(f"{file}: {len(self.found)} problems:\n{listed}")


@dataclass(frozen=True)
class Checked:
    """A job in which nothing was found amiss."""

    job: Job
    rules: Rules
    sources: tuple[Source, ...]
    model: str
    """none needed, present or missing: the last is no problem before the first training."""
    told: tuple[str, ...]
    """What a run would go on with, and its user should know."""
    whole: tuple[WholeFile, ...] | None = None
    """The rows of each file; None where only the beginnings were looked at."""


def check_job(path: Path, given: Given, today: date, *, whole: bool = False) -> Checked:
    """
    The job file at `path`, its rules, paths, lists, key, model and the beginning of each file. Leaves nothing behind.

    Settings and variables of the environment are `given` beside the file. Dates in free text are measured from `today`.
    Where files are looked at `whole`, every row of each that the job can find is read as a run would read it.

    Raises ConfigError, InputError, ResourceError or IntegrityError that tells of every problem; what rests on a thing
    that is wrong is not looked at. Files are, as far as they can be found.
    """
    path, problems = job_file(path), Problems()
    job = problems.look(lambda: load_job(path, given))
    if job is None:
        folder, contents = path.resolve().parent, as_written(path)
        problems.look(lambda: rules_beside(folder, contents))
        problems.look(lambda: plan_reading(files_of_broken_job(folder, contents)))
        raise problems.as_error(path.name)
    found, rules = look_at(problems, job, given.environment), problems.look(lambda: load_rules(job))
    state = problems.look(lambda: model_state(job, rules), "linkage.model") if rules else None
    problems.look(lambda: check_texts(job, today))
    found = problems.look(lambda: settled(job, found)) or unkeyed(found)
    problems.look(lambda: person_rules(job, found), "linkage.person_rules")
    plans, seen = look_at_files(problems, job, found, whole=whole)
    if rules is None or state is None or plans is None or problems.found:
        raise problems.as_error(path.name)
    told = (
        *told_of_people(job, found),
        *told_of_plans(plans),
        *told_of_names(found, plans),
        *told_of_columns(found, planned_columns(plans)),
        *(seen.told if seen else told_of_heads(plans)),
    )
    return Checked(job, rules, found, state, told, seen.files if seen else None)


def look_at_files(
    problems: Problems, job: Job, found: Sequence[Source], *, whole: bool
) -> tuple[list[Plan] | None, Whole | None]:
    """How each file will be read, None where not every one can be; and what reading it shows, where that is asked."""
    looked = problems.look(lambda: looked_at(found))
    if looked is None:
        return None, None
    plans, bad = looked
    if not whole:
        goes_on = job.inputs.on_bad_file == SET_ASIDE
        problems.look(lambda: refuse_files(found, plans, bad, goes_on=goes_on))
        return (None if bad else plans), None
    seen = problems.look(lambda: look_whole(job, found, plans, bad))
    return (plans, seen) if seen else (None, None)


def look_at(problems: Problems, job: Job, environment: Mapping[str, str]) -> tuple[Source, ...]:
    """What the job names besides its rules and its model; gives the data sets whose files are there."""
    found = [
        problems.look(partial(source, job, name, key, said)) or files_there(job, name, key, said)
        for name, key, said in source_tables(job)
    ]
    problems.look(lambda: ignored(job), "linkage.ignore_postcodes")
    problems.look(lambda: opted_out(job), "opt_outs.paths")
    problems.look(lambda: names(job), "lookups.provider_names")
    problems.look(lambda: try_key(job, environment), "keys.pseudonym")
    problems.look(lambda: writable(Layout(job.output)), "job.output")
    problems.look(lambda: try_store(job), "job.output")
    problems.look(lambda: try_spill(job))
    return tuple(one for one in found if one)


def as_written(path: Path) -> Mapping[str, object]:
    """What a job file says that itself has problems; nothing where it cannot be parsed."""
    try:
        return parsed(path.read_text("utf-8-sig"), path.name)
    except (ConfigError, OSError, ValueError):
        return {}


def rules_beside(folder: Path, contents: Mapping[str, object]) -> None:
    """The problems of the rules file that a job file names which itself has problems."""
    profile = (table(contents, "linkage") or {}).get("profile")
    if isinstance(profile, str) and is_file(folder / profile):
        read_rules(folder, profile)


def try_key(job: Job, environment: Mapping[str, str]) -> None:
    """ConfigError unless the key of the pseudonyms can be read, or is for the first run to make."""
    layout = Layout(job.output)
    if job.keys:
        existing_key(job, layout, environment)
    elif (own := layout.state / "pseudonym.key").exists():
        file_key(own)


def model_state(job: Job, rules: Rules) -> str:
    """Whether the model is there; ConfigError when it cannot be used, or a training could not write it."""
    if rules.p is None:
        return "none needed"
    if job.model_path is not None and not is_there(job.model_path):
        try_model(job.model_path)
        return "missing"
    if model(job, rules) is None:
        raise ConfigError("there is no model")
    return "present"
