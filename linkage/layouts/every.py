"""Every layout of the program, found in the modules of this folder, and what is said of all of them."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules
from typing import get_args

from linkage import layouts
from linkage.layouts.layout import Dataset, Layout
from linkage.layouts.spelt.spelling import is_spelling, shape


def found() -> tuple[Layout, ...]:
    """The value LAYOUT of every module here that has one, by data set, the usual one first."""
    names = sorted(module.name for module in iter_modules(layouts.__path__, f"{layouts.__name__}."))
    values = (getattr(import_module(name), "LAYOUT", None) for name in names if name != __name__)
    return in_order(value for value in values if isinstance(value, Layout))


def in_order(several: Iterable[Layout]) -> tuple[Layout, ...]:
    """Layouts by data set, the usual one first, then by name; ValueError when they cannot all be so."""
    datasets = get_args(Dataset)
    ordered = tuple(
        sorted(several, key=lambda one: (datasets.index(one.dataset), not one.is_usual, one.name))
    )
    if len({one.name for one in ordered}) < len(ordered):
        raise ValueError("two layouts have one name")
    usual = {one.dataset: one for one in ordered if one.is_usual}
    if [one.dataset for one in ordered if one.is_usual] != list(datasets):
        raise ValueError("one layout of each data set is the usual one")
    for one in ordered:
        if problem := problem_of(one, usual[one.dataset]):
            raise ValueError(f"layout {one.name}: {problem}")
    return ordered


def problem_of(layout: Layout, usual: Layout) -> str | None:
    """What is wrong with a layout, beside the usual one of its data set; None when nothing is."""
    own, theirs = ([column.ours for column in one.columns] for one in (layout, usual))
    if sorted([*own, *layout.cannot_carry]) != sorted(theirs):
        return f"its columns and those that it cannot carry are not once each those of {usual.name}"
    needed = {
        column.ours
        for column in usual.columns
        if column.key or (column.required and not column.links and not layout.is_part)
    }
    if needed - {column.ours for column in layout.columns if column.key or column.required}:
        return f"{', '.join(sorted(needed))} are keys or required, as in {usual.name}"
    if usual.named(links=True) and not layout.named(links=True):
        return "it has nothing to link by"
    if layout.order and not {column.theirs for column in layout.columns} <= set(layout.order):
        return "its columns are among the fields of a file without a header"
    return problem_of_dates(layout)


def problem_of_dates(layout: Layout) -> str | None:
    """What is wrong with how a layout spells dates; None when nothing is."""
    if layout.dates and layout.dataset != "did":
        return "only a layout of imaging files says how dates are spelt"
    if not all(map(is_spelling, layout.dates)) or len(set(map(shape, layout.dates))) < len(layout.dates):
        return "spellings of dates say where YYYY, MM and DD stand, and none looks like another"
    return None


LAYOUTS = found()

USUAL: dict[str, Layout] = {layout.dataset: layout for layout in LAYOUTS if layout.is_usual}
"""The layout of a data set unless the job says otherwise."""

SOURCES = {
    f"{dataset}_raw": {column.ours: column.theirs for column in layout.columns}
    for dataset, layout in USUAL.items()
}
"""By raw table, the field of the input that each of its columns comes from, as contracts say it."""


def names(dataset: Dataset) -> tuple[str, ...]:
    """The layouts that files of a data set may have, the usual one first."""
    return tuple(layout.name for layout in LAYOUTS if layout.dataset == dataset)


def layout(dataset: str, name: str = "") -> Layout:
    """A layout by its name; without one, the usual one of the data set."""
    if not name:
        return USUAL[dataset]
    return next(one for one in LAYOUTS if (one.dataset, one.name) == (dataset, name))
