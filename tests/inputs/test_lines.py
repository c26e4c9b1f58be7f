"""The lines of a file, however the bytes fall into the pieces in which they are read."""

import gzip
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.steps.inputs.head import look_at
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.text.lines import Lines
from tests.inputs.sample import did

PIECES = st.sampled_from(
    [
        b"a",
        b"bc,d",
        b" ",
        b"\n",
        b"\r\n",
        b"\n\n",
        b"\r\n\r\n",
        b"\xc3\xa9",
        b"\xe2\x82\xac",
        b"\xe9",
        b"\x00",
        b'"',
    ]
)


def lines_of(path: Path, content: bytes) -> list[str | None]:
    """The lines that a reading of `content` gives; their numbers are checked on the way."""
    path.write_bytes(content)
    file = InputFile(1, did(path), path)
    lines = Lines(file, look_at(file))
    table = lines.reader().read_all()
    lines.refuse_if_broken()
    assert Lines(file, look_at(file)).count() == lines.rows == lines.lines
    assert table["row_number"].to_pylist() == list(range(1, lines.rows + 1))
    return list(table["line"].to_pylist())


def decoded(line: bytes) -> str | None:
    """A line as text, or None."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chunk=st.sampled_from([1, 2, 3, 7, 1 << 22]),
    compressed=st.booleans(),
    pieces=st.lists(PIECES, min_size=1, max_size=40),
    mark=st.booleans(),
)
def test_lines_are_those_of_the_bytes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    chunk: int,
    compressed: bool,
    pieces: list[bytes],
    mark: bool,
) -> None:
    """Every line once, in order, whole, and null exactly when it is not UTF-8."""
    monkeypatch.setattr("linkage.steps.inputs.text.lines.CHUNK_BYTES", chunk)
    monkeypatch.setattr("linkage.steps.inputs.head.NUL_SHARE", 1)
    monkeypatch.setattr("linkage.steps.inputs.likeness.encoding.NUL_SHARE", 1)
    body = b"x\n" + b"".join(pieces)
    wanted = [decoded(line) for line in re.split(rb"\r?\n", body)]
    if wanted[-1] == "":
        wanted.pop()
    content = (b"\xef\xbb\xbf" if mark else b"") + body

    assert lines_of(tmp_path / "a.csv", gzip.compress(content) if compressed else content) == wanted


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize(
    ("content", "is_ended"),
    [
        (b"a\nb\n", True),
        (b"a\nb", False),
        (b"a\r\nb\r\n", True),
        (b"a\r\nb", False),
        (b"a\rb\r", True),
        (b"a\nb\n \t\r\x1a", True),
        (b"a\n\n", True),
    ],
)
def test_whether_the_last_line_has_its_end(
    content: bytes, *, is_ended: bool, compressed: bool, tmp_path: Path
) -> None:
    """Blanks after the last end, as some systems leave them, are no line that was cut short."""
    path = tmp_path / ("a.csv.gz" if compressed else "a.csv")
    path.write_bytes(gzip.compress(content) if compressed else content)
    file = InputFile(1, did(path), path)
    lines = Lines(file, look_at(file))
    lines.reader().read_all()

    assert lines.is_ended == is_ended
