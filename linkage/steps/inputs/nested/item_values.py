"""The values of the items of one record, where several names may stand for one column."""

from linkage.steps.inputs.nested.places import Items
from linkage.steps.inputs.nested.record import put


class Found:
    """What has been found in a record so far."""

    def __init__(self, items: Items) -> None:
        """`items` says which names are known."""
        self._items = items
        self._ranked: dict[int, dict[str, str]] = {}
        self.is_clear = True
        """Whether no item has stood twice with two values."""

    def put(self, tag: str, value: str | None) -> None:
        """Add the value of an item; one that is not known is passed over."""
        known = self._items.of(tag)
        if known is not None:
            ours, nth = known
            self.is_clear = put(self._ranked.setdefault(nth, {}), ours, value) and self.is_clear

    def values(self) -> dict[str, str]:
        """By our name, of names that stand for one another the first that holds something."""
        found: dict[str, str] = {}
        for nth in sorted(self._ranked, reverse=True):
            found |= self._ranked[nth]
        return found

    def knows(self, tag: str) -> bool:
        """Whether an item is known."""
        return self._items.of(tag) is not None
