"""clock: the time of day, which releases are stamped with."""

from datetime import UTC, datetime

from linkage.commands.doctor.check import Check, Subject
from linkage.session.finding import Warned

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Before the first version of this program: a clock that shows less is wrong."""


def clock(subject: Subject) -> str:
    """What it shows."""
    now = subject.around.now()
    if now < FIRST_DAY:
        raise Warned(
            f"shows {now:%Y-%m-%d}, before this program was made: set it, or releases bear wrong times"
        )
    return f"{now:%Y-%m-%d %H:%M} UTC"


CHECK = Check(
    name="clock", place=400, meaning="The clock shows a day on which this program was there.", look=clock
)
