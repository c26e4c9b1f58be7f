"""The beginning of a file, looked at before anything is read in earnest: is it text at all, and which lines?"""

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from linkage.errors import InputError
from linkage.steps.inputs.likeness.encoding import (
    NUL_SHARE,
    UTF_8_MARK,
    Encoding,
    encoding_of_lines,
    encoding_of_whole,
)
from linkage.steps.inputs.likeness.markup import known_by_markup
from linkage.steps.inputs.likeness.signature import known_by_bytes
from linkage.steps.inputs.problem import in_words, refuse_no_file
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.split import edge

BEGINS_BYTES = 1 << 16
"""How much of it is kept to see what a file is, and where its records lie if it is no table."""
HEAD_BYTES = 1 << 20
"""How much is looked at (after decompression): thousands of rows, read in milliseconds."""
PARQUET = b"PAR1"
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Head:
    """What a look at the beginning of a file has shown."""

    parquet: bool
    compressed: bool = False
    line_end: bytes = b"\n"
    """Line feed, or the carriage return of a file that has no line feed; CR LF counts as line feed."""
    lines: tuple[str | None, ...] = ()
    """The first whole lines, without their ends; None for one that is not UTF-8."""
    around: str = " "
    """The characters of which a blank line is made."""
    encoding: Encoding | None = None
    """That of the lines that are not UTF-8, if it is known."""
    sha256: str = ""
    """Of the first HEAD_BYTES of the text, all that was looked at: what is read later has to begin so."""
    begins: bytes = b""
    """The first of these bytes."""
    is_whole: bool = False
    """Whether that was all of a text."""

    def rows(self) -> list[tuple[int, str]]:
        """The lines that can be read and are not blank, each with its number."""
        return self._rows

    @cached_property
    def _rows(self) -> list[tuple[int, str]]:
        """Found once: a dozen looks at a file ask for them."""
        return [
            (number, line) for number, line in enumerate(self.lines, 1) if line and line.strip(self.around)
        ]

    def has_rows(self, header_line: int) -> bool:
        """Whether anything but blank lines, be it UTF-8 or not, stands behind the header (0: there is none)."""
        return any(line is None or line.strip(self.around) for line in self.lines[header_line:])


def look_at(file: InputFile) -> Head:
    """The head of a file. InputError, with the file's name and what to do, when it cannot be what the job says."""
    refuse_no_file(file)
    try:
        begins = _first_bytes(file.path, compressed=False)
        named = file.path.suffix.lower()
        if not begins:
            raise InputError(f"{file.name}: is empty; ask for the file again, or take it out of the job")
        _refuse_misnamed(file, named, begins)
        if begins.startswith(PARQUET):
            return Head(parquet=True)
        compressed = begins.startswith(GZIP)
        text = _first_bytes(file.path, compressed=True) if compressed else begins
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(f"{file.name}: is damaged gzip; copy or compress the file again") from None
    except OSError as problem:
        raise InputError(f"{file.name}: {in_words(problem)}") from None
    _refuse_no_text(file, text)
    seen, begins = hashlib.sha256(text).hexdigest(), text[:BEGINS_BYTES]
    text = text.removeprefix(UTF_8_MARK)
    line_end = b"\r" if b"\n" not in text and b"\r" in text else b"\n"
    lines = _lines(text, line_end)
    head = Head(
        parquet=False,
        compressed=compressed,
        line_end=line_end,
        lines=lines,
        around=edge(file.source.delimiter),
        sha256=seen,
        encoding=encoding_of_lines(text) if None in lines else None,
        begins=begins,
        is_whole=len(text) < HEAD_BYTES - len(UTF_8_MARK),
    )
    if head.is_whole and not head.has_rows(0):
        raise InputError(
            f"{file.name}: holds only blank lines; ask for the file again, or take it out of the job"
        )
    return head


def _first_bytes(path: Path, *, compressed: bool) -> bytes:
    if not compressed:
        with path.open("rb") as plain:
            return plain.read(HEAD_BYTES)
    with gzip.open(path, "rb") as unpacked:
        return unpacked.read(HEAD_BYTES)


def _refuse_misnamed(file: InputFile, suffix: str, begins: bytes) -> None:
    name, known = file.name, known_by_bytes(file.path, begins)
    if begins.startswith(PARQUET) and suffix != ".parquet":
        raise InputError(f"{name}: holds Parquet; give it a name that ends in .parquet")
    if suffix == ".parquet" and not begins.startswith(PARQUET):
        gzipped = "gzip; call it .gz, or ask for the file again" if begins.startswith(GZIP) else None
        is_it = (
            f"it is {known or gzipped}" if known or gzipped else "correct its name, or ask for the file again"
        )
        raise InputError(f"{name}: is not Parquet; {is_it}")
    if known:
        raise InputError(f"{name}: is {known}")
    if suffix == ".gz" and not begins.startswith(GZIP):
        raise InputError(f"{name}: is not gzip; correct its name, or compress it again")


def _refuse_no_text(file: InputFile, text: bytes) -> None:
    known = known_by_bytes(file.path, text)
    if text.startswith(PARQUET):
        known = "Parquet, compressed with gzip; unpack it, and give it a name that ends in .parquet"
    if text.startswith(GZIP):
        known = "compressed with gzip twice; unpack it once"
    encoding = encoding_of_whole(text)
    if known or encoding:
        raise InputError(f"{file.name}: is {known or (encoding and encoding.advice)}")
    if text.count(0) > NUL_SHARE * len(text):
        raise InputError(
            f"{file.name}: is full of NUL bytes, so it is UTF-16 or no text at all; save it as UTF-8 text"
        )
    if marked_up := known_by_markup(text[:BEGINS_BYTES], file.source):
        raise InputError(f"{file.name}: is {marked_up}")


def _lines(text: bytes, line_end: bytes) -> tuple[str | None, ...]:
    whole = text.split(line_end)
    if len(text) >= HEAD_BYTES - len(UTF_8_MARK):
        whole.pop()
    return tuple(decoded(line.removesuffix(b"\r")) for line in whole)


def decoded(line: bytes) -> str | None:
    """A line as text; None when its bytes are not UTF-8."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None
