"""Columns of a layout that holds what the usual one of its data set holds, under other names."""

from collections.abc import Iterable
from dataclasses import replace

from linkage.layouts.layout import InputColumn, Layout


def renamed(usual: Layout, theirs: Iterable[tuple[str, str]]) -> tuple[InputColumn, ...]:
    """
    The columns of `usual` under the names of `theirs` (ours, theirs), in that order; the others are left out.

    What a column is, and what its values look like, stays. KeyError for a name of ours that is none.
    """
    columns = {column.ours: column for column in usual.columns}
    return tuple(replace(columns[ours], theirs=name, aliases=(), either=()) for ours, name in theirs)
