"""What the files of a data set may hold: columns, the names a header may give them, and the shapes of values."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from linkage import tables
from linkage.errors import ConfigError
from linkage.steps.inputs.source import Source


@dataclass(frozen=True)
class Shape:
    """What every value of a column looks like."""

    pattern: str
    means: str

    def fits(self, value: str) -> bool:
        """Whether the whole of `value` has the shape; upper and lower case are one."""
        return re.fullmatch(self.pattern, value, re.IGNORECASE | re.ASCII) is not None


@dataclass(frozen=True)
class Layout:
    """A data set as this job supplies it."""

    columns: Mapping[str, str]
    """Our name of each column -> its name in the layout; for DID in the order of the fields."""
    names: Mapping[str, str]
    """Every name that a header may use, as `header_name` writes it -> our name."""
    required: tuple[str, ...]
    """Columns without which a file cannot be used, those of `linkage` that the job does not declare absent included."""
    shapes: Mapping[str, Shape]
    either: Mapping[str, tuple[str, ...]]
    """Our name -> names of which a header may have several, the first that it has being the column."""
    linkage: tuple[str, ...] = ()
    """Columns by which records are linked."""
    beside: tuple[str, ...] = ()
    """Columns that only a file with a header can have, and that none has to."""

    @property
    def in_order(self) -> tuple[str, ...]:
        """The columns of a file without a header, in the order of its fields."""
        return tuple(name for name in self.columns if name not in self.beside)

    def passed_over(self, written: Sequence[str]) -> set[str]:
        """Names of a header that stand beside a better one for the same column."""
        present = set(written)
        found: set[str] = set()
        for names in self.either.values():
            found |= set([name for name in names if name in present][1:])
        return found

    def listed(self, ours: list[str]) -> str:
        """Columns as the layout names them, for a message."""
        return ", ".join(self.columns[name] for name in ours)


def header_name(cell: str) -> str:
    """A name of a header so written that case, and blanks for underscores, make no difference."""
    return re.sub(r"\s+", "_", cell.strip()).upper()


def layout_of(source: Source) -> Layout:
    """
    The layout of a data set with the job's own names for its columns.

    Raises ConfigError, naming the key, when the job maps a name to a column that does not exist.
    """
    about = _about(source.dataset)
    columns = _columns(source)
    names = {header_name(theirs): ours for ours, theirs in columns.items()}
    names.update({header_name(alias): ours for alias, ours in about.aliases.items()})
    names.update({alias: ours for ours, aliases in about.either.items() for alias in aliases})
    targets = {header_name(ours): ours for ours in columns} | names
    unknown = sorted(wanted for wanted in source.names.values() if header_name(wanted) not in targets)
    if unknown:
        raise ConfigError(
            f"[{source.key}.columns] maps to {', '.join(unknown)}: no such column; "
            f"the columns are {', '.join(columns.values())}"
        )
    names.update({header_name(theirs): targets[header_name(ours)] for theirs, ours in source.names.items()})
    person = ("person_key",) if "person_key" in columns else ()
    linkage = (name for name in about.linkage if name not in (*source.absent, *about.required))
    required = (*about.required, *linkage, *person)
    return Layout(columns, names, required, about.shapes, about.either, about.linkage, about.beside)


def _columns(source: Source) -> dict[str, str]:
    contract = tables.contract(f"{source.dataset}_raw")
    columns = {column.name: column.source for column in contract.columns if column.source}
    if "person_key" in columns:
        if source.person_id:
            columns["person_key"] = source.person_id
        else:
            del columns["person_key"]
    return columns


@dataclass(frozen=True)
class _About:
    """The entry of a data set in layouts.toml."""

    required: tuple[str, ...]
    shapes: Mapping[str, Shape]
    aliases: Mapping[str, str]
    either: Mapping[str, tuple[str, ...]]
    linkage: tuple[str, ...]
    beside: tuple[str, ...]


@cache
def _about(dataset: str) -> _About:
    described = tomllib.loads((files("linkage.steps.inputs") / "layouts.toml").read_text("utf-8"))
    entry = described[dataset]
    either = {ours: tuple(names) for ours, names in entry.get("either", {}).items()}
    shapes = {ours: Shape(**described["shape"][name]) for ours, name in entry["shapes"].items()}
    linkage, beside = (tuple(entry.get(key, ())) for key in ("linkage", "beside"))
    return _About(tuple(entry["required"]), shapes, entry.get("aliases", {}), either, linkage, beside)
