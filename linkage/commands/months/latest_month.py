"""`--month latest`: the newest month that is not published and of which enough has come in."""

from linkage.commands.run.opened_run import OpenedRun
from linkage.engine.value import as_whole
from linkage.errors import NoEventError
from linkage.gates.limits import limits
from linkage.release.record.manifest import Manifest

VOLUME = "volume_drop"
"""The gate whose refusing limit says what enough is."""


def latest_month(opened: OpenedRun, previous: Manifest | None) -> str | None:
    """
    The newest such month (YYYY-MM) that has begun; None, and the user is told, where every one is published.

    Enough is what the volume gate would not refuse, against the fullest month before it in the files; of the first
    month of all, the number of events from which gates judge. NoEventError when there is none and nothing is published.
    """
    inputs = opened.beside(previous)
    opened.make_keys(inputs, opened.stages())
    counted = {
        str(month): as_whole(events)
        for month, events in opened.engine().rows(
            "select test_month, count(*) from event_version where is_latest group by test_month order by test_month"
        )
    }
    today = f"{opened.around.now():%Y-%m}"
    published = previous.months if previous else ()
    least = opened.job.gates.judged_from_events
    share = next((one.refuse for one in limits(opened.job.gates) if one.gate.name == VOLUME), None)
    for month in sorted(counted, reverse=True):
        before = max((events for name, events in counted.items() if name < month), default=0)
        enough = max(least if not before else 1, before * (1 - share) if share else 1)
        if month not in published and month <= today and counted[month] >= enough:
            return month
    told = (
        f"no month of the DID files is new and has come in enough: they hold {', '.join(counted) or 'none'}, and "
        f"{', '.join(published) or 'none'} is published. Name one with --month YYYY-MM to run it all the same"
    )
    if previous is None:
        raise NoEventError(told)
    opened.around.warn(told)
    return None
