"""What still holds of what a release found, for the runs after it that have nothing to do."""

from linkage.release.record.delivery import Delivery, MonthChange


def still_left(made: Delivery | None) -> Delivery | None:
    """Of what a release found, the months that it left so or with events held back; None where there are none."""
    months = {
        month: as_left(change)
        for month, change in (made.months if made else {}).items()
        if change.is_left or change.holds_back
    }
    return Delivery(is_same_list=True, months=months) if months else None


def as_left(change: MonthChange) -> MonthChange:
    """What still holds of a month once it is left: nothing of what was taken out, tried or gained by the run."""
    tried = change.unlinked if change.done == "tried again" else 0
    return change.model_copy(
        update={
            "rows": change.rows.model_copy(update={"moved": 0, "withdrawn": 0}),
            "identities": change.identities - tried,
            "unlinked": change.unlinked - tried,
            "done": "carried" if change.is_left else "nothing",
            "links": None,
        }
    )
