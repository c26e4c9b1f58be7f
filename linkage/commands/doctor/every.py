"""Every check of doctor, found in the modules of the folder `checks`."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from linkage.commands.doctor import checks
from linkage.commands.doctor.check import Check


def found() -> tuple[Check, ...]:
    """The value CHECK of every module that has one, by place."""
    names = sorted(module.name for module in iter_modules(checks.__path__, f"{checks.__name__}."))
    values = (getattr(import_module(name), "CHECK", None) for name in names)
    return in_order(value for value in values if isinstance(value, Check))


def in_order(several: Iterable[Check]) -> tuple[Check, ...]:
    """Checks by their place; ValueError when two share a place or a name, or one stands before what it needs."""
    ordered = tuple(sorted(several, key=lambda check: check.place))
    for told in ("place", "name"):
        if len({getattr(check, told) for check in ordered}) < len(ordered):
            raise ValueError(f"two checks have one {told}")
    if any(needed not in ordered[:at] for at, check in enumerate(ordered) for needed in check.needs):
        raise ValueError("a check stands before one that it needs")
    return ordered


CHECKS = found()
