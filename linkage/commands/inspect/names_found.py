"""The names in the header of a file, and what is said of a file that no layout has the names of."""

import re
from collections.abc import Sequence
from dataclasses import replace

from linkage.layouts.named.foreign import foreign
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.hint import DELIMITERS
from linkage.steps.inputs.layout import header_name, layout_of
from linkage.steps.inputs.source import InputFile, Source
from linkage.steps.inputs.text.first_row import first_row

NAME = re.compile(r"[A-Za-z][\w .()/-]{0,63}")
"""What may be shown of a header: the name of a column. Whatever else stands there is counted."""


def unknown(names: Sequence[str], source: Source) -> tuple[str, ...]:
    """Names that no column of the layout has, those alone that look like names."""
    known = layout_of(source).names
    others = [name for name in names if name and header_name(name) not in known]
    shown = [name for name in others if NAME.fullmatch(name)]
    left = len(others) - len(shown)
    return (*shown, *([f"{left} that are no names"] if left else []))


def like_none(file: InputFile, head: Head, names: Sequence[str]) -> str:
    """Why no layout reads a file of text or Parquet."""
    if kind := foreign(names):
        return f"is {kind.meaning}; {kind.advice}"
    if head.parquet:
        return f"has {len(names)} columns, and no layout has such names; name its columns in the job"
    counts = {
        delimiter: len(first_row(head, replace(file.source, delimiter=delimiter)).cells)
        for delimiter in DELIMITERS
    }
    most = max(counts, key=lambda delimiter: counts[delimiter])
    fields = f"{counts[most]} field{'' if counts[most] == 1 else 's'} by {DELIMITERS[most]}"
    return (
        f"its first line has {fields}, and no layout has such names or fields; say under columns of its table how it "
        "names them, or list column_order if it has no header"
    )
