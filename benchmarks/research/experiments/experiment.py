"""An experiment with rank P: one change to it, made from outside in a process of its own."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from unittest.mock import patch

from benchmarks.trial.run import SHIPPED
from linkage.config.job import EvidenceTable
from linkage.config.rules import Rules
from linkage.steps.probabilistic.levels import levels
from linkage.steps.probabilistic.levels.levels import Comparison

Change = Callable[[], AbstractContextManager[None]]

UNPRICED = {"birth_date": ("default_other", "one_equal", "none"), "postcode": ("other",)}
"""Levels that reach no link, whatever the others are called."""


def same_rules(rules: Rules) -> Rules:
    """The rules as they ship."""
    return rules


@dataclass(frozen=True)
class Experiment:
    """One change, while its context lasts."""

    name: str
    meaning: str
    """What is different."""
    reason: str
    """Why it is worth a trial."""
    change: Change = nullcontext
    trains: bool = False
    """Whether it has levels or blocks of its own, and so needs a model of its own."""
    rules: Callable[[Rules], Rules] = same_rules
    """The rules it is tried with, of those that ship."""
    switches: EvidenceTable = SHIPPED


@contextmanager
def replaced(**things: object) -> Iterator[None]:
    """Functions and constants replaced in every module of rank P that has them, by the name they have there."""
    with ExitStack() as stack:
        for name, thing in things.items():
            for module in [
                known for key, known in sys.modules.items() if key.startswith("linkage.steps.probabilistic")
            ]:
                if name in vars(module):
                    stack.enter_context(patch.object(module, name, thing))
        yield


def with_levels(comparison: str, change: Callable[[Comparison], Comparison]) -> Change:
    """The change of the levels of one comparison, and of all that is made of them when the modules load."""
    changed = tuple(change(one) if one.name == comparison else one for one in levels.comparisons())
    birth_date, postcode, sex = changed
    priced = {
        one.name: tuple(level.name for level in one.compared if level.name not in UNPRICED[one.name])
        for one in (birth_date, postcode)
    }
    return lambda: replaced(
        comparisons=lambda: changed, BIRTH_DATE=birth_date, POSTCODE=postcode, SEX=sex, PRICED=priced
    )
