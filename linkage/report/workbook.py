"""
The workbook of a report: cover, contents, notes, one table a sheet; text stays text, and bytes are repeatable.

After the Analysis Function's checklist for accessible spreadsheets; gptables lays the sheets out.
"""

import io
import math
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from linkage.report.table import MEANINGS, Kind, Mark, ShownCell, ShownTable
from linkage.words.label import visible, worded

if TYPE_CHECKING:
    import pandas as pd
    from gptables import GPTable

FORMATS = {Kind.COUNT: "#,##0", Kind.SHARE: "0.00%", Kind.DECIMAL: "#,##0.0"}
INERT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
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

    A table without a row has no sheet: the library writes none, and its page says in words that there is nothing.
    ValueError for a number that is not finite. Needs the extra `report`.
    """
    tables = [table for table in tables if table.rows]
    names = sheet_names(tables)
    file = io.BytesIO()
    with warnings.catch_warnings():
        # What the library says of pandas, of its own files, and of notes that no cell refers to.
        warnings.simplefilter("ignore")
        import gptables  # noqa: PLC0415 - an extra
        import pandas as pd  # noqa: PLC0415 - an extra

        book = gptables.produce_workbook(
            file,
            {name: sheet(table, name, cover.banner) for name, table in zip(names, tables, strict=True)},
            cover=gptables.Cover(
                title=plain(cover.title),
                intro=[plain(text) for text in (cover.banner, *headed("In short", cover.in_short))],
                about=[
                    plain(text)
                    for text in (
                        *(f"{name}: {said}" for name, said in cover.about),
                        *headed("Method", cover.method),
                        *headed("Symbols in the tables", symbols()),
                    )
                ],
            ),
            notes_table=pd.DataFrame(
                {
                    "Note": [f"note {place}" for place in range(1, len(notes) + 1)],
                    "Subject": [plain(name) for name, _ in notes],
                    "Text": [plain(text) for _, text in notes],
                }
            ).astype(object),
            notesheet_options={"title": "Notes", "table_name": "notes"},
            contentsheet_options={"title": "Contents", "table_name": "contents"},
            workbook_options=INERT,
        )
    book.set_properties(
        {"title": plain(cover.title), "author": "linkage", "created": made.replace(tzinfo=None)}
    )
    book.close()
    return repeatable(file.getvalue(), made)


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


def sheet(table: ShownTable, name: str, banner: str) -> "GPTable":
    """One table with its title, what it shows, and the meaning of the symbols in it."""
    import gptables  # noqa: PLC0415 - an extra

    said = [text for text in (table.reading, table.note, banner) if text]
    return gptables.GPTable(
        table=frame(table),
        table_name=f"table_{name}",
        title=plain(table.caption),
        subtitles=[plain(text) for text in said],
        instructions="This worksheet contains one table.",
        legend=[f"{mark.value}: {MEANINGS[mark]}" for mark in Mark if has(table, mark)],
        index_columns={1: 0},
        additional_formatting=[
            {"column": {"columns": names, "format": {"num_format": written}}}
            for kind, written in FORMATS.items()
            if (names := [column.name for column in table.columns if column.kind is kind])
        ],
    )


def frame(table: ShownTable) -> "pd.DataFrame":
    """The cells as they go into the sheet: numbers as numbers, everything else as text."""
    import pandas as pd  # noqa: PLC0415 - an extra

    names = [column.name for column in table.columns]
    if len(set(names)) != len(names):
        raise ValueError(f"table {table.sheet}: two columns have one name")
    return pd.DataFrame([list(map(cell_of, row)) for row in table.rows], columns=names, dtype=object)


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


def plain(text: str) -> str:
    """Text in which gptables finds no link and no reference, and XML no character it cannot hold."""
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
