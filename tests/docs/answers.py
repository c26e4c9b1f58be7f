"""
The questions of docs/questions put to a release, and docs/analysis.md written with their answers.

`python -m tests.docs.answers RELEASE` puts questions and answers anew between the marks of the page; RELEASE is the
release folder of `make demo`.
"""

import re
import sys
from datetime import date
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "analysis.md"
QUESTIONS = tuple(sorted((ROOT / "docs" / "questions").glob("*.sql")))
MARKED = re.compile(r"(<!-- questions -->\n).*(<!-- end of questions -->)", re.DOTALL)


def cell(value: object) -> str:
    """A value as the page shows it: whole numbers without a point."""
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def answer(question: Path, release: Path) -> str:
    """What a fresh DuckDB says, given the release folder alone, as a table of text."""
    # The questions name files relative to the release; the test must not depend on where it stands.
    query = re.sub(
        r"'([a-z]+/[*/.a-z0-9=_-]+)'",
        lambda found: f"'{release.resolve()}/{found[1]}'",
        question.read_text("utf-8"),
    )
    with duckdb.connect() as connection:
        return as_text(connection.sql(query))


def as_text(found: duckdb.DuckDBPyRelation) -> str:
    """The rows of an answer as the pages show them."""
    rows = [tuple(found.columns), *(tuple(map(cell, row)) for row in found.fetchall())]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def section(question: Path, release: Path) -> str:
    """One question as the page has it: its file, the query, the answer."""
    asked = question.read_text("utf-8").strip()
    return f"`docs/questions/{question.name}`\n\n```sql\n{asked}\n```\n\n```text\n{answer(question, release)}\n```\n"


def page(text: str, release: Path) -> str:
    """The page with every question answered by `release`."""
    written = "\n".join(section(question, release) for question in QUESTIONS)
    return MARKED.sub(lambda found: f"{found[1]}\n{written}\n{found[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8"), Path(sys.argv[1])), "utf-8")
