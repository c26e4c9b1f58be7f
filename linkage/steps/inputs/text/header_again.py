"""A header where none should stand: under a title, and once more among the rows, as where files were put together."""

from collections.abc import Collection

from linkage.engine.quote import literal
from linkage.errors import InputError
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.layout import JobLayout
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.split import split_line

LINES = 20
"""A title, a rule and a date before a header have fewer lines."""


def no_name_sql(text: str, names: Collection[str]) -> str:
    """`text`, the value of a key; null where it is the name of its column: then the row is a header, and no record."""
    listed = ", ".join(map(literal, sorted(names)))
    longest = max(map(len, names), default=0)
    return f"case when length({text}) > {longest} or upper({text}) not in ({listed}) then {text} end"


def names_of(layout: JobLayout, ours: str) -> list[str]:
    """Every name that a header may use for a column."""
    return [name for name, column in layout.names.items() if column == ours]


def refuse_late_header(file: InputFile, head: Head, layout: JobLayout) -> None:
    """InputError for a file whose header is not its first line: what stands before it is no row."""
    needed = layout.made_from.header_names or len(layout.required) - 1
    fields = 0
    for place, (number, line) in enumerate(head.rows()[:LINES]):
        cells = split_line(line, file.source.delimiter) or []
        known = layout.known(cells)
        if place and len(known) >= max(needed, 2) and fields < len(known):
            raise InputError(
                f"{file.name}, line {number}: is the header, which has to come first; remove what stands before it"
            )
        fields = max(fields, len(cells))
