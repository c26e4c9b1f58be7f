"""
The tables of docs/layouts.md, written from the layouts themselves.

`python -m tests.docs.layouts` writes them anew between the marks of the page.
"""

import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from linkage.layouts.every import LAYOUTS
from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.named.foreign import FOREIGN

PAGE = Path(__file__).parents[2] / "docs" / "layouts.md"
MARKED = re.compile(r"(<!-- layouts -->\n).*(<!-- end of layouts -->)", re.DOTALL)
HEADER = "| Column | Our name | It is | Other names |\n|---|---|---|---|\n"
DELIMITERS = {",": "a comma", "|": "a pipe", "\t": "a tab", ";": "a semicolon"}

READERS = {"xml": "read as XML", "json": "read as JSON"}


def role(column: InputColumn) -> str:
    """What a column is to the program."""
    roles = {
        "a key": column.key,
        "required": column.required,
        "linked by": column.links,
        "beside the others": column.beside,
    }
    return ", ".join(name for name, is_so in roles.items() if is_so)


def letters(name: str) -> str:
    """The letters of a name alone."""
    return re.sub("[^A-Z]", "", name.upper())


def line(column: InputColumn) -> str:
    """One column as a line of the table."""
    bare = letters if " " in column.theirs else str
    told, others = {bare(column.theirs)}, ""
    for name in map(yearless, (*column.aliases, *column.either)):
        if bare(name) not in told:
            told.add(bare(name))
            others += f"{', ' if others else ''}`{name}`"
    if column.series:
        first, last = column.series[0][0], column.series[-1][0]
        stems = {re.sub("[0-9]+$", "", name): None for name in column.series[0]}
        others = ", ".join([f"to `{last}`, read as one", *(f"`{stem}NN`" for stem in list(stems)[1:])])
        return f"| `{first}` | `{column.ours}` | {role(column)} | {others} |\n"
    return f"| `{column.theirs}` | `{column.ours}` | {role(column)} | {others} |\n"


def yearless(name: str) -> str:
    """A name of one of many years as the pattern of them all."""
    return re.sub(r"(?<=[A-Z])[0-9]{2}(?=CD|IND|_?RANK|$)", "NN", name)


def section(layout: Layout) -> str:
    """One layout: what it is, how it is known, what it cannot carry, and its columns."""
    written = READERS.get(layout.reader, f"between fields {DELIMITERS[layout.delimiter]}")
    told = f"{layout.meaning[0].upper()}{layout.meaning[1:]}; {written}."
    if layout.dates:
        told += f" Dates: {', '.join(layout.dates)}."
    if layout.cannot_carry:
        told += f" It cannot carry {names(layout.cannot_carry)}: null in every row."
    if layout.issued_without:
        told += f" As issued it lacks {names(layout.issued_without)}."
    others = [f"`{name}`" for column in layout.columns for name in column.not_it]
    if others:
        told += f" Not read unless the job maps them: {', '.join(others)}."
    same = next(one.name for one in LAYOUTS if one.columns == layout.columns)
    if same != layout.name:
        return f"## `{layout.name}`\n\n{told} Its columns are those of `{same}`.\n"
    more = prose(layout)
    return f"## `{layout.name}`\n\n{told}\n\n{more}{HEADER}{''.join(map(line, layout.columns))}"


def names(ours: Sequence[str]) -> str:
    """Columns by our names."""
    return ", ".join(f"`{name}`" for name in ours)


def prose(layout: Layout) -> str:
    """What the module of a layout says beyond its first line, as a paragraph; empty where it says no more."""
    text = import_module(f"linkage.layouts.{layout.name}").__doc__ or ""
    body = " ".join(" ".join(text.strip().splitlines()[1:]).split())
    return f"{body}\n\n" if body else ""


def refused() -> str:
    """The files that are known and never read."""
    rows = "".join(
        f"| {kind.meaning} | {', '.join(f'`{name}`' for name in kind.every)}"
        f"{' and one of ' if kind.some else ''}{', '.join(f'`{name}`' for name in kind.some)} | {kind.advice} |\n"
        for kind in FOREIGN
    )
    head = "| It is | Known by | Why it is refused, and what to ask for |\n|---|---|---|\n"
    return f"## Files that link nothing\n\n{head}{rows}"


def page(text: str) -> str:
    """The page with the tables as they should be, in the order of the data sets."""
    sections = "\n".join([*map(section, LAYOUTS), refused()])
    return MARKED.sub(lambda found: f"{found[1]}\n{sections}\n{found[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
