"""What the internal report says of a delivery, from the manifest of the release."""

from linkage.release.record.delivery import MonthChange
from linkage.release.record.delivery_words import delivered_words
from linkage.release.record.manifest import Manifest
from linkage.release.record.struck import Struck
from linkage.report.facts import Delivered, MonthDelivered, SinceFirst

NONE_STRUCK = Struck(people=0, events=0)


def delivered_of(manifest: Manifest) -> Delivered | None:
    """Every published month that is not as it was; None of a first release, and of one by an earlier version."""
    delivery = manifest.delivery
    if delivery is None:
        return None
    struck = manifest.struck
    return Delivered(
        months=tuple(
            month_of(month, change, struck.get(month, NONE_STRUCK))
            for month, change in delivery.months.items()
            if change.is_affected or change.links or month in struck or change.rows.held_back
        ),
        brought=". ".join(f"{name.capitalize()}: {words}" for name, words in delivered_words(delivery)),
        not_known=tuple(month for month, change in delivery.months.items() if not change.is_known),
        not_supplied=tuple(
            (month, change.rows.not_supplied)
            for month, change in delivery.months.items()
            if change.rows.not_supplied
        ),
    )


def month_of(month: str, change: MonthChange, struck: Struck) -> MonthDelivered:
    """One month in words and counts."""
    links = change.links
    return MonthDelivered(
        month=month,
        done=done_words(change),
        why="; ".join([*change.reasons(), *opt_outs_of(struck)]),
        gained=links.gained if links else None,
        lost=links.lost if links else None,
        other_person=links.other_person if links else None,
        events_out=struck.events + struck.moved + struck.withdrawn,
        people_out=struck.people,
        held_back=change.rows.held_back,
        is_left=change.is_left,
    )


def opt_outs_of(struck: Struck) -> list[str]:
    """That people on the opt-out list were in the month."""
    return ["people on the opt-out list"] if struck.people or struck.events else []


DONE_WORDS = {
    "linked": "linked anew",
    "made again": "made again",
    "tried again": "people looked for again for events without a link",
    "struck": "events taken out",
    "carried": "affected, left as it is",
}


def done_words(change: MonthChange) -> str:
    """What was done to a month."""
    if change.done == "made again" and not change.keeps_context:
        return "linked anew, with other settings"
    if change.done == "struck" and change.is_affected:
        return "events taken out; affected, else left as it is"
    return DONE_WORDS.get(change.done, "left as it is")


def since_first_of(manifest: Manifest) -> tuple[SinceFirst, ...]:
    """The months that the run linked again, with what they have gained since they were published first."""
    published = manifest.delivery.months if manifest.delivery else {}
    found = []
    for month in published:
        counts, context = manifest.counts_of(month), manifest.contexts.get(month)
        if counts is not None:
            found.append(SinceFirst(month, counts.linked, context.links_gained if context else None))
    return tuple(found)
