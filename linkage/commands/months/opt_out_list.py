"""What is told of the opt-out list itself: nobody on it, how many there were is not known, numbers that it has lost."""

from collections.abc import Iterator

from linkage.commands.run.month_fingerprint import opt_outs_digest
from linkage.config.job import Job
from linkage.gates.each.opt_outs_drop import GATE, list_words, lost_share
from linkage.gates.limits import limits_of
from linkage.release.record.lineage import ListKnown, list_known
from linkage.release.record.manifest import Manifest
from linkage.session.run_inputs import Inputs
from linkage.words.number_words import number_of

NOBODY_LISTED = (
    "[opt_outs] names a list, and no NHS number is on it: nobody is left out of what is published; if it should hold "
    "some, put the right file in its place and run the month again with --restate"
)
"""What is told of an empty list that never held anybody; of another, a gate judges how it has changed."""


def known_list(inputs: Inputs) -> ListKnown | None:
    """How long the opt-out list was when a month was last linked, or since; None where no release tells."""
    return list_known(inputs.layout, empty=opt_outs_digest((), inputs.key))


def list_warnings(job: Job, inputs: Inputs, previous: Manifest | None) -> Iterator[str]:
    """What is to be said of the list whatever a run does: it is empty, or what it was before was not counted."""
    known, numbers = known_list(inputs), inputs.lists.opted_out_numbers
    if job.opt_outs is not None and not numbers and not (known and known.numbers):
        yield NOBODY_LISTED
    if previous is None or (known and known.is_counted) or not numbers:
        return
    if known is None and previous.opt_outs == opt_outs_digest((), inputs.key):
        return
    if previous.opt_outs != opt_outs_digest(numbers, inputs.key):
        yield (
            f"release {previous.release} was made by an earlier version, which did not count its opt-out list, and the "
            f"list is another now: whether one of {number_of(len(numbers), 'number')} is whole cannot be judged "
            "(gate opt_outs_drop). See that it is: whoever left it is linked again. From the next release on it is "
            "counted"
        )


def fall_warning(job: Job, inputs: Inputs) -> str | None:
    """That the list has lost more numbers than opt_outs_drop lets pass, before a month is linked by it; else None."""
    limits, known = limits_of(GATE, job.gates), known_list(inputs)
    if limits is None or known is None or not known.numbers:
        return None
    now = len(inputs.lists.opted_out_numbers)
    lost = lost_share(now, known.numbers)
    refuses = limits.refuse is not None and GATE.is_beyond(lost, limits.refuse)
    if not refuses and (limits.warn is None or not GATE.is_beyond(lost, limits.warn)):
        return None
    then = "refused" if refuses else "warned of"
    return (
        f"opt_outs_drop: {list_words(now, known.numbers, is_counted=known.is_counted)}. Nobody who left it comes back "
        f"before a month is linked, which would be {then} by this list: if it was cut short, put the whole one in its "
        "place"
    )
