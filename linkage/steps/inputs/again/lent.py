"""
The rows of a file that a later one may have too, and what has to be known of them so that they need not be looked at.

They bear the likeness of their lines, and the reading of values left them as they came; so what was seen of them as
they came can be counted up with what is seen of other rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linkage.steps.inputs.values.look import Seen


@dataclass(frozen=True)
class Lent:
    """What is known of such rows of one file."""

    seen: Mapping[str, Seen]
    """What was seen of each column that is looked at, of these rows alone."""
    readings: Mapping[str, str]
    """How each column was read whose values are read all together (see read_values); the others by their own value."""

    @property
    def facts(self) -> dict[str, Any]:
        """The same as JSON can say it."""
        return {
            "seen": {name: [one.filled, one.unclean] for name, one in self.seen.items()},
            "readings": dict(self.readings),
        }

    def is_left_as_it_is(self, readings: Mapping[str, str]) -> bool:
        """
        Whether a file of such `readings` leaves these rows as they are.

        A column that nothing was read of was clean, and whatever is clean is left as it is by every reading.
        """
        return all(readings.get(name, reading) == reading for name, reading in self.readings.items())


NOTHING = Lent({}, {})


def lent_of(facts: Mapping[str, Any] | None) -> Lent:
    """What `facts` says."""
    if not facts:
        return NOTHING
    return Lent({name: Seen(*numbers) for name, numbers in facts["seen"].items()}, facts["readings"])
