"""A strike for its own sake: when there is nothing to link, or the month that should be linked is refused."""

from datetime import datetime

from linkage.config.job import Job
from linkage.errors import ConfigError, GateError, NoEventError
from linkage.release.record.manifest import Manifest
from linkage.release.recover import clear_work
from linkage.session.run_inputs import Inputs
from linkage.session.stages import Stages
from linkage.session.surroundings import Surroundings
from linkage.session.workspace import open_engine
from linkage.strike.messages import struck_alone
from linkage.strike.only import publish_strikes


def strike_alone(
    job: Job, inputs: Inputs, around: Surroundings, previous: Manifest | None, started: datetime
) -> Manifest | None:
    """A release that only strikes, when somebody on the list is in `previous`; else None."""
    if previous is None or not inputs.lists.opted_out_numbers:
        return None
    engine = open_engine(job, inputs.layout, inputs.sources, unsafe_debug=around.unsafe_debug)
    try:
        stages = Stages(engine, around.progress, around.seconds)
        return publish_strikes(engine, stages, job, inputs, previous, around, started=started)
    finally:
        engine.close()
        clear_work(inputs.layout)


Refused = ConfigError | GateError | NoEventError
"""Why a month was not published, though everything else could be read."""


def with_struck(refused: Refused, struck: Manifest | None) -> Refused:
    """A refusal, and that a release which only strikes was published all the same."""
    return refused if struck is None else type(refused)(f"{refused}. {struck_alone(struck)}")
