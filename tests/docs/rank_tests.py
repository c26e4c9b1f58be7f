"""
The table of tests of docs/ranks.md, written from the rank tests themselves.

`python -m tests.docs.rank_tests` writes it anew between the marks of the page.
"""

import re
from pathlib import Path

from linkage.rank_tests.every import TESTS
from linkage.rank_tests.rank_test import RankTest

PAGE = Path(__file__).parents[2] / "docs" / "ranks.md"
MARKED = re.compile(r"(<!-- rank tests -->\n).*(<!-- end of rank tests -->)", re.DOTALL)
HEADER = "| Key | Test | Holds when | Of |\n|---|---|---|---|\n"


def line(test: RankTest) -> str:
    """One test as a line of the table."""
    fields = ", ".join(f"`{field}`" for field in test.fields) or "the pair"
    return f"| `{test.asked_by}` | `{test.name}` | {test.meaning} | {fields} |\n"


def page(text: str) -> str:
    """The page with the table as it should be."""
    table = HEADER + "".join(map(line, TESTS))
    return MARKED.sub(lambda found: f"{found[1]}\n{table}\n{found[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
