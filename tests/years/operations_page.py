"""The commands of docs/operations.md: those of the blocks that are marked as tested, in order."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from tests.structure.imports import ROOT

PAGE = ROOT / "docs" / "operations.md"
BLOCK = re.compile(r"<!-- tested(?:: ([^>]+?))? -->\n```sh\n(.*?)```", re.DOTALL)
ANY_BLOCK = re.compile(r"```(?:sh|cron|ini)\n(.*?)```", re.DOTALL)
CODE = re.compile(r"#.*\bexit ([0-9]+)")
PAGES_YEAR, WORLDS_YEAR = ("2026-", "2025-"), ("2019-", "2018-")

NOT_YET: tuple[str, ...] = ()
"""What the page tells of and the program has not yet: whoever builds one takes it off the list."""


@dataclass(frozen=True)
class Line:
    """One command of the page."""

    text: str
    """As it is typed, the comment left out, with months of the made-up year."""
    code: int
    """How it is to end."""
    waits_for: tuple[str, ...]
    """What of NOT_YET it needs."""

    @property
    def words(self) -> list[str]:
        """The words of the command."""
        return shlex.split(self.text)


@dataclass(frozen=True)
class Block:
    """Commands that stand together."""

    before: str
    """What happens before them: `delivery N`, `one more opt-out` or nothing."""
    lines: tuple[Line, ...]


def blocks() -> tuple[Block, ...]:
    """Every block that is marked as tested."""
    return tuple(
        Block(before or "", tuple(line_of(text) for text in told.splitlines()))
        for before, told in BLOCK.findall(PAGE.read_text("utf-8"))
    )


def line_of(text: str) -> Line:
    """A line of a block."""
    command, _, comment = text.partition("  #")
    for there, here in zip(PAGES_YEAR, WORLDS_YEAR, strict=True):
        command = command.replace(there, here)
    found = CODE.search(f"#{comment}") if comment else None
    return Line(
        command.strip(), int(found[1]) if found else 0, tuple(name for name in NOT_YET if name in text)
    )


def commands() -> Iterator[str]:
    """Every `linkage ...` in a block of the page, tested or not, without its comment."""
    for told in ANY_BLOCK.findall(PAGE.read_text("utf-8")):
        for text in told.splitlines():
            if found := re.search(r"(?:^|&& |bin/)(linkage [^>]*)", text.partition("  #")[0]):
                yield found[1]
