"""The data dictionary: the page and the file name every published column, and every number has a unit."""

import csv
import io
from html.parser import HTMLParser

import pytest

from linkage.release.content.dictionary import described, dictionary_bytes
from linkage.release.content.published import DRAWN, Options
from linkage.report.dictionary_page import render_dictionary
from linkage.tables import all_tables
from tests.report.test_page import Outline

PUBLISHED = {name: table for name, table in all_tables().items() if table.published and name not in DRAWN}
NUMBERS = {"integer", "double"}
WITH_KEYS = Options(include_source_keys=True)


class Tables(HTMLParser):
    """The rows of every table of a page, by caption, as the text of their cells."""

    def __init__(self, page: str) -> None:
        """Read the page through."""
        super().__init__()
        self.rows: dict[str, list[list[str]]] = {}
        self.caption = ""
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        del attrs
        self.inside = tag
        match tag:
            case "table":
                self.caption = ""
            case "tr":
                self.rows[self.caption].append([])
            case "td" | "th":
                self.rows[self.caption][-1].append("")

    def handle_data(self, data: str) -> None:
        """Add the text to where it stands."""
        match self.inside:
            case "caption":
                self.caption = data
                self.rows[data] = []
            case "td" | "th":
                self.rows[self.caption][-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        del tag
        self.inside = ""


def test_every_number_has_a_unit() -> None:
    """And every date says that it is one; text and flags have none."""
    wrong = {
        f"{table.name}.{column.name}"
        for table in PUBLISHED.values()
        for column in table.columns
        if bool(column.unit) != (column.type in NUMBERS | {"date"})
        or (column.type == "date") != (column.unit == "date")
    }

    assert not wrong


@pytest.mark.parametrize("options", [Options(), WITH_KEYS], ids=["plain", "with source keys"])
def test_page_and_file_name_every_column(options: Options) -> None:
    """Every published table with its grain and key; of every column type, unit, meaning, values and field."""
    tables = described(options)
    page = Tables(render_dictionary(tables))
    file = list(csv.DictReader(io.StringIO(dictionary_bytes(options).decode())))

    assert [table.name for table in tables] == list(dict.fromkeys(row["table"] for row in file))
    assert {table.name for table in tables} == PUBLISHED.keys()
    for table in tables:
        promised = {column.name for column in PUBLISHED[table.name].columns}
        of_page = page.rows[f"Columns of {table.name}"][1:]
        of_file = [row for row in file if row["table"] == table.name]
        assert promised <= {row[0] for row in of_page}
        assert [row[:3] for row in of_page] == [[row["column"], row["type"], row["unit"]] for row in of_file]
        assert [row[4:] for row in of_page] == [
            [row["meaning"], row["values"], row["source"]] for row in of_file
        ]
        assert [row[3] for row in of_page] == [row["nullable"].replace("no", "") for row in of_file]
        assert {(row["grain"], row["key"]) for row in of_file} == {(table.grain, ", ".join(table.key))}


def test_the_page_tells_what_the_job_asked_for() -> None:
    """Source keys only where they are published; the month where there is a folder of it."""
    plain, keyed = (Tables(render_dictionary(described(options))) for options in (Options(), WITH_KEYS))
    names = [[row[0] for row in page.rows["Columns of links"]] for page in (plain, keyed)]

    assert "accession_number" not in names[0]
    assert names[1][-3:] == ["site_code", "accession_number", "test_month"]
    assert "test_month" not in [row[0] for row in plain.rows["Columns of statistics"]]


def test_the_page_stands_on_its_own() -> None:
    """No script; links lead to the release and to places on the page; captions, scopes, one h1; no false alarm."""
    page = render_dictionary(described(Options()))
    outline = Outline(page)
    links = [attributes["href"] or "" for tag, attributes in outline.tags if tag == "a"]
    places = {attributes.get("id") for _, attributes in outline.tags}

    assert "http" not in page.replace("http-equiv", "")
    assert outline.count("script") == 0
    assert {link for link in links if not link.startswith("#")} == {"../data_dictionary.csv", "index.html"}
    assert {link.removeprefix("#") for link in links if link.startswith("#")} == PUBLISHED.keys()
    assert places >= PUBLISHED.keys()
    assert outline.count("table") == outline.count("caption")
    assert all("scope" in attributes for tag, attributes in outline.tags if tag == "th")
    assert outline.count("h1") == 1
    assert "Internal: exact numbers" not in page


def test_codes_have_their_meaning() -> None:
    """Of the code lists that ship."""
    rows = Tables(render_dictionary(described(Options()))).rows

    assert ["04", "GP direct access"] in rows["source_setting"]
    assert ["2", "Female"] in rows["sex"]


def test_tables_of_the_statistics() -> None:
    """What each tells, and how it is shared; a link leads to the chapter of the report that has one."""
    told = [
        ("waits", "Waits.", "the events", "internal", "care"),
        ("other", "Others.", "files", "by rule", ""),
    ]
    page = render_dictionary([], statistics=told)

    assert [row[:4] for row in Tables(page).rows["Tables of the statistics"][1:]] == [
        ["waits", "Waits.", "the events", "internal"],
        ["other", "Others.", "files", "by rule"],
    ]
    assert '<td><a href="index.html#care">care</a></td>' in page
    assert "Tables of the statistics" not in render_dictionary([])
