"""
The tables in which steps meet: grain, key, columns and their meaning, and the checks that hold them to it.

Each contract is written once, as TOML, in the file of `linkage/tables/contracts` that bears the name of the step
that makes the table. Everything else (checks, data dictionary, published column order) is read from there.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from linkage.engine.quote import identifier
from linkage.layouts.every import SOURCES
from linkage.relations import every

TYPE_OF_DUCKDB = {
    "VARCHAR": "text",
    "BIGINT": "integer",
    "DOUBLE": "double",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "BLOB": "binary",
}


SQL_TYPES = {"text": "string", "integer": "bigint"}
"""Types of a contract that a cast spells otherwise."""

VOCABULARIES = {"relation": (every.NAMES, every.SENTENCES)}
"""Values that a contract need not list, with their meanings: it says `vocabulary`, and `{values}` where they stand."""


@dataclass(frozen=True)
class Column:
    """One column of a contract."""

    name: str
    type: str
    """text, integer, double, boolean, date or binary; `text?` in the file means that it may be null."""
    nullable: bool
    meaning: str
    source: str
    """The field of the input it comes from, or empty when it is derived."""
    values: tuple[str, ...]
    """The only values it may hold; empty when they are not listed."""
    key_of: str = ""
    """What it identifies, when its values stand in a file that others hold too: person, record (of a hospital data
    set), spell or event. A release under pseudonyms holds none of these as it came."""
    codes: str = ""
    """The list of codes whose meanings the table `codes` has, where its values are of one."""
    unit: str = ""
    """What a number counts or measures (days, years, people, bits, probability), date for a date; else empty."""

    @property
    def null_sql(self) -> str:
        """A null of its type, as every engine spells that."""
        return f"cast(null as {SQL_TYPES.get(self.type, self.type)})"


@dataclass(frozen=True)
class Table:
    """The contract of one table."""

    name: str
    step: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    published: bool
    passing: bool = False
    """Whether it is forgotten with the step that makes it."""

    @property
    def types(self) -> dict[str, str]:
        """Column names, in order, with their types."""
        return {column.name: column.type for column in self.columns}

    @property
    def key_promise(self) -> str:
        """What is promised of the key."""
        return f"key ({', '.join(self.key)}) is unique"

    def repeated_key_sql(self) -> str:
        """The keys that several rows have."""
        key = ", ".join(identifier(name) for name in self.key)
        return f"select {key} from {self.name} group by {key} having count(*) > 1"

    def row_promises(self) -> dict[str, str]:
        """For each promise about single rows, the condition on which a row breaks it."""
        promises: dict[str, str] = {}
        required = [column.name for column in self.columns if not column.nullable]
        if required:
            null = " or ".join(f"{identifier(name)} is null" for name in required)
            promises[f"never null: {', '.join(required)}"] = null
        for column in self.columns:
            if column.values:
                listed = ", ".join(f"'{value}'" for value in column.values)
                promises[f"{column.name} is one of its listed values"] = (
                    f"{identifier(column.name)} not in ({listed})"
                )
        return promises


def column(name: str, described: Mapping[str, Any], source: str = "") -> Column:
    """One column as a contract describes it; `source` is the field it comes from where that need not say it."""
    own = (described.get("values", ()), "")
    values, meanings = VOCABULARIES[described["vocabulary"]] if "vocabulary" in described else own
    return Column(
        name=name,
        type=described["type"].rstrip("?"),
        nullable=described["type"].endswith("?"),
        meaning=described["meaning"].replace("{values}", meanings),
        source=described.get("source", source),
        values=tuple(values),
        key_of=described.get("key_of", ""),
        codes=described.get("codes", ""),
        unit=described.get("unit", ""),
    )


def numbered(columns: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The columns of a contract: `diagnosis_{nn}` with `to = 20` is one for each number from `from`, else from 01."""
    for name, described in columns.items():
        for number in range(described.get("from", 1), described.get("to", 1) + 1):
            nn = f"{number:02d}"
            texts = {
                key: said.replace("{nn}", nn) for key, said in described.items() if isinstance(said, str)
            }
            yield name.replace("{nn}", nn), {**described, **texts}


@cache
def all_tables() -> dict[str, Table]:
    """Every contract by table name, in the order of the flow."""
    found: dict[str, Table] = {}
    folder = files("linkage") / "tables" / "contracts"
    for step in tomllib.loads((folder / "steps.toml").read_text("utf-8"))["steps"]:
        for name, entry in tomllib.loads((folder / f"{step}.toml").read_text("utf-8")).items():
            found[name] = Table(
                name=name,
                step=step,
                grain=entry["grain"],
                key=tuple(entry.get("key", ())),
                published=bool(entry.get("published", False)),
                passing=bool(entry.get("passing", False)),
                columns=tuple(
                    column(one, described, SOURCES.get(name, {}).get(one, ""))
                    for one, described in numbered(entry["columns"])
                ),
            )
    return found


def find(name: str) -> Table | None:
    """The contract of table `name`, or None for a passing table that has none."""
    return all_tables().get(name)


def contract(name: str) -> Table:
    """The contract of table `name`; KeyError when nobody has written one."""
    return all_tables()[name]
