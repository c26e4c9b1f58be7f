"""The records of an XML file as rows: each element is forgotten when it has been read."""

from collections.abc import Iterator

from lxml import etree

from linkage.errors import InputError
from linkage.layouts.layout import Tree
from linkage.steps.inputs.layout import JobLayout
from linkage.steps.inputs.nested.fed import Fed
from linkage.steps.inputs.nested.item_values import Found
from linkage.steps.inputs.nested.places import Items, Place, local, places_of
from linkage.steps.inputs.nested.prolog import SAFE
from linkage.steps.inputs.nested.record import (
    ACTIVITIES,
    LONGEST_KEPT,
    NO_ACTIVITY,
    REPEATED,
    UNREADABLE,
    Row,
    put,
)

CUT_OFF = frozenset(
    {
        etree.ErrorTypes.ERR_DOCUMENT_END,
        etree.ErrorTypes.ERR_TAG_NOT_FINISHED,
        etree.ErrorTypes.ERR_GT_REQUIRED,
    }
)
EXTRA = "Extra content"
"""What the parser says of text after the last element, which has the number of an end that is missing."""


def xml_rows(fed: Fed, layout: JobLayout, record: str) -> Iterator[Row]:
    """
    The rows of a file whose records are elements called `record`, right below the root.

    InputError, with the line, for a file that is not well-formed or is cut off, or with a record anywhere else.
    """
    flattened = ByPath(layout, fed.file.name) if layout.made_from.tree.repeated else ByItem(layout)
    is_said = bool(layout.made_from.tree.record)

    def is_strange(element: etree._Element, *, first: bool) -> bool:
        """Whether an element right below the root is no record; before the first, where no name is said, it may be."""
        return local(element.tag).upper() != record.upper() and (is_said or not first)

    parsed = etree.iterparse(fed, events=("end",), tag=f"{{*}}{record}", **SAFE)
    try:
        for _, element in parsed:
            parent = element.getparent()
            if parent is None or parent.getparent() is not None:
                raise InputError(
                    f"{fed.file.name}, record {fed.records + 1:,}: {record} is not right below the first element "
                    "of the file, where records are; ask for a file in the layout"
                )
            fed.taken()
            yield from flattened(element, fed.records)
            element.clear()
            is_first = fed.records == 1
            while element.getprevious() is not None:
                if is_strange(parent[0], first=is_first):
                    fed.taken()
                    yield flattened.unread(fed.records, _text(parent[0]))
                del parent[0]
        for after in () if parsed.root is None else parsed.root:
            if is_strange(after, first=False):
                fed.taken()
                yield flattened.unread(fed.records, _text(after))
    except etree.XMLSyntaxError as problem:
        logged = next(iter(parsed.error_log.filter_from_level(etree.ErrorLevels.FATAL)), None)
        line = (logged.line if logged else problem.lineno) or 1
        raise InputError(
            f"{fed.file.name}, line {line:,}: {_fault(logged.type if logged else problem.code, problem.msg)}"
        ) from None


def _fault(code: int, message: str) -> str:
    """What is wrong with a file, by the kind of fault: the parser's own words may show values."""
    kinds = etree.ErrorTypes
    if code in CUT_OFF and EXTRA not in message:
        return "the XML ends in the middle, so the file is cut off; copy or export it again"
    if code in (kinds.ERR_INVALID_CHAR, kinds.ERR_INVALID_ENCODING, kinds.ERR_UNSUPPORTED_ENCODING):
        return "the XML has bytes that are no characters of its encoding; write it as UTF-8"
    if code in (kinds.ERR_UNDECLARED_ENTITY, kinds.WAR_UNDECLARED_ENTITY):
        return "the XML uses an entity that nothing declares; write characters as they are"
    return (
        "the XML is not well-formed; export the file again, with < and & in values written as &lt; and &amp;"
    )


class ByPath:
    """A record whose rows are its elements `repeated`; what else it has, every row of it has."""

    def __init__(self, layout: JobLayout, file: str) -> None:
        """`file` is what a message calls it."""
        self._file = file
        self._place = places_of(layout)
        tree: Tree = layout.made_from.tree
        self._repeated = self._place.within[tree.repeated.upper()]
        self._name = tree.repeated

    @staticmethod
    def unread(number: int, text: str) -> Row:
        """The row of what is no record."""
        return Row(number * ACTIVITIES, unread=UNREADABLE, text=text)

    def __call__(self, record: etree._Element, number: int) -> Iterator[Row]:
        """The rows of a record, the `number`th of its file."""
        shared: dict[str, str] = {}
        activities: list[tuple[dict[str, str], bool]] = []
        is_one = True
        for group in record:
            place = self._place.child(group.tag)
            if place is self._repeated:
                values: dict[str, str] = {}
                activities.append((values, _gather(group, place, values)))
            elif place is not None:
                is_one = _gather(group, place, shared) and is_one
        first = number * ACTIVITIES
        if not activities:
            yield Row(first, unread=NO_ACTIVITY, text=_text(record))
            return
        if len(activities) >= ACTIVITIES:
            raise InputError(
                f"{self._file}, record {number:,}: has {len(activities):,} times {self._name}, and no record has "
                f"{ACTIVITIES:,}; ask for the file again"
            )
        for nth, (values, is_clear) in enumerate(activities, 1):
            if is_one and is_clear:
                yield Row(first + nth, shared | values if shared else values)
            else:
                yield Row(first + nth, unread=REPEATED, text=_text(record))


def _gather(element: etree._Element, place: Place, values: dict[str, str]) -> bool:
    """Put what an element gives, and those in it, into `values`; False where one says it twice."""
    is_clear = True
    if place.text is not None:
        is_clear = put(values, place.text, element.text)
    for name, ours in place.attributes:
        value = element.get(name)
        if value is None and element.attrib:
            value = next((text for key, text in element.attrib.items() if local(key).lower() == name), None)
        is_clear = put(values, ours, value) and is_clear
    if place.within:
        for child in element:
            found = place.child(child.tag)
            if found is not None:
                is_clear = _gather(child, found, values) and is_clear
    return is_clear


class ByItem:
    """A record that is one row: its items by their names, however deep."""

    def __init__(self, layout: JobLayout) -> None:
        """The items are those of the layout."""
        self._items = Items(layout)

    @staticmethod
    def unread(number: int, text: str) -> Row:
        """The row of what is no record."""
        return Row(number, unread=UNREADABLE, text=text)

    def __call__(self, record: etree._Element, number: int) -> Iterator[Row]:
        """The row of a record, the `number`th of its file."""
        found = Found(self._items)
        for element in record.iter(etree.Element):
            value = element.text
            if not (value and value.strip()) and element.attrib:
                value = element.get("code") or element.get("extension") or element.get("value")
            found.put(element.tag, value)
        if found.is_clear:
            yield Row(number, found.values())
        else:
            yield Row(number, unread=REPEATED, text=_text(record))


def _text(record: etree._Element) -> str:
    """A record as it came, for the quarantine; the beginning of a long one."""
    return str(etree.tostring(record, encoding="unicode", with_tail=False))[:LONGEST_KEPT]
