"""Every statistic: the value STATISTIC of each module of `tables` and the rooms in it, in the order of their names."""

from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from linkage.steps.statistics import tables
from linkage.words.statistic import Asked, CountedFrom, Statistic


@cache
def every() -> tuple[Statistic, ...]:
    """
    All of them, read from the folder.

    TypeError for a module without one; ValueError where two of one table disagree on how it may be shared.
    """
    modules = walk_packages(tables.__path__, f"{tables.__name__}.")
    found = tuple(statistic_of(name) for name in sorted(one.name for one in modules if not one.ispkg))
    for one in found:
        rules = {other.control for other in found if other.table == one.table and not other.breakdowns}
        if len(rules) > 1:
            raise ValueError(f"statistics of the table {one.table} disagree on its control: name breakdowns")
    return found


def statistic_of(module: str) -> Statistic:
    """The statistic that a module is; TypeError when it is none."""
    statistic: object = getattr(import_module(module), "STATISTIC", None)
    if not isinstance(statistic, Statistic):
        raise TypeError(f"{module} has no STATISTIC")
    return statistic


def counted_from(source: CountedFrom, asked: Asked) -> list[Statistic]:
    """The statistics of one source that have something to count in the month."""
    return [statistic for statistic in every() if statistic.source is source and statistic.applies(asked)]
