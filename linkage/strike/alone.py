"""A strike for its own sake: when there is nothing to link, or the month that should be linked is refused."""

from linkage.commands.run.opened_run import OpenedRun
from linkage.errors import ChangedError, ConfigError, GateError, NoEventError
from linkage.release.record.delivery import Delivery
from linkage.release.record.manifest import Manifest
from linkage.session.run_inputs import Inputs
from linkage.strike.messages import struck_alone
from linkage.strike.only import publish_strikes
from linkage.strike.run import has_strikes


def strike_alone(
    opened: OpenedRun, inputs: Inputs, previous: Manifest, delivery: Delivery
) -> Manifest | None:
    """A release that only strikes, when anybody on the list, or an event that is gone, is in `previous`; else None."""
    if not has_strikes(opened.engine(), inputs):
        return None
    return publish_strikes(opened, inputs, previous, delivery)


Refused = ConfigError | ChangedError | GateError | NoEventError
"""Why a month was not published, though everything else could be read."""


def with_struck(refused: Refused, struck: Manifest | None) -> Refused:
    """A refusal, and that a release which only strikes was published all the same."""
    return refused if struck is None else type(refused)(f"{refused}. {struck_alone(struck)}")
