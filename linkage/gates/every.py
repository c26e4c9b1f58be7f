"""Every gate, found in the modules of the folder `each`, in the order in which they are judged and told."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from linkage.gates import each
from linkage.gates.gate import Gate


def found() -> tuple[Gate, ...]:
    """The value GATE of every module that has one, by place."""
    names = sorted(module.name for module in iter_modules(each.__path__, f"{each.__name__}."))
    values = (getattr(import_module(name), "GATE", None) for name in names)
    return in_order(value for value in values if isinstance(value, Gate))


def in_order(several: Iterable[Gate]) -> tuple[Gate, ...]:
    """Gates by their place; ValueError when two share a place or a name."""
    ordered = tuple(sorted(several, key=lambda gate: gate.place))
    for told in ("place", "name"):
        if len({getattr(gate, told) for gate in ordered}) < len(ordered):
            raise ValueError(f"two gates have one {told}")
    return ordered


GATES = found()

BEFORE_FORMAT_3 = (
    "max_quarantine_share",
    "min_match_rate",
    "max_match_rate_drop",
    "max_expected_false_link_share",
    "min_events",
)
"""Gates of the versions whose manifests do not list the gates they knew; none of them had a limit by default."""
