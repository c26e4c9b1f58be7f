"""
Tables of the documentation that are written from the values of the program.

`python -m tests.docs.written_table` writes them anew, each between the marks of its page.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from linkage.cli.telling.failure import KINDS, NEXT, USAGE
from linkage.commands.diff.change_reason import REASONS
from linkage.commands.doctor.every import CHECKS
from linkage.rank_tests.every import TESTS
from tests.docs.sample_files import sample_files
from tests.docs.spellings import spellings, values
from tests.structure.imports import ROOT


@dataclass(frozen=True)
class WrittenTable:
    """One table, between the lines <!-- mark --> and <!-- end of mark --> of its page."""

    page: str
    mark: str
    header: tuple[str, ...]
    rows: Callable[[], Iterable[tuple[str, ...]]]

    @property
    def marked(self) -> re.Pattern[str]:
        """What stands between the marks, and the marks."""
        return re.compile(rf"(<!-- {self.mark} -->\n).*(<!-- end of {self.mark} -->)", re.DOTALL)

    @property
    def text(self) -> str:
        """The page as it is."""
        return (ROOT / "docs" / self.page).read_text("utf-8")

    def written(self) -> str:
        """The page as it should be."""
        told = [self.header, ("---",) * len(self.header), *self.rows()]
        lines = "".join(f"| {' | '.join(cells)} |\n" for cells in told)
        return self.marked.sub(lambda found: f"{found[1]}\n{lines}\n{found[2]}", self.text)


def rank_tests() -> Iterable[tuple[str, ...]]:
    """A line for each test that a rank may ask for."""
    for test in TESTS:
        fields = ", ".join(f"`{field}`" for field in test.fields) or "the pair"
        yield f"`{test.asked_by}`", f"`{test.name}`", test.meaning, fields


def checks() -> Iterable[tuple[str, ...]]:
    """A line for each check of doctor."""
    for check in CHECKS:
        yield check.name, check.meaning, ", ".join(needed.name for needed in check.needs)


def exit_codes() -> Iterable[tuple[str, ...]]:
    """A line for each way in which a command can end."""
    yield "0", "", "published, or nothing to do"
    for code, kind in sorted((*KINDS.items(), (2, USAGE))):
        yield str(code), f"`{kind}`", NEXT[kind]


def reasons() -> Iterable[tuple[str, ...]]:
    """A line for each reason for which an event is not as it was, in the order in which they are looked for."""
    for name, meaning in REASONS.items():
        yield f"`{name}`", meaning


TABLES = (
    WrittenTable("ranks.md", "rank tests", ("Key", "Test", "Holds when", "Of"), rank_tests),
    WrittenTable("unattended.md", "exit codes", ("Code", "Kind", "Then"), exit_codes),
    WrittenTable("doctor.md", "checks", ("Check", "All is well when", "Made after"), checks),
    WrittenTable("releases.md", "reasons", ("Reason", "What it means"), reasons),
    WrittenTable("files.md", "samples", ("Layout", "As", "Rows", "Accepted", "Set aside"), sample_files),
    WrittenTable("files.md", "spellings", ("Spelling", "Such as", "Read as", "Noted"), spellings),
    WrittenTable("files.md", "values", ("Kind", "Written", "Read as", "Lost"), values),
)


if __name__ == "__main__":
    for table in TABLES:
        (ROOT / "docs" / table.page).write_text(table.written(), "utf-8")
