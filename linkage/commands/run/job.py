"""Steps of `pipeline`, each timed, shown and remembered: what the monthly job, training and trials have in common."""

from collections.abc import Sequence

from linkage.common_steps import Step
from linkage.engine.base import Engine
from linkage.engine.making import make
from linkage.session.stages import Stages


def run(engine: Engine, stages: Stages, steps: Sequence[Step]) -> None:
    """Make what the steps make, one after the other."""
    for step in steps:
        with stages.of(step.name, reads=step.takes, writes=step.gives):
            make(engine, step.items)
