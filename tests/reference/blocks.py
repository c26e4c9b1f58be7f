"""Blocks of rank P: which people an event is compared with, and how often its own person is among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.reference.agreement import Identity
from tests.reference.postcode import outward

Block = tuple[str, ...]
"""The fields that have to be equal."""


def key(block: Block, identity: Identity) -> tuple[object, ...] | None:
    """What an identity bears in the fields of a block; None when it lacks one of them."""
    parts: list[object] = []
    for name in block:
        part = identity[WHOLE.get(name, name)]
        said = identity.get("birth_date_parts")
        if part is None and name in SAID and isinstance(said, str):
            part = said[SAID[name]]
            if "X" in part:
                return None
            parts.append(int(part))
            continue
        if part is None:
            return None
        parts.append(cut(name, part))
    return tuple(parts)


WHOLE = {
    "district": "postcode",
    "letters": "postcode",
    "day": "birth_date",
    "month": "birth_date",
    "year": "birth_date",
}
"""The field that a part is of."""
SAID = {"year": slice(0, 4), "month": slice(5, 7), "day": slice(8, 10)}
"""Where the part stands in an impossible date of a person, such as 1970-XX-01."""


def cut(name: str, value: object) -> object:
    """The part of a value that a block asks for."""
    if name == "district":
        return outward(str(value))
    if name == "letters":
        return "".join(sorted(str(value)))
    return getattr(value, name) if name in ("day", "month", "year") else value


@dataclass
class Blocks:
    """The people of an index by what they bear."""

    blocks: Sequence[Block]
    most: int
    """Blocks of more people are left out."""
    most_without_place: int
    """The same for blocks of birth date and sex alone, or of parts of these."""
    members: dict[tuple[Block, tuple[object, ...]], set[str]] = field(default_factory=dict)

    def add(self, person: str, identity: Identity) -> None:
        """One identity that a person has had."""
        for block in self.blocks:
            found = key(block, identity)
            if found is not None:
                self.members.setdefault((block, found), set()).add(person)

    def people(self, block: Block, event: Identity) -> set[str]:
        """Who shares a block with an event, however many."""
        found = key(block, event)
        return set() if found is None else self.members.get((block, found), set())

    def left_out(self, event: Identity) -> list[Block]:
        """The blocks of an event that are too large."""
        return [block for block in self.blocks if len(self.people(block, event)) > self.cap(block)]

    def cap(self, block: Block) -> int:
        """The most people who may share a block."""
        is_placed = any(name == "nhs_number" or WHOLE.get(name, name) == "postcode" for name in block)
        return self.most if is_placed else min(self.most, self.most_without_place)

    def used(self, event: Identity) -> list[Block]:
        """The blocks that an event bears and that are not left out."""
        left_out = self.left_out(event)
        return [block for block in self.blocks if key(block, event) is not None and block not in left_out]

    def candidates(self, event: Identity) -> set[str]:
        """The people an event is compared with."""
        return {person for block in self.used(event) for person in self.people(block, event)}

    def coverage(self, event: Identity, shares: Mapping[frozenset[str], float], right: float) -> float:
        """The chance that an event's person, if in the index, was compared; `shares` by the names of the blocks."""
        names = frozenset("+".join(block) for block in self.used(event) if "nhs_number" not in block)
        missed = 1 - shares[names] if names else 1.0
        for block in self.used(event):
            is_alone = event["birth_date"] is None and event["postcode"] is None
            if "nhs_number" in block and is_alone and self.people(block, event):
                missed *= 1 - right
        return 1 - missed
