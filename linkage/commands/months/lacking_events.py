"""What is said of published events that no file of a run holds: of months linked without them, or left with them."""

from collections.abc import Iterator, Sequence

from linkage.release.record.delivery import Delivery


def lacking(delivery: Delivery) -> Iterator[str]:
    """What is to be said of months that lack published events: linked again without them, or left with them."""
    for month, change in delivery.months.items():
        if change.holds_back:
            yield (
                f"{month}: {change.rows.held_back:,} published event(s) are not in the file they came in any more, so "
                "many of it that it may be half a delivery: they stay. Supply the file whole, or, where they were "
                "withdrawn, raise [did] max_withdrawn_share"
            )
        if change.rows.missing and change.is_linked:
            yield (
                f"{month}: {change.rows.missing:,} published event(s) are in no file that counts, and the month is "
                "linked without them; if a file is missing, or half a delivery, supply it whole and run --changed"
            )


def not_tried(delivery: Delivery, tried: Sequence[str]) -> Iterator[str]:
    """What is to be said of the months `tried` that have events to look for people for, and wait for their files."""
    for month in tried:
        change = delivery.months.get(month)
        if change and change.unlinked and change.rows.missing and change.done == "carried":
            yield (
                f"{month}: people were not looked for again, since {change.rows.missing:,} published event(s) are in "
                "no file that counts, and would be lost with their links; supply its files whole, and the next month "
                "looks again, or link it without these by --changed"
            )
