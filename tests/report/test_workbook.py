"""The workbook, read back as the XML it is: the Analysis Function's checklist, inert text, repeatable bytes."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from linkage.report.table import Kind, Mark, ShownColumn, ShownTable
from linkage.report.workbook import Cover, workbook_bytes

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MADE = datetime(2020, 1, 1, 9, 0, tzinfo=UTC)
HOSTILE = (
    "=cmd()",
    "</script><script>alert(1)",
    "http://example.test",
    "+1",
    "@x",
    "[a](http://b.test)",
    "$$note$$",
)
TABLE = ShownTable(
    "match_rate_provider",
    "Match rate by provider",
    (
        ShownColumn("Provider"),
        ShownColumn("Events", Kind.COUNT),
        ShownColumn("Match rate", Kind.SHARE),
        ShownColumn("Said", Kind.TEXT),
    ),
    (
        *((name, 1234, 0.9743, name) for name in HOSTILE),
        ("RX1", Mark.SUPPRESSED, Mark.LOW, ""),
        ("RX2", 0, Mark.NOT_APPLICABLE, "text"),
    ),
    reading="What it shows.",
    note="How it is read.",
)
TABLES = (TABLE, replace(TABLE, sheet="chart_unmatched_first_a_provider_with_a_long_code"))
COVER = Cover(
    "HES-DID linkage, 2019-11", "Internal: do not share.", (("Period", "2019-11"), ("Contact", "us"))
)
NOTES = (("Linked", "One person was found."), ("Limit", "No measured error."))


def made(tables: tuple[ShownTable, ...] = TABLES, at: datetime = MADE) -> zipfile.ZipFile:
    """The workbook, opened."""
    return zipfile.ZipFile(io.BytesIO(workbook_bytes(COVER, tables, NOTES, at)))


def part(book: zipfile.ZipFile, name: str) -> ET.Element:
    """One part of it."""
    return ET.fromstring(book.read(name))  # noqa: S314 - our own file


def sheets(book: zipfile.ZipFile) -> dict[str, list[list[str]]]:
    """The texts of every sheet by name, row by row; numbers as they are written."""
    texts = [
        "".join(found.text or "" for found in item.iter(f"{MAIN}t"))
        for item in part(book, "xl/sharedStrings.xml").iter(f"{MAIN}si")
    ]
    names = [str(sheet.get("name")) for sheet in part(book, "xl/workbook.xml").iter(f"{MAIN}sheet")]
    found = {}
    for place, name in enumerate(names, start=1):
        rows = part(book, f"xl/worksheets/sheet{place}.xml").iter(f"{MAIN}row")
        found[name] = [
            [
                texts[int(str(cell.findtext(f"{MAIN}v")))]
                if cell.get("t") == "s"
                else str(cell.findtext(f"{MAIN}v"))
                for cell in row.iter(f"{MAIN}c")
            ]
            for row in rows
        ]
    return found


def test_the_sheets_are_in_order_and_each_has_its_title() -> None:
    """Cover, contents, notes, then a table a sheet, with names of at most 31 characters, each once."""
    found = sheets(made())

    assert list(found)[:4] == ["Cover", "Contents", "Notes", "match_rate_provider"]
    assert all(len(name) <= 31 for name in found)
    titles = [rows[0][0] for rows in found.values()]
    assert titles[:4] == ["HES-DID linkage, 2019-11", "Contents", "Notes", "Match rate by provider"]
    assert ["Internal: do not share."] in found["Cover"]
    assert ["Period: 2019-11"] in found["Cover"]
    assert found["Notes"][-2][-2:] == ["Linked", "One person was found."]


def test_sheets_of_one_name_are_told_apart() -> None:
    """Codes that differ only in what a name may not hold are two sheets still."""
    names = list(
        sheets(made((TABLE, replace(TABLE, sheet="match_rate?provider"), replace(TABLE, sheet="Notes"))))
    )

    assert names[3:] == ["match_rate_provider", "match_rate_provider_2", "Notes_2"]


def test_each_sheet_has_one_marked_up_table_without_empty_cells() -> None:
    """With a heading to every column; no merged cells, nothing hidden, no picture."""
    book = made()
    tables = [part(book, name) for name in book.namelist() if name.startswith("xl/tables/")]
    whole = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))

    assert len(tables) == len(TABLES) + 2
    assert len({table.get("name") for table in tables}) == len(tables)
    headings = [[column.get("name") for column in table.iter(f"{MAIN}tableColumn")] for table in tables]
    assert headings.count(["Provider", "Events", "Match rate", "Said"]) == len(TABLES)
    for rows in (sheets(book)[name] for name in ("match_rate_provider",)):
        body = rows[-len(TABLE.rows) :]
        assert all(len(row) == len(TABLE.columns) and all(row) for row in body)
    assert not [word for word in ("mergeCell", 'hidden="1"', 'state="hidden"', "<drawing") if word in whole]


def test_symbols_are_explained_where_they_are_used() -> None:
    """And only there."""
    plain = replace(TABLE, sheet="plain", rows=(("RX1", 1, 0.5, "text"),))
    found = sheets(made((TABLE, plain)))
    told = [
        [row[0] for row in found[name] if row[0].startswith("[")] for name in ("match_rate_provider", "plain")
    ]

    assert [text.partition(":")[0] for text in told[0] if "]: " in text] == ["[c]", "[z]", "[low]"]
    assert told[1] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text(text: str) -> None:
    """No formula, no link but those of the contents to their sheets; what looks like one is shown as it is."""
    book = made()
    shown = [row[0] for row in sheets(book)["match_rate_provider"]]
    whole = "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets"))

    assert text.replace("](", "] (").replace("$$", "$ $") in shown
    assert "<f>" not in whole
    assert "TargetMode" not in whole
    assert whole.count("<hyperlink ") == len(TABLES)


def test_numbers_stay_numbers() -> None:
    """Shares are fractions of one, shown in per cent by their format."""
    row = sheets(made())["match_rate_provider"][-len(TABLE.rows)]

    assert row[1] == "1234"
    assert float(row[2]) == pytest.approx(0.9743)
    assert 'formatCode="0.00%"' in made().read("xl/styles.xml").decode() or 'numFmtId="10"' in (
        made().read("xl/styles.xml").decode()
    )


def test_the_same_tables_give_the_same_bytes() -> None:
    """Another time is in the properties of the workbook, and nowhere else."""
    later = made(at=datetime(2021, 1, 1, 9, 0, tzinfo=UTC))
    once, again = (workbook_bytes(COVER, TABLES, NOTES, MADE) for _ in range(2))

    assert once == again
    first = made()
    assert [name for name in first.namelist() if first.read(name) != later.read(name)] == [
        "docProps/core.xml"
    ]
    assert b"2020-01-01T09:00:00Z" in first.read("docProps/core.xml")


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(number: float) -> None:
    """It would be an error in a cell."""
    with pytest.raises(ValueError, match="not finite"):
        workbook_bytes(COVER, (replace(TABLE, rows=(("RX1", 1, number, ""),)),), NOTES, MADE)


def test_a_table_without_a_row_has_no_sheet() -> None:
    """No month was ever shared before, for one: the library would write none of the workbook."""
    book = made((replace(TABLE, sheet="revisions", rows=()), TABLE))

    assert [name for name in sheets(book) if name not in {"Cover", "Contents", "Notes"}] == [TABLE.sheet]
