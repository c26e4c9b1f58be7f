"""The columns of the Diagnostic Imaging Data Set, version 2, for its three layouts: from a map that is data."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from linkage.layouts import did_v1_csv
from linkage.layouts.layout import InputColumn, Layout, Reader
from linkage.layouts.spelt.timestamp import TIMESTAMP

MAP = "did_v2_items.toml"


@dataclass(frozen=True)
class Item:
    """A data item of version 2, and how far it is known."""

    column: str
    """Our name."""
    name: str
    mark: Literal["certain", "assumed"]
    source: str
    also: tuple[str, ...] = ()
    """Other names it may have."""
    otherwise: tuple[str, ...] = ()
    """Items that stand in for it where it is not there."""
    is_timestamp: bool = False


@cache
def items() -> tuple[Item, ...]:
    """The map, in its order; read from its file."""
    said = tomllib.loads((files("linkage.layouts.named") / MAP).read_text("utf-8"))
    return tuple(_item(one) for one in said["item"])


def layout(name: str, meaning: str, reader: Reader = "text") -> Layout:
    """The layout of files of version 2 that `reader` reads."""
    return Layout(
        name=name,
        dataset="did",
        meaning=meaning,
        reader=reader,
        columns=columns(),
        replace="month",
        timestamps=timestamps(),
        one_imaging_code=True,
    )


def columns() -> tuple[InputColumn, ...]:
    """A column of each item, and of the time of each that is a timestamp; what it is to us, it is as in version 1."""
    of = {column.ours: column for column in did_v1_csv.LAYOUT.columns}
    times = (
        replace(of[day.replace("_date", "_time")], theirs=f"TIME OF {day.upper()}", clock_of=day)
        for day in timestamps()
    )
    return (*(_column(item, of[item.column]) for item in items()), *times)


def timestamps() -> tuple[str, ...]:
    """Our names of the columns that are timestamps."""
    return tuple(item.column for item in items() if item.is_timestamp)


def spellings(name: str) -> tuple[str, ...]:
    """An item as elements, keys and headers may write it: `SITE_CODE_OF_IMAGING`, `SiteCodeOfImaging`."""
    words = re.findall("[A-Za-z0-9]+", name)
    return ("_".join(words), "".join(word.capitalize() for word in words))


def _item(said: Mapping[str, Any]) -> Item:
    return Item(
        column=said["column"],
        name=said["name"],
        mark=said["mark"],
        source=said["source"],
        also=tuple(said.get("also", ())),
        otherwise=tuple(said.get("otherwise", ())),
        is_timestamp=said.get("is_timestamp", False),
    )


def _column(item: Item, first: InputColumn) -> InputColumn:
    one = (item.name, *item.also)
    either = tuple(text.upper() for name in (*one, *item.otherwise) for text in spellings(name))
    return replace(
        first,
        theirs=item.name,
        shape=TIMESTAMP if item.is_timestamp else first.shape,
        aliases=() if item.otherwise else _others(item.name, one),
        either=either if item.otherwise else (),
        fills=bool(item.otherwise),
        timed=item.is_timestamp,
    )


def _others(name: str, several: tuple[str, ...]) -> tuple[str, ...]:
    spelt = (text for one in several for text in (one, *spellings(one)))
    return tuple(dict.fromkeys(text for text in spelt if text != name))
