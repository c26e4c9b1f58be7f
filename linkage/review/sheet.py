"""The cells of one sheet of an .xlsx file, as a spreadsheet program saves it: texts and numbers."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring

from linkage.errors import InputError

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_BYTES = 64_000_000
"""Of one part, unpacked: no workbook of a sample comes near it."""
DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def cells(content: bytes, sheet: str, name: str) -> dict[tuple[int, int], str]:
    """
    The texts of `sheet` by row and column from 0; a whole number as people write it. `name` is the file's.

    InputError where it is no such workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            shared = [text(one) for one in root(book, "xl/sharedStrings.xml").iter(f"{MAIN}si")]
            rows = root(book, place_of(book, sheet))
    except (zipfile.BadZipFile, KeyError, ValueError, ParseError, NotImplementedError, EOFError):
        raise InputError(
            f"{name} cannot be read as the workbook of a review: it has to be an .xlsx file with the sheet {sheet}"
        ) from None
    return dict(found(rows, shared, name))


def root(book: zipfile.ZipFile, path: str) -> Element:
    """One part of the file; ValueError for one that is too large or defines entities."""
    if path == "xl/sharedStrings.xml" and path not in book.namelist():
        return Element("none")
    if book.getinfo(path).file_size > MOST_BYTES:
        raise ValueError("too large")
    content = book.read(path)
    if DOCTYPE.search(content):
        raise ValueError("entities")
    return fromstring(content, XMLParser())  # noqa: S314 - no entity can be defined in it


def place_of(book: zipfile.ZipFile, sheet: str) -> str:
    """The part that holds a sheet."""
    listed = {
        str(one.get("name")): one.get(RELATION) for one in root(book, "xl/workbook.xml").iter(f"{MAIN}sheet")
    }
    wanted = listed[sheet]
    targets = {one.get("Id"): str(one.get("Target")) for one in root(book, "xl/_rels/workbook.xml.rels")}
    target = targets[wanted]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def text(element: Element) -> str:
    """All text inside, but readings of Japanese letters."""
    return "".join(one.text or "" for one in element.iter(f"{MAIN}t"))


def found(rows: Element, shared: list[str], name: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Every cell that is not blank."""
    for one in rows.iter(f"{MAIN}c"):
        kind, value = one.get("t"), one.find(f"{MAIN}v")
        if kind == "inlineStr":
            said = text(one)
        elif value is None or value.text is None:
            continue
        elif kind == "s":
            said = shared[int(value.text)]
        else:
            said = re.sub(r"^(-?\d+)\.0+$", r"\1", value.text)
        if said.strip():
            yield place(str(one.get("r")), name), said.strip()


def place(reference: str, name: str) -> tuple[int, int]:
    """Row and column from 0 of a reference such as B7."""
    match = re.fullmatch(r"([A-Z]{1,3})([1-9][0-9]{0,6})", reference)
    if match is None:
        raise InputError(f"{name} has a cell without a place: save it again as .xlsx")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
