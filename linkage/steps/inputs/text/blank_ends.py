"""
Rows that end in delimiters which the header lacks, and a header that ends in some which the rows lack.

Programs that write a delimiter after every field, the last one too, make such files; so do spreadsheets that once had
something to the right. What has no name and holds nothing is no column.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from linkage.engine.dialect import Dialect
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.header import Columns
from linkage.steps.inputs.hint import DELIMITERS
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.split import split_line

ROWS = 1_000
"""How many rows of the head are looked at."""
MOST_BLANK = 256
"""More fields without a name than a row of a spreadsheet ever had by mistake."""


def with_blank_ends(columns: Columns, names: Sequence[str], head: Head, delimiter: str) -> Columns:
    """
    The columns, where more than half of the rows in the head have fewer or more fields, and none is lost by that.

    That is, what stands beyond the fields of the others is blank: in those rows, or among the `names` of the header.
    """
    behind = (line for number, line in head.rows() if number > columns.header_line)
    rows = [cells for line in islice(behind, ROWS) if (cells := split_line(line, delimiter)) is not None]
    named = columns.fields
    found = Counter(len(cells) for cells in rows if not any(cells[named:])).most_common(1)
    fields, count = found[0] if found else (named, 0)
    is_lost = fields < max(columns.places.values(), default=0) or (
        fields < named and (not names or any(names[fields:]))
    )
    if is_lost or 2 * count <= len(rows) or not 0 < abs(fields - named) <= MOST_BLANK:
        return columns
    return replace(columns, fields=fields, named=named)


def blank_beyond_sql(dialect: Dialect, columns: Columns, fields: str) -> str:
    """A condition, with `and` before it, that what a row has beyond the fields that are named is blank; or nothing."""
    beyond = range((columns.named or columns.fields) + 1, columns.fields + 1)
    return "".join(f" and trim({dialect.item(fields, place)}) = ''" for place in beyond)


def told_of_ends(file: InputFile, columns: Columns) -> list[str]:
    """What the user should know of such a file, once."""
    more = columns.fields - (columns.named or columns.fields)
    if not more:
        return []
    what = DELIMITERS[file.source.delimiter]
    times = f"{what}" if abs(more) == 1 else f"{abs(more)} times {what}"
    where = "rows end in {} that the columns lack" if more > 0 else "the header ends in {} that the rows lack"
    return [
        f"{file.name}: {where.format(times)}; nothing stands behind it, and the file is read as if it were not there"
    ]
