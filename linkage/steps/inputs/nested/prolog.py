"""
What stands before the first element of an XML file, looked at before any parser sees it.

A document type declaration can name files to fetch and entities that grow without end, so it is refused, and so is an
encoding in which one could hide.
"""

import re
from collections import Counter
from contextlib import suppress

from lxml import etree

from linkage.errors import InputError
from linkage.steps.inputs.likeness.encoding import UTF_8_MARK
from linkage.steps.inputs.nested.places import local

DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252"})
"""In these every ASCII character is itself, so that what is looked for can be seen."""
SKIPPED = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
ROOT = re.compile(rb"<(?:[^\s<>/:]+:)?([^\s<>/:!?]+)")
SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""How any XML is parsed here: nothing is fetched, expanded or allowed to be huge."""


def root_name(name: str, begins: bytes) -> str:
    """
    The name of the first element, without its prefix.

    InputError for a document type declaration, for another encoding, and where no element begins.
    """
    text = begins.removeprefix(UTF_8_MARK)
    declared = DECLARED.match(text.lstrip())
    if declared and declared[1].decode("ascii").lower() not in ENCODINGS:
        raise InputError(f"{name}: says that it is in an encoding that is not read; save it as UTF-8")
    place = 0
    while skipped := SKIPPED.match(text, place):
        place = skipped.end()
    if DOCTYPE.match(text, place):
        raise InputError(
            f"{name}: has a document type declaration (DOCTYPE), which can name other files and expand without end, so "
            "it is not read; ask for the file without it"
        )
    found = ROOT.match(text, place)
    if found is None:
        raise InputError(f"{name}: is no XML: no element begins it; ask for the file again")
    return found[1].decode("utf-8", "replace")


def commonest_child(begins: bytes) -> str:
    """The name of the elements that lie most often right below the root, as the beginning of a file shows; or empty."""
    parser = etree.XMLPullParser(events=("start", "end"), **SAFE)
    found: Counter[str] = Counter()
    depth = 0
    with suppress(etree.XMLSyntaxError):  # where it is broken is told when it is read
        parser.feed(begins)
    for event, element in parser.read_events():
        depth += 1 if event == "start" else -1
        if event == "start" and depth == 2:  # noqa: PLR2004
            found[local(element.tag)] += 1
    return found.most_common(1)[0][0] if found else ""
