"""An experiment with rank P: one change to it, made from outside in a process of its own."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from unittest.mock import patch

from linkage.config.rules import Rules
from linkage.probabilistic import levels
from linkage.probabilistic.levels import Comparison

Change = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Experiment:
    """One change, while its context lasts."""

    name: str
    meaning: str
    """What is different."""
    reason: str
    """Why it is worth a trial."""
    change: Change
    trains: bool = False
    """Whether it has levels or blocks of its own, and so needs a model of its own."""
    settings: Mapping[str, object] = field(default_factory=dict)
    """Settings of the [p] table in place of those that ship."""

    def rules(self, shipped: Rules) -> Rules:
        """The rules with the experiment's settings."""
        if shipped.p is None:
            return shipped
        return shipped.model_copy(update={"p": shipped.p.model_copy(update=dict(self.settings))})


@contextmanager
def replaced(**functions: Callable[..., object]) -> Iterator[None]:
    """Functions replaced in every module of the program that has them, by the name they have there."""
    with ExitStack() as stack:
        for name, function in functions.items():
            for module in [
                known for key, known in sys.modules.items() if key.startswith("linkage.probabilistic")
            ]:
                if name in vars(module):
                    stack.enter_context(patch.object(module, name, function))
        yield


def with_levels(comparison: str, change: Callable[[Comparison], Comparison]) -> Change:
    """The change of the levels of one comparison."""
    shipped = levels.comparisons()
    changed = tuple(change(one) if one.name == comparison else one for one in shipped)
    return lambda: replaced(comparisons=lambda: changed)


def without(*names: str) -> Callable[[Comparison], Comparison]:
    """Levels left out: their pairs fall to the next that holds."""
    return lambda one: replace(one, levels=tuple(level for level in one.levels if level.name not in names))
