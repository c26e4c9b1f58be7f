"""
The workbook of a report: cover, contents, notes, one table a sheet; text stays text, and bytes are repeatable.

After the Analysis Function's checklist for accessible spreadsheets; `spreadsheet` lays the sheets out.
"""

import io
import math
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from string import ascii_letters, digits

from linkage.report.spreadsheet.book import Book
from linkage.report.spreadsheet.sheet import Sheet
from linkage.report.table import MEANINGS, Kind, Mark, ShownCell, ShownTable
from linkage.words.label import visible, worded

FORMATS = {Kind.COUNT: "#,##0", Kind.SHARE: "0.00%", Kind.DECIMAL: "#,##0.0"}
LONGEST_CELL = 32_767
"""Characters that a cell can hold; the library leaves a longer one blank without a word."""
LONGEST_NAME = 31
"""Characters of a sheet's name."""
RESERVED = {"cover", "contents", "notes"}
ALLOWED = frozenset(ascii_letters + digits + "_")


@dataclass(frozen=True)
class Cover:
    """What stands on the first sheet; `about` are names with what they are, such as ("Period", "2019-11")."""

    title: str
    banner: str
    about: tuple[tuple[str, str], ...]
    in_short: tuple[str, ...] = ()
    """The first screen: sentences, then what stands out and what to do."""
    method: tuple[str, ...] = ()


def workbook_bytes(
    cover: Cover, tables: Sequence[ShownTable], notes: Sequence[tuple[str, str]], made: datetime
) -> bytes:
    """
    An .xlsx file; the same for the same tables and the same `made`, which stands in its properties.

    ValueError for a number that is not finite. Needs the extra `report`.
    """
    names = sheet_names(tables)
    book = Book()
    book.cover(
        plain(cover.title),
        (
            ("Introductory information", plained((cover.banner, *headed("In short", cover.in_short)))),
            (
                "About these data",
                plained(
                    (
                        *(f"{name}: {said}" for name, said in cover.about),
                        *headed("Method", cover.method),
                        *headed("Symbols in the tables", symbols()),
                    )
                ),
            ),
        ),
    )
    shown = [sheet(table, name, cover.banner) for name, table in zip(names, tables, strict=True)]
    for one in (contents(shown), noted(notes), *shown):
        book.add(one)
    return repeatable(book.content(plain(cover.title), made), made)


def contents(sheets: Sequence[Sheet]) -> Sheet:
    """The list of the sheets, each of which it leads to."""
    rows = tuple((one.name, one.title) for one in sheets)
    return Sheet(
        "Contents",
        "Contents",
        (),
        (),
        "contents",
        ("Sheet name", "Table description"),
        rows,
        is_of_links=True,
    )


def noted(notes: Sequence[tuple[str, str]]) -> Sheet:
    """The notes, numbered: subjects with what is to be known of them."""
    rows = tuple((place, plain(name), plain(text)) for place, (name, text) in enumerate(notes, start=1))
    return Sheet("Notes", "Notes", (), (), "notes", ("Note number", "Subject", "Text"), rows)


def headed(head: str, sentences: Sequence[str]) -> list[str]:
    """Sentences below what they are; nothing where there are none."""
    return [f"{head}:", *sentences] if sentences else []


def symbols() -> tuple[str, ...]:
    """Every symbol with its meaning."""
    return tuple(f"{mark.value}: {meaning}" for mark, meaning in MEANINGS.items())


def sheet_names(tables: Sequence[ShownTable]) -> list[str]:
    """Names of the sheets, each once, without what a sheet's name may not hold and of at most so many characters."""
    names: list[str] = []
    for table in tables:
        plain_name = "".join(letter if letter in ALLOWED else "_" for letter in table.sheet)
        name, place = plain_name[:LONGEST_NAME], 1
        while name.lower() in RESERVED | {other.lower() for other in names}:
            place += 1
            name = f"{plain_name[: LONGEST_NAME - 4]}_{place}"
        names.append(name)
    return names


def sheet(table: ShownTable, name: str, banner: str) -> Sheet:
    """
    One table with its title, what it shows, and the meaning of the symbols in it.

    ValueError for two columns of one name, and for a table without rows.
    """
    headings = tuple(column.name for column in table.columns)
    if len(set(headings)) != len(headings):
        raise ValueError(f"table {table.sheet}: two columns have one name")
    if not table.rows:
        raise ValueError(f"table {table.sheet} has no rows")
    return Sheet(
        name,
        plain(table.caption),
        plained(text for text in (table.reading, table.note, banner) if text),
        tuple(f"{mark.value}: {MEANINGS[mark]}" for mark in Mark if has(table, mark)),
        f"table_{name}",
        headings,
        tuple(tuple(map(cell_of, row)) for row in table.rows),
        names=0,
        number_formats={
            place: FORMATS[column.kind]
            for place, column in enumerate(table.columns)
            if column.kind in FORMATS
        },
    )


def cell_of(cell: ShownCell) -> str | int | float:
    """A number, a symbol, or text; an empty text is "not applicable", and a number that is none is a ValueError."""
    match cell:
        case Mark():
            return str(cell.value)
        case str():
            return worded(text)[:LONGEST_CELL] if (text := plain(cell)) else Mark.NOT_APPLICABLE.value
        case float() if not math.isfinite(cell):
            raise ValueError("a number of the workbook is not finite")
        case _:
            return cell


def has(table: ShownTable, mark: Mark) -> bool:
    """Whether a symbol stands in a table; an empty cell is shown as not applicable."""
    there = {cell for row in table.rows for cell in row if isinstance(cell, str | Mark)}
    return mark in there or (mark is Mark.NOT_APPLICABLE and "" in there)


def plained(texts: Iterable[str]) -> tuple[str, ...]:
    """Each of some texts, plain."""
    return tuple(map(plain, texts))


def plain(text: str) -> str:
    """Text in which nothing looks like a link or a reference to a note, and XML has no character it cannot hold."""
    shown = "".join(letter if letter.isprintable() else " " for letter in visible(text))
    return shown.replace("](", "] (").replace("$$", "$ $").strip()


def repeatable(content: bytes, made: datetime) -> bytes:
    """The same archive with `made` as the time of every file in it."""
    moment = made.astimezone(UTC).timetuple()[:6]
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=moment)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, old.read(name))
    return target.getvalue()
