"""
The table of relations of docs/pathways.md, written from the relations themselves.

`python -m tests.docs.relations` writes it anew between the marks of the page.
"""

import re
from pathlib import Path

from linkage.relations.every import RELATIONS
from linkage.relations.relation import Relation

PAGE = Path(__file__).parents[2] / "docs" / "pathways.md"
MARKED = re.compile(r"(<!-- relations -->\n).*(<!-- end of relations -->)", re.DOTALL)
HEADER = "| Relation | Meaning | Its row is on | Windows, with their usual days |\n|---|---|---|---|\n"


def line(relation: Relation) -> str:
    """One relation as a line of the table."""
    windows = "; ".join(f"`{window.name}` {window.days}: {window.meaning}" for window in relation.windows)
    return f"| `{relation.name}` | {relation.meaning} | {relation.on} | {windows} |\n"


def page(text: str) -> str:
    """The page with the table as it should be, the strongest relation first."""
    table = HEADER + "".join(map(line, RELATIONS))
    return MARKED.sub(lambda found: f"{found[1]}\n{table}\n{found[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
