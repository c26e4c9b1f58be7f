"""A release that is being put together: which months were linked, what became of them, and what is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from linkage.commands.months.draw_warnings import release_draw_warnings
from linkage.commands.months.gains import with_gains
from linkage.commands.run.opened_run import OpenedRun
from linkage.release.content.draft import Draft
from linkage.release.record.context import MonthContext
from linkage.release.record.delivery import Delivery, LinkChanges
from linkage.release.record.manifest import Manifest
from linkage.release.record.signed_off import SignedOff
from linkage.release.record.struck import Struck


@dataclass
class Release:
    """A release that is being put together: the months that were linked, and what was found of them."""

    draft: Draft
    is_started: bool = False
    """Whether its number is spent: not before a month was linked and its gates held."""
    manifest: Manifest | None = None
    """Of the last month that was linked."""
    against: tuple[str, str] | None = None
    """The release and month that this month was held against."""
    made: dict[str, Manifest] = field(default_factory=dict)
    """Months that were linked and are published anew, each with the manifest it would have alone."""
    links: dict[str, LinkChanges] = field(default_factory=dict)
    """What became of the links of those that were published before."""
    signed_off: tuple[SignedOff, ...] = ()
    """Sign-offs of the months that are replaced."""
    same: list[str] = field(default_factory=list)
    """Months that were linked again and came out as they are published."""


def told(delivery: Delivery | None, release: Release, struck: Mapping[str, Struck]) -> Delivery | None:
    """The delivery, with what the run did to each month."""
    if delivery is None:
        return None
    same = {month: "carried" if delivery.months[month].is_left else "nothing" for month in release.same}
    done = dict.fromkeys(struck, "struck") | same
    months = {
        month: change.model_copy(
            update={"done": done.get(month, change.done), "links": release.links.get(month)}
        )
        for month, change in delivery.months.items()
    }
    return delivery.model_copy(update={"months": months})


def looked_at(
    opened: OpenedRun, previous: Manifest | None, release: Release, delivery: Delivery | None
) -> dict[str, MonthContext]:
    """
    The contexts of the months that were linked; of others that are not affected, by which index that was found.

    The user is told where draws of the months do not go together.
    """
    found = {month: of.contexts[month] for month, of in release.made.items()}
    for month, context in (previous.contexts if previous else {}).items():
        change = delivery.months.get(month) if delivery else None
        is_same = month in release.same and not (change and change.is_left)
        is_as_it_was = is_same or (change is not None and not change.is_affected)
        if month in found and change and change.is_left:
            found[month] = found[month].model_copy(update={"index": context.index})
        elif month not in found and is_as_it_was:
            found[month] = context.model_copy(update={"index": opened.index_digest})
    before = previous.contexts if previous else {}
    months = [*(previous.months if previous else ()), *release.made]
    draws = opened.job.outputs.link_draws
    for warning in release_draw_warnings({**before, **found}, months, draws):
        opened.around.warn(warning)
    return with_gains(found, before, release.links)
