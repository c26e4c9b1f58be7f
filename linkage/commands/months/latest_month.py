"""`--month latest`: the newest month that is not published and of which enough has come in."""

from collections.abc import Mapping, Sequence

from linkage.commands.run.opened_run import OpenedRun
from linkage.engine.value import as_whole
from linkage.errors import NoEventError
from linkage.gates.limits import limits
from linkage.release.record.manifest import Manifest
from linkage.words.number_words import number_of

VOLUME = "volume_drop"
"""The gate whose refusing limit says what enough is."""


def latest_month(opened: OpenedRun, previous: Manifest | None) -> str | None:
    """
    The newest such month (YYYY-MM) that has begun; None where there is none.

    The user is told of earlier ones of which enough has come in and that are in no release; where there is none, of
    any that waits. Enough is what the volume gate would not refuse, against the fullest month in the files; of the
    first of all, the number of events from which gates judge too. NoEventError when there is none and nothing is
    published.
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
    gates = opened.job.gates
    share = next((one.refuse for one in limits(gates) if one.gate.name == VOLUME), None)
    whole = full_months(counted, today, gates.judged_from_events, share)
    unpublished = [month for month in whole if month not in published]
    if unpublished:
        *behind, latest = unpublished
        if behind:
            opened.around.warn(
                f"before {latest} the DID files hold months that are in no release: "
                f"{in_words({month: counted[month] for month in behind}, today)}. Later runs of --month latest take "
                "them, the newest first; --month YYYY-MM takes the one that is named"
            )
        return latest
    if previous is None:
        raise NoEventError(
            f"no month of the DID files has come in enough: they hold {in_words(counted, today) or 'none'}. Name one "
            "with --month YYYY-MM to run it all the same"
        )
    if waiting := waiting_months(counted, published, today):
        opened.around.warn(
            f"no new month has come in enough: of those not published the DID files hold {in_words(waiting, today)}. "
            "Name one with --month YYYY-MM to run it all the same"
        )
    return None


def full_months(
    counted: Mapping[str, int], today: str, least_first: int, most_fall: float | None
) -> tuple[str, ...]:
    """
    The months that have begun and of which enough has come in, in their order.

    At most the share `most_fall` less than of the fullest of them: a stray row of long ago is no month. Of the first
    month of the files `least_first` events besides.
    """
    begun = {month: counted[month] for month in sorted(counted) if month <= today}
    enough = max(begun.values(), default=0) * (1 - (most_fall or 1))
    first = min(begun, default="")
    return tuple(
        month
        for month, events in begun.items()
        if events >= max(enough, least_first if month == first else 1)
    )


def waiting_months(counted: Mapping[str, int], published: Sequence[str], today: str) -> dict[str, int]:
    """Of months with their events those that may yet come in: after the last that is published, and begun."""
    last = max(published, default="")
    return {month: events for month, events in counted.items() if last < month <= today}


def in_words(counted: Mapping[str, int], today: str) -> str:
    """Months with their events; those after `today` (YYYY-MM) are named as such, since their dates may be slips."""
    return ", ".join(
        f"{month} ({number_of(events, 'event')}{', not begun' if month > today else ''})"
        for month, events in counted.items()
    )
