"""
The questions of docs/questions put to a release and to the truth, and docs/analysis.md written with their answers.

`python -m tests.docs.answers DEMO` puts questions and answers anew between the marks of the page, and runs its examples
(fences `py example`) again, each with what the truth says; DEMO is the folder that the page
has made.
"""

import re
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from linkage.reading.opened_release import OpenedRelease
from tests.docs.drawn_answers import by_draws, with_draws
from tests.docs.true_release import MONTH, write_true_release

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "analysis.md"
QUESTIONS = tuple(sorted((ROOT / "docs" / "questions").glob("*.sql")))
MARKED = re.compile(r"(<!-- questions -->\n).*(<!-- end of questions -->)", re.DOTALL)

EXAMPLE = re.compile(r"```py example\n(.*?)```\n\n```text\n.*?```", re.DOTALL)
TRUTH = re.compile(r"^ *# truth: (.+)$", re.MULTILINE)
"""A query that an example says of itself: put to the same tables, were every event linked to its own person."""


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


def section(question: Path, ways: Mapping[str, Path], drawn: OpenedRelease) -> str:
    """One question as the page has it: file, query, the answer by each way of knowing who is who, and by draws."""
    asked = question.read_text("utf-8")
    answers = {name: answer(question, folder) for name, folder in ways.items()}
    if len(set(answers.values())) == 1:
        answers = {", ".join(answers): next(iter(answers.values()))}
    told = [*(f"-- {name}\n{found}" for name, found in answers.items()), by_draws(asked, drawn)]
    shown = "\n\n".join(filter(None, told))
    return f"`docs/questions/{question.name}`\n\n```sql\n{asked.strip()}\n```\n\n```text\n{shown}\n```\n"


def example(code: str, demo: Path, truth: Path) -> str:
    """What an example prints, run beside the demo; then, of each line `# truth: QUERY`, what the truth says."""
    lines = code.replace('"example/', f'"{demo.resolve()}/')
    with StringIO() as printed, redirect_stdout(printed):
        exec(compile(lines, f"{PAGE.name}, example", "exec"), {})  # noqa: S102  the page's own code
        told = printed.getvalue().rstrip()
    for query in TRUTH.findall(code):
        with duckdb.connect() as connection:
            for table in ("events", "links", "pathways"):
                files = f"read_parquet('{truth}/{table}/*/*.parquet', hive_partitioning = true)"
                connection.execute(f"create view {table} as select * from {files}")
            told += (
                f"\nby the truth: {', '.join(cell(value) for value in connection.sql(query).fetchall()[0])}"
            )
    return told


def page(text: str, demo: Path, truth: Path, drawn: OpenedRelease) -> str:
    """The page with every question answered by the release of the demo, the truth and draws, and every example run."""
    ways = {"the links of the release": demo / "out" / "current", "the truth": truth}
    written = "\n".join(section(question, ways, drawn) for question in QUESTIONS)
    asked = MARKED.sub(lambda found: f"{found[1]}\n{written}\n{found[2]}", text)
    return EXAMPLE.sub(
        lambda found: f"```py example\n{found[1]}```\n\n```text\n{example(found[1], demo, truth)}\n```", asked
    )


def of_any_key(text: str) -> str:
    """The page without what hangs on the key of a demonstration: ends of bootstrapped intervals, the model's digest."""
    examples, mark, questions = text.partition("<!-- questions -->")
    examples = re.sub(r"\d+\.\d+% to \d+\.\d+%", "0% to 1%", examples)
    text = f"{examples}{mark}{questions}"
    return re.sub(r"\bp-[0-9a-f]{16}\b", "p-0", text)


def main(demo: Path) -> None:
    """Write the page."""
    with TemporaryDirectory() as folder, TemporaryDirectory() as again:
        truth = Path(folder)
        write_true_release(demo, truth)
        with with_draws(demo, Path(again), MONTH) as drawn:
            PAGE.write_text(page(PAGE.read_text("utf-8"), demo, truth, drawn), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
