"""What one run is asked for."""

from dataclasses import dataclass
from datetime import datetime

from linkage.gates.judge import Judging


@dataclass(frozen=True)
class RunRequest:
    """The month, whether it may be published again, how its gates are judged, and what it would be made from."""

    month: str
    restate: bool
    judging: Judging
    made_from: dict[str, str]
    """Digests by name: when all are as they were, there is nothing to do."""
    started: datetime
