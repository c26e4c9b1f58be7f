"""TOML text to a checked value: every problem at once, each with its line and key, never the value written."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from linkage.config.job import Job
from linkage.config.place import line_of
from linkage.config.rules import Rules
from linkage.config.shipped import profile_names, shipped
from linkage.config.wording import problem_text, unknown_key_text
from linkage.errors import ConfigError

Model = TypeVar("Model", bound=BaseModel)


def load_job(path: Path) -> Job:
    """The job file at `path`. Raises ConfigError with every problem of the file."""
    text = read_text(path)
    job = checked(Job, parsed(text, path.name), text, path.name)
    job = job.model_copy(update={"folder": path.resolve().parent})
    if job.outputs.pseudonymise_person and job.keys is None:
        raise ConfigError(
            f"{path.name}: outputs.pseudonymise_person needs a key you keep yourself: "
            'add [keys] pseudonym = "file:..." or "env:..."'
        )
    return job


def load_rules(job: Job) -> Rules:
    """The rules of the job's profile: a shipped name, or the path of a rules file relative to the job file."""
    name = job.linkage.profile
    if name in profile_names():
        text, file = (shipped("rules") / f"{name}.toml").read_text("utf-8"), f"{name}.toml"
    elif (job.folder / name).is_file():
        text, file = read_text(job.folder / name), Path(name).name
    else:
        raise ConfigError(unknown_key_text("linkage.profile", "profile", name, profile_names()))
    return checked(Rules, parsed(text, file), text, file)


def read_text(path: Path) -> str:
    """A text file of settings; ConfigError when it is not one."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"there is no file {path.name}; `linkage init DIR` writes one to start from") from None
    except IsADirectoryError:
        raise ConfigError(f"{path.name} is a folder; name the job file in it, for example job.toml") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path.name} is not UTF-8 text; a job file is TOML, saved as UTF-8") from None
    except OSError as problem:
        raise ConfigError(f"{path.name} cannot be read ({problem.strerror}); check its permissions") from None
    if not text.strip():
        raise ConfigError(f"{path.name} is empty; `linkage init DIR` writes one to start from")
    return text


def parsed(text: str, file: str) -> dict[str, Any]:
    """TOML to plain values; ConfigError with line and column, without the text of the line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        told = str(problem).partition(" (at ")
        place = told[2].rstrip(")") or "end of document"
        raise ConfigError(
            f"{file}: not valid TOML at {place}; check quotes, brackets and commas there, and that no key stands twice"
        ) from None


def checked(model: type[Model], contents: dict[str, Any], text: str, file: str) -> Model:
    """`contents` as `model`; ConfigError that lists every problem, one a line, in order of lines."""
    try:
        return model.model_validate(contents)
    except ValidationError as found:
        problems = []
        for error in found.errors(include_input=False, include_url=False):
            keys = tuple(str(part) for part in error["loc"])
            line = line_of(text, keys)
            problems.append((line or 0, f"{file}:{line}: " if line else f"{file}: ", problem_text(model, keys, error)))
        problems.sort()
        head = f"{file} has {len(problems)} problem{'s' if len(problems) > 1 else ''}:\n"
        raise ConfigError(head + "\n".join(f"  {place}{told}" for _, place, told in problems)) from None
