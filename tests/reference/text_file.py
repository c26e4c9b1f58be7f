"""The rows of a text file as plain Python reads them: byte by byte, line by line, field by field; no database."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkage.config import codes
from linkage.steps.inputs.split import edge, is_open, split_line
from linkage.steps.inputs.text.joined_lines import row_from
from linkage.steps.inputs.text.row_form import RowForm

MARK = b"\xef\xbb\xbf"
EXPONENT = re.compile(r"[0-9]+([.,][0-9]*[eE][+]?|[eE][+])[0-9]+|[0-9]+[.]0+")


@dataclass(frozen=True)
class FileRow:
    """A row of a file of deaths."""

    number: int
    reason: str | None
    line: str | None
    """Kept of a row that cannot be used."""
    cells: tuple[str | None, ...]
    """Of a row that can."""


def rows_of(content: bytes, form: RowForm, header: Sequence[str]) -> list[FileRow]:
    """The rows after the header; the first field is the person key, which `header` names."""
    lines = lines_of(content)
    return [
        _judged(number, row, form, header)
        for number, row in _joined(lines, form)
        if number > form.header_line
    ]


def lines_of(content: bytes) -> list[str | None]:
    """Each line as text; None for one that is not UTF-8."""
    content = content.removeprefix(MARK)
    end = b"\r" if b"\n" not in content and b"\r" in content else b"\n"
    *whole, last = content.split(end)
    whole += [last] if last else []
    return [_decoded(line.removesuffix(b"\r")) for line in whole]


def is_ended(content: bytes) -> bool:
    """Whether nothing but blanks stands behind the last end of a line, and no hole anywhere."""
    content = content.removeprefix(MARK)
    end = b"\r" if b"\n" not in content and b"\r" in content else b"\n"
    last = content.rpartition(end)[2] if end in content else content
    return not last.strip(b" \t\r\0\x1a") and bytes(64) not in content


def _joined(lines: Sequence[str | None], form: RowForm) -> Iterator[tuple[int, str | None]]:
    at = 0
    while at < len(lines):
        line, lasts = lines[at], 1
        if line is not None and form.most_lines > 1 and is_open(line, form.delimiter):
            row = row_from(line, lines[at + 1 : at + form.most_lines], form, is_all=True)
            if row:
                line, lasts = row, row.count("\n") + 1
        yield at + 1, line
        at += lasts


def _judged(number: int, line: str | None, form: RowForm, header: Sequence[str]) -> FileRow:
    if line is None:
        return FileRow(number, "encoding", None, ())
    cells = split_line(line, form.delimiter)
    if cells is None or len(cells) != form.fields:
        is_blank = not line.strip(edge(form.delimiter))
        return FileRow(number, "blank" if is_blank else "field_count", line, ())
    values = [_value(cell) for cell in cells]
    reason = _reason(values[0], header)
    return FileRow(number, reason, line, ()) if reason else FileRow(number, None, None, tuple(values))


def _value(cell: str) -> str | None:
    around = "".join(letter for letter in set(cell) if unicodedata.category(letter) == "Zs")
    return cell.strip(around) or None


def _reason(key: str | None, header: Sequence[str]) -> str | None:
    words = {row["code"].upper() for row in codes.read("null_words")}
    if key is None or key.upper() in words or key.upper() in header:
        return "person_key_missing"
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in key):
        return "key_control_character"
    return "key_exponent" if EXPONENT.fullmatch(key) else None


def _decoded(line: bytes) -> str | None:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None
