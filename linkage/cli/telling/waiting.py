"""What --wait does: another run is let end first, and the command looks at nothing before."""

from collections.abc import Callable
from typing import TypeVar

from linkage.errors import LockedError
from linkage.release.layout import Layout
from linkage.release.lock import wait_until_free
from linkage.session.surroundings import Surroundings

Result = TypeVar("Result")


def patiently(act: Callable[[], Result], layout: Layout, wait_seconds: float, around: Surroundings) -> Result:
    """
    What `act` gives, when no other run holds the output folder any more; it begins anew if one was quicker.

    LockedError when `wait_seconds` are over. Without any, `act` is done at once.
    """
    if not wait_seconds:
        return act()
    until = around.seconds() + wait_seconds
    while True:
        wait_until_free(layout, max(until - around.seconds(), 0), around.seconds, around.warn)
        try:
            return act()
        except LockedError:
            if around.seconds() >= until:
                raise
