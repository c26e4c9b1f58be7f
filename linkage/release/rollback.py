"""Showing readers an earlier release again, or any release after the link to the current one was lost."""

from datetime import datetime

from linkage.release import history, journal, pointer, verify
from linkage.release.layout import Layout
from linkage.release.problem import refuse


def roll_back(layout: Layout, number: str, *, reason: str, at: datetime) -> bool:
    """
    Let `current` lead to release `number`, and write down why; False when it does already.

    The caller holds the lock. Nothing is deleted: later releases stay, and the next run takes over the months of this
    one. ConfigError when there is no such release, IntegrityError when it is not as it was published.
    """
    history.show(layout, number)
    why = history.line_of(reason, "--reason", at.date())
    layout.home.bring(layout, number, afresh=True)
    refuse(verify.release_problems(layout, number), number)
    before = layout.led_to()
    if before == number and not verify.pointer_problems(layout):
        return False
    if before is None:
        layout.refuse_no_link()
    facts = {"at": at.isoformat(), "reason": why, **({"instead_of": before} if before else {})}
    pointer.switch(layout, number, journal.SHOWN, **facts)
    return True
