"""
The worked example of docs/scores.md put to a release.

`python -m tests.docs.scores_example RELEASE` writes its answer between the marks of the page; RELEASE is the output
folder of the month that docs/analysis.md has made.
"""

import csv
import re
import sys
from pathlib import Path

import pyarrow as pa

import linkage
from tests.docs.answers import as_text

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "scores.md"
MARKED = re.compile(r"(<!-- example -->\n).*(<!-- end of example -->)", re.DOTALL)
TABLES = re.compile(r"## On a made-up month.*?```sql\n(.*?)```", re.DOTALL)


def query(name: str) -> str:
    """A file of docs/scores."""
    return (ROOT / "docs" / "scores" / f"{name}.sql").read_text("utf-8").rstrip().rstrip(";")


def example(text: str, release: Path) -> str:
    """The page with the answer of the release in `release`."""
    asked = TABLES.findall(text)[0]
    with linkage.open_release(release) as opened:
        for name in ("charlson", "frailty"):
            path = ROOT / "configs" / "codes" / f"{name}_icd10.csv"
            lines = path.read_text("utf-8").splitlines()
            opened.connection.register(f"{name}_codes", codes(lines))
        opened.connection.execute(asked)
        for name in ("charlson", "frailty"):
            opened.connection.execute(f"create table {name} as {query(name)}")
        told = as_text(opened.connection.sql(query("example")))
    return MARKED.sub(lambda found: f"{found[1]}\n```text\n{told}\n```\n\n{found[2]}", text)


def codes(lines: list[str]) -> pa.Table:
    """A list of codes as an Arrow table; its points are numbers."""
    rows = list(csv.DictReader(lines))
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return pa.table({**columns, "points": [float(points) for points in columns["points"]]})


if __name__ == "__main__":
    PAGE.write_text(example(PAGE.read_text("utf-8"), Path(sys.argv[1])), "utf-8")
