"""The beginning of a file, looked at before anything is read in earnest: is it text at all, and which lines?"""

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path

from linkage.errors import InputError
from linkage.steps.inputs.problem import in_words, refuse_no_file
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.split import edge

BEGINS_BYTES = 1 << 16
"""How much of it is kept to see what a file is, and where its records lie if it is no table."""
HEAD_BYTES = 1 << 20
"""How much is looked at (after decompression): thousands of rows, read in milliseconds."""
NUL_SHARE = 0.1
"""A NUL here and there is dirt in a field; more than this share of the bytes is another encoding or no text."""
PARQUET = b"PAR1"
GZIP = b"\x1f\x8b"
UTF_8_MARK = b"\xef\xbb\xbf"

FOREIGN = {
    b"PK\x03\x04": "a zip archive or a spreadsheet; unpack it, or save it as text",
    b"PK\x05\x06": "an empty zip archive; ask for the file again",
    b"%PDF": "a PDF document; ask for the data as text",
    b"BZh": "compressed with bzip2; unpack it or compress it with gzip",
    b"\xfd7zXZ\x00": "compressed with xz; unpack it or compress it with gzip",
    b"(\xb5/\xfd": "compressed with zstd; unpack it or compress it with gzip",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive; unpack it or compress it with gzip",
    b"\xd0\xcf\x11\xe0": "an old Office document; save it as text",
    b"ARROW1": "an Arrow file; save it as Parquet or text",
    b"\xff\xfe\x00\x00": "UTF-32 text; save it as UTF-8",
    b"\x00\x00\xfe\xff": "UTF-32 text; save it as UTF-8",
    b"\xff\xfe": "UTF-16 text; save it as UTF-8",
    b"\xfe\xff": "UTF-16 text; save it as UTF-8",
}
"""How a file begins that cannot be used -> what it is and what to do."""


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
    sha256: str = ""
    """Of the first HEAD_BYTES of the text, all that was looked at: what is read later has to begin so."""
    begins: bytes = b""
    """The first of these bytes."""

    def rows(self) -> list[tuple[int, str]]:
        """The lines that can be read and are not blank, each with its number."""
        return [
            (number, line) for number, line in enumerate(self.lines, 1) if line and line.strip(self.around)
        ]


def look_at(file: InputFile) -> Head:
    """The head of a file. InputError, with the file's name and what to do, when it cannot be what the job says."""
    refuse_no_file(file)
    try:
        begins = _first_bytes(file.path, compressed=False)
        named = file.path.suffix.lower()
        if not begins:
            raise InputError(f"{file.name}: is empty; ask for the file again, or take it out of the job")
        _refuse_misnamed(file.name, named, begins)
        if begins.startswith(PARQUET):
            return Head(parquet=True)
        compressed = begins.startswith(GZIP)
        text = _first_bytes(file.path, compressed=True) if compressed else begins
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(f"{file.name}: is damaged gzip; copy or compress the file again") from None
    except OSError as problem:
        raise InputError(f"{file.name}: {in_words(problem)}") from None
    _refuse_no_text(file.name, text)
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
        begins=begins,
    )
    if len(text) < HEAD_BYTES - len(UTF_8_MARK) and not head.rows() and None not in head.lines:
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


def _refuse_misnamed(name: str, suffix: str, begins: bytes) -> None:
    if begins.startswith(PARQUET) and suffix != ".parquet":
        raise InputError(f"{name}: holds Parquet; give it a name that ends in .parquet")
    if suffix == ".parquet" and not begins.startswith(PARQUET):
        raise InputError(f"{name}: is not Parquet; correct its name, or ask for the file again")
    if suffix == ".gz" and not begins.startswith(GZIP):
        raise InputError(f"{name}: is not gzip; correct its name, or compress it again")
    _refuse_foreign(name, begins)


def _refuse_foreign(name: str, begins: bytes) -> None:
    for start, what in FOREIGN.items():
        if begins.startswith(start):
            raise InputError(f"{name}: is {what}")


def _refuse_no_text(name: str, text: bytes) -> None:
    _refuse_foreign(name, text)
    if text.count(0) > NUL_SHARE * len(text):
        raise InputError(
            f"{name}: is full of NUL bytes, so it is UTF-16 or no text at all; save it as UTF-8 text"
        )


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
