"""The steps of training; what it takes to learn is loaded by those alone who learn."""

from linkage.commands.run.job import run
from linkage.config.rules import RankP
from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.month_promises import months_sql
from linkage.pipeline import training_steps
from linkage.session.run_inputs import Inputs
from linkage.session.stages import Stages
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.training.train import train_model


def train(engine: Engine, stages: Stages, inputs: Inputs, rank_p: RankP) -> Model:
    """
    From files to a model, over the events of every month the job's files hold.

    Raises InputError when they hold no event, or too little to learn from.
    """
    *before, index = training_steps(inputs, engine.dialect)
    run(engine, stages, before)
    months = tuple(str(row[0]) for row in engine.rows(months_sql()))
    if not months:
        raise InputError(
            "the DID files hold no event to learn from: every row was set aside; check the delimiter, the order of "
            "the columns or [did.columns], and that the test dates are there"
        )
    run(engine, stages, (index,))
    with stages.of("training", reads=("event_identity", "identity"), writes=("proved_pair",)):
        return train_model(
            engine,
            rank_p,
            months=months,
            inputs_sha256=inputs.key.digest("inputs", repr(sorted(inputs.digests.items()))),
            hospital_records=True,
        )
