"""What must hold of everything that a run has written, whatever the files said."""

import csv
import io
import json
import unicodedata
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

VOID = frozenset(("meta", "link", "br", "hr", "img", "input", "col", "area", "base", "source", "wbr"))
LINE_ENDS = "\n\r"
LONGEST_CELL = 32_767


class Tags(HTMLParser):
    """Whether every tag of a page is closed in order, and which tags there are."""

    def __init__(self) -> None:
        """Nothing open yet."""
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more to close."""
        self.seen.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opened and closed at once."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """The one opened last."""
        assert self.open
        assert self.open.pop() == tag


def hidden(text: str) -> set[str]:
    """The names of characters in a text that no reader can see."""
    return {
        f"U+{ord(letter):04X}"
        for letter in set(text) - set(LINE_ENDS)
        if unicodedata.category(letter)[0] == "C" or unicodedata.category(letter) in {"Zl", "Zp"}
    }


def check_page(path: Path) -> None:
    """Well-formed, and nothing in it that cannot be seen."""
    text = path.read_text("utf-8")
    tags = Tags()
    tags.feed(text)
    tags.close()
    assert tags.open == []
    assert not tags.seen & {"script", "iframe", "object"}
    assert hidden(text) == set()


def check_workbook(path: Path) -> None:
    """Every part is XML, no formula, no link, no cell too long or unseen, and every code says something."""
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            tree = ET.fromstring(book.read(name))  # noqa: S314 - our own file
            for node in tree.iter():
                kind = node.tag.rpartition("}")[2]
                assert kind not in {"f", "hyperlink"} or "http" not in (node.text or "")
                assert kind != "f"
                if kind == "t" and node.text:
                    assert hidden(node.text) == set()
                    assert len(node.text) <= LONGEST_CELL


def check_csv(path: Path) -> None:
    """Every row as wide as the header, no cell that a spreadsheet would compute, nothing unseen."""
    text = path.read_text("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert hidden(text) == set()
    for row in rows[1:]:
        for cell in row:
            assert not cell.startswith(("=", "+", "@")) or cell.replace(".", "").isdigit()


def check_outputs(release: Path) -> None:
    """Every page, workbook and CSV file of a release."""
    pages, books, files = (sorted(release.rglob(f"*.{end}")) for end in ("html", "xlsx", "csv"))
    assert len(pages) >= 3
    assert len(books) == 2
    for page in pages:
        check_page(page)
    for book in books:
        check_workbook(book)
    for file in files:
        check_csv(file)


def check_ledger(release: Path) -> None:
    """Every row is accounted for."""
    told = json.loads((release / "manifest.json").read_text("utf-8"))
    assert all(
        file["rows_read"] == file["rows_accepted"] + file["rows_quarantined"] for file in told["inputs"]
    )
    counts = dict(told["counts"])
    statuses = counts["linked"] + counts["review"] + counts["unlinked"]
    events = counts.pop("events")
    assert events == statuses
    accepted = sum(file["rows_accepted"] for file in told["inputs"] if file["path"].startswith("did/"))
    elsewhere = sum(number for name, number in counts.items() if name not in {"linked", "review", "unlinked"})
    assert accepted == events + elsewhere
