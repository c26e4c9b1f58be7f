"""Small files of every layout, and the one call that reads them. NHS numbers only of the 999 range."""

import csv
import gzip
import io
from collections.abc import Sequence
from pathlib import Path

from linkage.engine.base import Engine
from linkage.steps.inputs.layout import layout_of
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from linkage.tables import contract

DID_NAMES = (
    "NHS_NUMBER",
    "NHS_NUMBER_STATUS_IND",
    "PERSON_BIRTH_DATE",
    "ETHNIC_CATEGORY",
    "PERSON_GENDER_CODE",
    "POSTCODE",
    "PRACTICE_CODE",
    "PATIENT_SOURCE_SETTING",
    "REFERRER",
    "REFERRING_ORG_CODE",
    "DIAGNOSTIC_TEST_REQUEST_DATE",
    "DIAG_TEST_REQUEST_REC_DATE",
    "DIAGNOSTIC_TEST_DATE",
    "IMAGING_CODE_NICIP",
    "IMAGING_CODE_SNOMED",
    "SERVICE_REPORT_DATE",
    "SITE_CODE_IMAGING",
    "RADIOLOGICAL_ACCESSION_NUM",
)
APC_NAMES = (
    "EPIKEY",
    "TOKEN_PERSON_ID",
    "NEWNHSNO",
    "DOB",
    "SEX",
    "HOMEADD",
    "EPISTART",
    "EPIEND",
    "DIAG_01",
)


def did_row(n: int) -> list[str]:
    """The fields of DID row `n`, all filled but one, one with a comma-free blank inside."""
    return [
        f"999{n:07d}",
        "01",
        f"19{n % 90 + 10}-0{n % 9 + 1}-1{n % 10}",
        "A",
        str(n % 2 + 1),
        f"AB{n % 9} {n % 7}CD",
        "F85678",
        f"0{n % 7 + 1}",
        "C1234567",
        "RXX",
        "2019-10-01",
        "2019-10-02",
        f"2019-11-0{n % 9 + 1}",
        "CHEST",
        "",
        "2019-11-20",
        "rxx01",
        f"acc {n:05d}",
    ]


def apc_row(n: int) -> list[str]:
    """The fields of APC row `n` under APC_NAMES."""
    return [
        f"{n:012d}",
        f"P{n:06d}",
        f"999{n:07d}",
        f"19{n % 90 + 10}-01-0{n % 9 + 1}",
        str(n % 2 + 1),
        "AB1  2CD",
        "2019-11-01",
        "2019-11-03",
        "R69X",
    ]


def text(
    rows: Sequence[Sequence[str]],
    *,
    delimiter: str = ",",
    line_end: str = "\n",
    quoted: bool = False,
    mark: bool = False,
) -> bytes:
    """Rows as the bytes of a text file; `mark` puts a byte order mark before them."""
    written = io.StringIO()
    csv.writer(
        written,
        delimiter=delimiter,
        lineterminator=line_end,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    ).writerows(rows)
    return (b"\xef\xbb\xbf" if mark else b"") + written.getvalue().encode("utf-8")


def put(folder: Path, name: str, content: bytes) -> Path:
    """A file in `folder`, compressed when its name says so."""
    path = folder / name
    path.write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content)
    return path


def did(*files: Path, delimiter: str = ",", **names: str) -> Source:
    """A DID source; `names` maps header names to names of the layout."""
    return Source("did", files, delimiter, names, None, (), files[0].parent)


def apc(
    *files: Path, delimiter: str = "|", person_id: str | None = "TOKEN_PERSON_ID", order: tuple[str, ...] = ()
) -> Source:
    """An APC source."""
    return Source("apc", files, delimiter, {}, person_id, order, files[0].parent)


def accepted(engine: Engine, *sources: Source) -> list[tuple[object, ...]]:
    """
    Read the sources and give the rows of the first one's raw table, in order, file_id and line first.

    Without the columns that stand beside a layout.
    """
    read_inputs(engine, sources)
    table, beside = f"{sources[0].dataset}_raw", layout_of(sources[0]).beside
    names = ", ".join(name for name in contract(table).types if name not in beside)
    return engine.rows(f"select {names} from {table} order by file_id, row_number")


def quarantined(engine: Engine) -> list[tuple[object, ...]]:
    """What the last reading set aside: line, reason, and the line as it came."""
    return engine.rows("select row_number, reason, line from quarantine order by file_id, row_number")


def counts(engine: Engine) -> list[tuple[object, ...]]:
    """The ledger of each file of the last reading: read, accepted, set aside."""
    return engine.rows("select rows_read, rows_accepted, rows_quarantined from input_file order by file_id")
