"""The files of a lookup as they are named on the command line, and the lines of a job file that say the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from linkage.config.toml_text import toml_text
from linkage.errors import ConfigError
from linkage.steps.inputs.hint import CONFIGURABLE
from linkage.steps.inputs.source import Source

WORDS = {"tab": "\t"}
"""How a delimiter is written that cannot be typed."""


@dataclass(frozen=True)
class LookupFiles:
    """What is asked for."""

    name: str
    paths: tuple[Path, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Name in the files -> name in the layout."""
    delimiter: str = ","

    @property
    def source(self) -> Source:
        """The data set, as a job that names it would have it."""
        return Source(self.name, self.paths, self.delimiter, self.names, None, (), Path())

    @property
    def job(self) -> str:
        """The lines of a job file."""
        paths = ", ".join(toml_text(path.as_posix()) for path in self.paths)
        lines = [f"[lookups.{self.name}]", f"paths = [{paths}]"]
        if self.delimiter != ",":
            lines.append(f"delimiter = {CONFIGURABLE[self.delimiter]}")
        if self.names:
            lines += ["", f"[lookups.{self.name}.columns]"]
            lines += [f"{toml_text(theirs)} = {toml_text(ours)}" for theirs, ours in self.names.items()]
        return "\n".join(lines)


def names_of(pairs: Sequence[str]) -> dict[str, str]:
    """THEIRS=OURS, each, as names of columns; ConfigError for anything else."""
    parts = [pair.partition("=") for pair in pairs]
    if any(not theirs or not ours for theirs, _, ours in parts):
        raise ConfigError(
            "--column: write the name in the files, =, and the name in the layout, as MY_RANK=IMD"
        )
    return {theirs: ours for theirs, _, ours in parts}


def delimiter_of(text: str) -> str:
    """What stands between fields; ConfigError for what no job could say."""
    sign = WORDS.get(text, text)
    if sign not in CONFIGURABLE:
        raise ConfigError("--delimiter: write a comma, a pipe or tab")
    return sign
