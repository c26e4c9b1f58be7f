"""Where in a record each column stands: by the path of its element, or by the name of an item wherever it is."""

from dataclasses import dataclass, field

from linkage.steps.inputs.layout import JobLayout, header_name

MOST_NAMES = 1_000
"""So many names that no layout knows are remembered; a file with more of them is only read more slowly."""


@dataclass(slots=True)
class Place:
    """An element as records have it, and what it gives."""

    text: str | None = None
    """Our name of the column that is its text."""
    attributes: list[tuple[str, str]] = field(default_factory=list)
    """Attributes that are columns, with our names of these."""
    within: dict[str, "Place"] = field(default_factory=dict)
    """Elements in it, by names in capitals."""
    seen: dict[str, "Place | None"] = field(default_factory=dict)
    """The same by names as the file writes them, with their namespaces; None for one that gives nothing."""

    def child(self, tag: str) -> "Place | None":
        """The place of an element called `tag` in this one."""
        try:
            return self.seen[tag]
        except KeyError:
            found = self.within.get(local(tag).upper())
            if found is not None or len(self.seen) < MOST_NAMES:
                self.seen[tag] = found
            return found


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def places_of(layout: JobLayout) -> Place:
    """The places of a layout whose columns are called by their paths, `Group/Element@attribute`."""
    record = Place()
    for path, ours in layout.names.items():
        elements, _, attribute = path.partition("@")
        place = record
        for name in elements.split("/"):
            place = place.within.setdefault(name, Place())
        if attribute:
            place.attributes.append((_attribute(layout, ours, attribute), ours))
        else:
            place.text = ours
    return record


def _attribute(layout: JobLayout, ours: str, upper: str) -> str:
    """An attribute as the layout writes it, or in small letters where the job maps another."""
    theirs = layout.columns[ours].partition("@")[2]
    return theirs if theirs.upper() == upper else upper.lower()


class Items:
    """Items by their names, for layouts that say no path; some stand in for others that are not there."""

    def __init__(self, layout: JobLayout) -> None:
        """The names are those of the layout and of the job."""
        self._names = layout.names
        self._orders = layout.either
        self._found: dict[str, tuple[str, int] | None] = {}

    def of(self, tag: str) -> tuple[str, int] | None:
        """Our name of an item, and how many are preferred to it for the same column; None for an unknown one."""
        try:
            return self._found[tag]
        except KeyError:
            found = self._look(local(tag))
            if len(self._found) < MOST_NAMES:
                self._found[tag] = found
            return found

    def _look(self, name: str) -> tuple[str, int] | None:
        written = header_name(name)
        ours = self._names.get(written)
        if ours is None:
            return None
        order = self._orders.get(ours, ())
        return ours, order.index(written) if written in order else 0
