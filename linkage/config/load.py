"""TOML text to a checked value: every problem at once, each with its line and key, never the value written."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from linkage.config.agreement import Problem, disagreements
from linkage.config.contacts import Contacts
from linkage.config.given.job_file import job_file
from linkage.config.given.settings import NOTHING, Given, Keys, laid_over
from linkage.config.job import Job
from linkage.config.people.person_rules import PersonRules
from linkage.config.place import line_of
from linkage.config.rules import Rules
from linkage.config.setting import ENVIRONMENT
from linkage.config.shipped import shipped, shipped_names
from linkage.config.wording import SLIPS, likely_slip, problem_text
from linkage.errors import ConfigError
from linkage.files.plain_file import MOST_SETTINGS, plain_text

Model = TypeVar("Model", bound=BaseModel)

START = "`linkage init DIR` writes one to start from"


def load_job(path: Path, given: Given = NOTHING) -> Job:
    """
    The job file at `path`, or job.toml in the folder there, with the settings and the environment that are `given`.

    Raises ConfigError with every problem of the file.
    """
    path = job_file(path)
    text = read_text(path, "a job file", START)
    folder = path.resolve().parent
    contents, keys = laid_over(parsed(text, path.name), given.settings, Job)
    also = disagreements(contents, folder, given.environment)
    job = checked(Job, contents, text, path.name, also, environment=given.environment, given=keys)
    return job.model_copy(update={"folder": folder, "given": tuple(sorted(map(".".join, keys)))})


def load_rules(job: Job) -> Rules:
    """
    The rules of the job's profile: a shipped name, or the path of a rules file relative to the job file.

    What the job names under [pathways], windows and contacts, takes the place of what the file says. ConfigError where
    it asks for draws of links, and the rules give these no probability.
    """
    rules = read_rules(job.folder, job.linkage.profile)
    if job.outputs.link_draws and rules.p is None:
        raise ConfigError(
            f"outputs.link_draws = {job.outputs.link_draws}: profile {rules.name} has no probabilistic stage, so there "
            "is no posterior to draw links from; name a profile that has one (hes_did), or leave link_draws out"
        )
    own = {name: getattr(job.pathways, name) for name in job.pathways.model_fields_set}
    contacts = {name: own.pop(name) for name in Contacts.model_fields if name in own}
    return rules.model_copy(
        update={
            "windows": rules.windows.model_copy(update=own),
            "contacts": rules.contacts.model_copy(update=contacts),
        }
    )


def read_rules(folder: Path, name: str) -> Rules:
    """The rules of a shipped name or of a file in `folder`; ConfigError with every problem of the file."""
    text, file = _supplied(folder, name, "rules", "a rules file", "linkage.profile")
    return checked(Rules, parsed(text, file), text, file)


def read_person_rules(folder: Path, name: str) -> PersonRules:
    """The rules by which people are made: a shipped name, or a file in `folder`; ConfigError with every problem."""
    text, file = _supplied(folder, name, "people", "a file of rules for people", "linkage.person_rules")
    return checked(PersonRules, parsed(text, file), text, file)


def _supplied(folder: Path, name: str, kind: str, what: str, key: str) -> tuple[str, str]:
    """The text and the name of the rules of a `kind` that the program ships under a name, or of a file in `folder`."""
    known = shipped_names(kind)
    if name in known:
        return (shipped(kind) / f"{name}.toml").read_text("utf-8"), f"{name}.toml"
    path = folder / name
    return read_text(path, what, f"correct {key}, or name {' or '.join(known)}"), path.name


def read_text(path: Path, what: str, otherwise: str) -> str:
    """A text file of settings; ConfigError, saying what to do `otherwise`, when it is not one."""
    try:
        text = plain_text(path, MOST_SETTINGS)
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file; {otherwise}") from None
    except IsADirectoryError:
        raise ConfigError(f"{path} is a folder; name {what} in it") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not UTF-8 text; {what} is TOML, saved as UTF-8") from None
    except OSError as problem:
        raise ConfigError(
            f"{path} cannot be read ({problem.strerror}); check the path and its permissions"
        ) from None
    if "\x00" in text:
        raise ConfigError(f"{path} is not a text; {what} is TOML, saved as UTF-8")
    if not text.strip():
        raise ConfigError(f"{path} is empty; {otherwise}")
    return text


def parsed(text: str, file: str) -> dict[str, object]:
    """TOML to plain values; ConfigError with line and column, without the text of the line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        message = str(problem).partition(" (at ")[2].rstrip(")")
        where = message if message.startswith("line") else "the end of the file"
    except RecursionError:
        where = "lists or tables nested too deeply"
    except ValueError:
        where = "a number of too many digits, or a date that is none"
    raise ConfigError(f"{file}: not valid TOML at {where}; {likely_slip(text, where) or SLIPS}")


def checked(
    model: type[Model],
    contents: dict[str, object],
    text: str,
    file: str,
    also: Iterable[Problem] = (),
    *,
    environment: Mapping[str, str] | None = None,
    given: Sequence[Keys] = (),
) -> Model:
    """
    `contents` as `model`; ConfigError that lists every problem, and those found `also`, in order of lines.

    Paths have the variables of the `environment`, if there is one. Keys that were `given` stand on no line.
    """
    found = [(keys, f"{'.'.join(keys)}: {message}") for keys, message in also]
    value = None
    try:
        value = model.model_validate(
            contents, context=None if environment is None else {ENVIRONMENT: environment}
        )
    except ValidationError as refusal:
        errors = refusal.errors(include_input=False, include_url=False)
        found += [
            (tuple(map(str, error["loc"])), problem_text(model, error))
            for error in errors
            if error["type"] != "too_short"
            or not any(_is_below(other["loc"], error["loc"]) for other in errors)
        ]
    if value is not None and not found:
        return value
    placed = sorted(
        (-1 if any(keys[: len(one)] == one for one in given) else line_of(text, keys) or 0, message)
        for keys, message in found
    )
    lines = [f"  {_where(file, line)}: {message}" for line, message in placed]
    raise ConfigError(f"{file} has {len(lines)} problem{'s' if len(lines) > 1 else ''}:\n" + "\n".join(lines))


def _where(file: str, line: int) -> str:
    """The place of a problem: a line, the file as a whole (0), or the command line (-1)."""
    return "--set" if line < 0 else f"{file}:{line}" if line else file


def _is_below(place: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    """Whether a problem is of an entry of a list: the list is then not short, its entry is wrong."""
    return len(place) > len(other) and place[: len(other)] == other
