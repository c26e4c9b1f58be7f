"""A file that cannot be what the job says: refused by name, with the next step, without a value, nothing kept."""

import gzip
import io
import os
import random
import re
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.engine.base import Engine
from linkage.errors import ConfigError, InputError
from linkage.steps.inputs.fingerprint import fingerprints
from linkage.steps.inputs.head import HEAD_BYTES
from linkage.steps.inputs.plan import plan_reading
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.shape import LOOKED_AT
from linkage.steps.inputs.source import Source
from tests.inputs.sample import (
    APC_NAMES,
    DID_NAMES,
    accepted,
    apc,
    apc_row,
    counts,
    did,
    did_row,
    put,
    text,
)

DID_ROWS = [did_row(n) for n in range(1, 31)]
DID = text(DID_ROWS)
APC = text([APC_NAMES, *(apc_row(n) for n in range(1, 31))], delimiter="|")


def swapped(rows: list[list[str]], first: int, second: int) -> list[list[str]]:
    """Rows with two columns, counted from 1, in each other's place."""
    changed = [list(row) for row in rows]
    for row in changed:
        row[first - 1], row[second - 1] = row[second - 1], row[first - 1]
    return changed


def zipped(content: bytes) -> bytes:
    """A zip archive that holds one file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", content)
    return buffer.getvalue()


def parquet(rows: list[list[str]] = DID_ROWS, names: tuple[str, ...] = DID_NAMES) -> bytes:
    """Rows as the bytes of a Parquet file; every column is text."""
    schema = pa.schema([(name, pa.string()) for name in names])
    buffer = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema), buffer)
    return bytes(buffer.getvalue().to_pybytes())


def header(*, lacks: int | None = None, twice: tuple[int, int] | None = None) -> bytes:
    """A DID file with a header that lacks a name, or has one twice; places counted from 1."""
    names = list(DID_NAMES)
    if lacks is not None:
        names[lacks - 1] = "NOT_KNOWN"
    if twice is not None:
        names[twice[1] - 1] = names[twice[0] - 1]
    return text([names, *DID_ROWS])


REFUSED_DID: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.csv", b"", "is empty"),
    "a byte order mark alone": ("a.csv", b"\xef\xbb\xbf", "only blank lines"),
    "only blank lines": ("a.csv", b"\n \r\n\0\t\n" + b"\n" * 20, "only blank lines"),
    "only a header": ("a.csv", text([DID_NAMES]), "no rows"),
    "UTF-16, little end first": ("a.csv", DID.decode().encode("utf-16"), "UTF-16"),
    "UTF-16, big end first": ("a.csv", b"\xfe\xff" + DID.decode().encode("utf-16-be"), "UTF-16"),
    "UTF-16 without its mark": ("a.csv", DID.decode().encode("utf-16-le"), "UTF-16"),
    "UTF-32": ("a.csv", DID.decode().encode("utf-32"), "UTF-32"),
    "UTF-32 without its mark": ("a.csv", DID.decode().encode("utf-32-be"), "UTF-32BE -t UTF-8"),
    "EBCDIC": ("a.csv", DID.decode().encode("cp500"), "UTF-8"),
    "no line is UTF-8": ("a.csv", DID.replace(b"CHEST", b"\xe9"), "none of its 30 rows is UTF-8"),
    "many NUL bytes": ("a.csv", DID + b"\0" * 10_000, "NUL"),
    "random bytes": ("a.csv", random.Random(1).randbytes(5_000), "a.csv"),
    "a zip archive": ("a.csv", zipped(DID), "zip archive"),
    "a PDF": ("a.csv", b"%PDF-1.7\n" + DID, "PDF"),
    "bzip2": ("a.csv", b"BZh91AY" + DID, "bzip2"),
    "Parquet named csv": ("a.csv", parquet(), "give it a name that ends in .parquet"),
    "text named Parquet": ("a.parquet", DID, "is not Parquet"),
    "pipes for commas": (
        "a.csv",
        text(DID_ROWS, delimiter="|"),
        r'18 by a pipe: set \[did\] delimiter = "\|"',
    ),
    "tabs for commas": ("a.csv", text(DID_ROWS, delimiter="\t"), '18 by a tab: set .did. delimiter = "tab"'),
    "semicolons": ("a.csv", text(DID_ROWS, delimiter=";"), "18 by a semicolon: write the file with"),
    "pipes under a header": ("a.csv", text([DID_NAMES, *DID_ROWS], delimiter="|"), "18 by a pipe"),
    "a column missing": ("a.csv", text([row[:-1] for row in DID_ROWS]), "line 1 has 17 fields"),
    "a column too many": ("a.csv", DID.replace(b"\n", b",x\n"), "line 1 has 19 fields"),
    "no site in the header": ("a.csv", header(lacks=17), "line 1: the header lacks SITE_CODE_IMAGING"),
    "no test date in the header": ("a.csv", header(lacks=13), "lacks DIAGNOSTIC_TEST_DATE"),
    "a name twice": ("a.csv", header(twice=(1, 9)), "columns 1 and 9 both are NHS_NUMBER"),
    "an unknown name twice": (
        "a.csv",
        text([[*DID_NAMES, "X", "x"], *([*row, "", ""] for row in DID_ROWS)]),
        "columns 19 and 20 have the same name",
    ),
    "number and birth date swapped": (
        "a.csv",
        text(swapped(DID_ROWS, 1, 3)),
        "column 1 .NHS_NUMBER.: 0 of 30",
    ),
    "sex and ethnic category swapped": ("a.csv", text(swapped(DID_ROWS, 4, 5)), "Are columns swapped"),
    "test date and code swapped": ("a.csv", text(swapped(DID_ROWS, 13, 14)), "column 13"),
    "status and sex swapped": ("a.csv", text(swapped(DID_ROWS, 2, 5)), "column 5"),
    "years of two digits": (
        "a.csv",
        text([[*row[:12], f"{row[12][8:]}/{row[12][5:7]}/19", *row[13:]] for row in DID_ROWS]),
        "DIAGNOSTIC_TEST_DATE: 30 of 30 values .*dd/mm/yy.* does not say its century",
    ),
    "truncated gzip": ("a.csv", gzip.compress(DID)[:-20], "copy"),
    "gzip without its trailer": ("a.csv", gzip.compress(DID)[:-8], "copy"),
    "damaged gzip": ("a.csv", gzip.compress(DID)[:200] + b"\0\0\0\0" + gzip.compress(DID)[204:], "damaged"),
    "gzip with rubbish behind": ("a.csv", gzip.compress(DID) + b"rubbish", "damaged"),
    "text named gz": ("b.gz", b"", "is empty"),
    "nothing but the mark of Parquet": ("a.parquet", b"PAR1", "damaged Parquet"),
    "Parquet without rows": ("a.parquet", parquet([]), "holds no rows"),
    "Parquet without a site": (
        "a.parquet",
        parquet(DID_ROWS, (*DID_NAMES[:16], "X", DID_NAMES[17])),
        "lacks SITE",
    ),
    "Parquet cut in half": ("a.parquet", parquet()[:2000], "damaged Parquet"),
    "Parquet without its last byte": ("a.parquet", parquet()[:-1], "damaged Parquet"),
    "Parquet with text that is no text": (
        "a.parquet",
        parquet().replace(b"CHEST", b"CH\xe9ST"),
        "not UTF-8",
    ),
}


@pytest.mark.parametrize(("name", "content", "told"), REFUSED_DID.values(), ids=REFUSED_DID)
def test_a_did_file_is_refused(engine: Engine, tmp_path: Path, name: str, content: bytes, told: str) -> None:
    """The message names the file and what to do; it holds nothing of what the file holds."""
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(InputError, match=told) as refusal:
        read_inputs(engine, [did(path)])

    assert str(refusal.value).startswith(name)
    assert refusal.value.exit_code == 3
    assert_no_value(refusal.value)


REFUSED_APC: dict[str, tuple[bytes, str]] = {
    "commas for pipes": (APC.replace(b"|", b","), r'9 by a comma: set \[hes.apc\] delimiter = ","'),
    "no header": (APC.split(b"\n", 1)[1], "line 1: is no header .* column_order"),
    "columns missing": (
        APC.replace(b"NEWNHSNO", b"NHSNO").replace(b"SEX", b"GENDER"),
        "lacks NEWNHSNO, SEX;",
    ),
    "no person key": (APC.replace(b"TOKEN_PERSON_ID", b"HESID"), "lacks TOKEN_PERSON_ID"),
    "a name twice": (APC.replace(b"EPIEND", b"EPISTART"), "columns 7 and 8 both are EPISTART"),
    "birth date and sex swapped": (
        text(swapped([list(APC_NAMES), *(apc_row(n) for n in range(9))], 4, 5)[1:], delimiter="|"),
        "is no header",
    ),
    "birth date and sex swapped under their names": (
        text([APC_NAMES, *swapped([apc_row(n) for n in range(9)], 4, 5)], delimiter="|"),
        "column 4 .DOB.: 0 of 9 .* column 5 .SEX.: 0 of 9",
    ),
    "the header is not UTF-8": (APC.replace(b"DIAG", b"\xe9"), "line 1: the header is not UTF-8"),
    "only a header": (APC.split(b"\n", 1)[0], "holds no rows"),
    "every row is short": (
        text([APC_NAMES, *(apc_row(n)[1:] for n in range(9))], delimiter="|"),
        "has 9 fields",
    ),
}


@pytest.mark.parametrize(("content", "told"), REFUSED_APC.values(), ids=REFUSED_APC)
def test_a_hes_file_is_refused(engine: Engine, tmp_path: Path, content: bytes, told: str) -> None:
    """As a DID file is."""
    path = put(tmp_path, "apc.txt", content)

    with pytest.raises(InputError, match=told) as refusal:
        read_inputs(engine, [apc(path)])

    assert str(refusal.value).startswith("apc.txt")
    assert_no_value(refusal.value)


def assert_no_value(problem: BaseException) -> None:
    """No exception in the chain holds a number of ten digits, a postcode, a date or a code of the samples."""
    told = "".join(traceback.format_exception_only(problem))
    behind = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    assert behind is None, "an exception behind this one would be shown with it"
    for value in (r"999\d{7}", r"AB\d", r"\d{4}-\d\d-\d\d", "CHEST", "rxx01", "acc ", r"P\d{6}", "R69X"):
        assert not re.search(value, told), f"a value like {value} in the message"


def test_every_problem_is_told_at_once(engine: Engine, tmp_path: Path) -> None:
    """A job with three bad files is mended in one go."""
    sources = [
        did(put(tmp_path, "1.csv", b""), put(tmp_path, "2.csv", DID), put(tmp_path, "3.csv", b"%PDF")),
        apc(put(tmp_path, "4.txt", APC.replace(b"|", b","))),
    ]

    with pytest.raises(
        InputError,
        match=r"3 files .*; the other file of .did. can be read:\n  1.csv: .*\n  3.csv: .*\n  4.txt, line 1",
    ):
        read_inputs(engine, sources)


@pytest.mark.parametrize("look", [fingerprints, plan_reading])
def test_folders_and_files_that_are_not_there(tmp_path: Path, look: Callable[[list[Source]], object]) -> None:
    """Both the first look and the fingerprints say so in words."""
    folder = tmp_path / "folder.csv"
    folder.mkdir()

    with pytest.raises(InputError, match=r"2 files .*\n  folder.csv: .*\n  gone.csv: is not there"):
        look([did(folder, tmp_path / "gone.csv")])


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says who needs what. Staged, since root may read everything."""
    path = put(tmp_path, "a.csv", DID)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)

    for look in (plan_reading, fingerprints):
        with pytest.raises(InputError, match=r"a.csv: may not be read; give the user"):
            look([did(path)])


def test_a_pipe_or_device_is_no_file(tmp_path: Path) -> None:
    """Opening one could wait for ever."""
    os.mkfifo(tmp_path / "a.csv")

    with pytest.raises(InputError, match=r"a.csv: is not a file"):
        plan_reading([did(tmp_path / "a.csv")])


def test_a_line_too_long_for_any_row(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file is refused rather than held in memory whole."""
    monkeypatch.setattr("linkage.steps.inputs.text.lines.LONGEST_LINE_BYTES", 1_000)
    path = put(tmp_path, "a.csv", DID + b"x" * 5_000)

    with pytest.raises(InputError, match=r"a.csv, line 31: is longer"):
        read_inputs(engine, [did(path)])


def test_a_wrong_map_of_names_is_a_fault_of_the_job(tmp_path: Path) -> None:
    """So is a column order that lacks a name."""
    with pytest.raises(ConfigError, match=r"\[did.columns\] maps to NO_SUCH: no such column"):
        plan_reading([did(put(tmp_path, "a.csv", DID), A="NO_SUCH")])
    with pytest.raises(ConfigError, match=r"\[hes.apc\] column_order: lacks DOB"):
        headless = put(tmp_path, "a.txt", APC.split(b"\n", 1)[1])
        plan_reading([apc(headless, order=("EPIKEY", "TOKEN_PERSON_ID", "NEWNHSNO", "X", *APC_NAMES[4:]))])


@pytest.mark.parametrize("seed", range(12))
def test_parquet_with_a_flipped_bit_is_refused_or_read_whole(
    engine: Engine, tmp_path: Path, seed: int
) -> None:
    """Whatever the bit, there is a typed refusal or a ledger that balances; only a digest could tell the rest."""
    content = bytearray(parquet())
    chance = random.Random(seed)
    content[chance.randrange(4, len(content))] ^= 1 << chance.randrange(8)
    (tmp_path / "a.parquet").write_bytes(bytes(content))

    try:
        read_inputs(engine, [did(tmp_path / "a.parquet")])
    except InputError as refusal:
        assert str(refusal).startswith("a.parquet")
        assert_no_value(refusal)
    else:
        ((read, taken, left),) = counts(engine)
        assert (read, int(str(taken)) + int(str(left))) == (30, 30)


def test_text_with_a_flipped_bit_loses_no_row(engine: Engine, tmp_path: Path) -> None:
    """Every row but the one or two that the bit lies in is as it was, and every ledger balances."""
    chance = random.Random(1)
    damaged = []
    for n in range(60):
        content = bytearray(DID)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        damaged.append(put(tmp_path, f"{n}.csv", bytes(content)))

    found = accepted(engine, did(put(tmp_path, "whole.csv", DID), *damaged))

    rows: dict[object, set[tuple[object, ...]]] = {file_id: set() for file_id in range(1, 62)}
    for row in found:
        rows[row[0]].add(row[2:])
    assert len(rows[1]) == 30
    assert all(len(rows[1] - after) <= 2 for after in rows.values())
    assert all(
        read in (29, 30, 31) and read == int(str(taken)) + int(str(left))
        for read, taken, left in counts(engine)
    )


@pytest.mark.parametrize(
    ("cut", "told"),
    [
        (slice(None, -100), "the compressed data end too early"),
        (slice(None, -8), "the compressed data end too early"),
        (slice(None, None), "the compressed data are damaged"),
    ],
)
def test_compressed_text_that_breaks_after_its_head(
    engine: Engine, tmp_path: Path, cut: slice, told: str
) -> None:
    """The beginning was fine, so it shows only while the rows are read; no half file is taken for a whole one."""
    compressed = gzip.compress(text([did_row(n) for n in range(20_000)]))
    flipped = compressed[:-8] + bytes([compressed[-8] ^ 1]) + compressed[-7:]
    path = tmp_path / "a.csv.gz"
    path.write_bytes(flipped[cut])

    with pytest.raises(InputError, match=told) as refusal:
        read_inputs(engine, [did(path)])

    assert_no_value(refusal.value)


def test_a_head_that_ends_inside_a_row(engine: Engine, tmp_path: Path) -> None:
    """What is looked at first is cut anywhere; the half row at its end proves nothing."""
    rows = [did_row(n) for n in range(1, HEAD_BYTES // len(DID) * 30 + 60)]

    assert len(accepted(engine, did(put(tmp_path, "a.csv", text(rows))))) == len(rows)


def test_a_long_head_is_looked_at_all_along(engine: Engine, tmp_path: Path) -> None:
    """Of its rows some are enough, but not the first ones: here columns are swapped from the middle on."""
    rows = [did_row(n) for n in range(1, 2 * LOOKED_AT + 2)]
    turned = [*rows[: LOOKED_AT - 1], *swapped(rows[LOOKED_AT - 1 :], 1, 3)]
    assert len(text(turned)) < HEAD_BYTES

    with pytest.raises(InputError, match="column 1 .NHS_NUMBER.: 333 of 667") as refusal:
        read_inputs(engine, [did(put(tmp_path, "a.csv", text(turned)))])

    assert_no_value(refusal.value)
