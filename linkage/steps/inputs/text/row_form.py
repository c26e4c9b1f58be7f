"""How the rows of a text file are told from its lines: what a row must have, and over how many lines it may go."""

from dataclasses import dataclass

from linkage.config.limits import LimitsTable
from linkage.steps.inputs.split import split_line

LIMITS = LimitsTable()


@dataclass(frozen=True)
class RowForm:
    """What makes a row of a file whose columns are known."""

    delimiter: str
    fields: int
    """How many fields a row has."""
    header_line: int = 0
    """The last line of the header; what stands up to it is no row."""
    most_lines: int = LIMITS.row_lines
    """Beyond so many lines a quoted field that does not end is taken for a stray quote; 1: a line is a row."""
    most_characters: int = LIMITS.row_characters
    """The same of its characters."""

    def is_row(self, line: str) -> bool:
        """Whether a line is a row by itself."""
        cells = split_line(line, self.delimiter)
        return cells is not None and len(cells) == self.fields
