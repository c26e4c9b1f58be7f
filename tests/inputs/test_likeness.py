"""What a file that is not what the job says looks like, drawn as tables; the words hold nothing of what it holds."""

import gzip
import io
import re
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import pytest

from linkage.errors import InputError
from linkage.layouts import every
from linkage.layouts.layout import Layout
from linkage.steps.inputs.plan import plan_reading
from linkage.steps.inputs.source import Source, table_of
from tests.inputs.sample import APC_NAMES, DID_NAMES, apc, apc_row, did, did_row, text

ROWS = [did_row(n) for n in range(1, 21)]
DID = text(ROWS)
XML = "<?xml version='1.0'?>\n<DIDS><DIDSRecord><PersonalAndDemographics/>{}</DIDSRecord></DIDS>"


def zipped(*names: str) -> bytes:
    """A zip archive with such members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, DID)
    return buffer.getvalue()


def tarred() -> bytes:
    """A tar archive of one file."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("x.csv"))
    return buffer.getvalue()


def database(folder: Path) -> bytes:
    """An SQLite database with a table."""
    path = folder / "x.db"
    with sqlite3.connect(path) as opened:
        opened.execute("create table t (a)")
    return path.read_bytes()


FOREIGN: dict[str, tuple[bytes, str]] = {
    "an Excel workbook": (zipped("xl/workbook.xml"), "is an Excel workbook; save each sheet as CSV UTF-8"),
    "an OpenDocument sheet": (zipped("content.xml", "mimetype"), "is an OpenDocument spreadsheet"),
    "a Word document": (zipped("word/document.xml"), "is a Word document"),
    "a zip of texts": (zipped("a.csv", "b.csv"), r"is a zip archive of 2 files \(.csv\); unpack it"),
    "a damaged zip": (zipped("a.csv")[:60], "is a zip archive or a spreadsheet, and damaged"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"old Office \(.xls\)"),
    "a tar archive": (tarred(), "is a tar archive"),
    "SAS": (bytes(12) + b"\xc2\xea\x81\x60" + bytes(200), "is a SAS data set"),
    "a login page": (b'<!DOCTYPE html>\n<html><input type="password"></html>', "web page .* of a login"),
    "another page": (b"\xef\xbb\xbf\n<html><body>x</body></html>", r"is a web page \(HTML\); download"),
    "DID version 1 XML": (XML.format("<ImagingActivity/>").encode(), "is a DID version 1 file in XML"),
    "DID version 2 XML": (
        XML.format("<CODED_PROCEDURE_NICIP/>").encode(),
        "is a DID version 2 file in XML",
    ),
    "other XML": (b"<?xml version='1.0'?><rows><row/></rows>", "is an XML file; no layout reads it"),
    "JSON": (b'[{"a": 1}]', "is a JSON file; no layout reads it"),
    "DID JSON": (b'{"accession": 1, "CODED PROCEDURE (NICIP)": 2}', "is a DID version 2 file in JSON"),
    "PGP": (b"-----BEGIN PGP MESSAGE-----\n", "is encrypted with PGP"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\noid x\n", "is a pointer of Git LFS"),
    "UTF-16": (
        DID.decode().encode("utf-16"),
        "UTF-16 text: save it as UTF-8, e.g. `iconv -f UTF-16 -t UTF-8`",
    ),
    "UTF-16 without a mark": (DID.decode().encode("utf-16-le"), "`iconv -f UTF-16LE -t UTF-8`"),
    "EBCDIC": (DID.decode().encode("cp500"), "is EBCDIC text"),
    "gzip twice": (gzip.compress(gzip.compress(DID)), "compressed with gzip twice"),
    "Parquet in gzip": (gzip.compress(b"PAR1xxxxPAR1"), "is Parquet, compressed with gzip"),
    "a workbook in gzip": (gzip.compress(b"\xd0\xcf\x11\xe0" + bytes(99)), "old Office"),
}


@pytest.mark.parametrize(("content", "told"), FOREIGN.values(), ids=FOREIGN)
def test_files_that_are_no_rows_of_text(tmp_path: Path, content: bytes, told: str) -> None:
    """Named for what they are, with what to do."""
    assert_refused(did(put(tmp_path, content)), told)


def test_an_sqlite_database(tmp_path: Path) -> None:
    """As one writes it."""
    assert_refused(did(put(tmp_path, database(tmp_path))), "is an SQLite database; export")


def test_an_excel_workbook_called_parquet(tmp_path: Path) -> None:
    """The name does not hide what it is."""
    path = tmp_path / "a.parquet"
    path.write_bytes(zipped("xl/workbook.xml"))

    assert_refused(did(path), "is not Parquet; it is an Excel workbook")


APC = text([APC_NAMES, *(apc_row(n) for n in range(9))], delimiter="|")
RESEARCH = (
    b"submissiondataid,did_date1,did_date3,did_nicip_code,ic_modality_id,ic_prov_orgcode\n1,2,3,4,5,6\n"
)
OTHER: dict[str, tuple[str, bytes, str]] = {
    "episodes for events": (
        "did",
        APC,
        r"the header of extracts of HES admitted .*: name it under \[hes.apc\] paths$",
    ),
    "episodes with commas for events": (
        "did",
        APC.replace(b"|", b","),
        r'name it under \[hes.apc\] paths, with delimiter = ","',
    ),
    "events for episodes": (
        "apc",
        text([DID_NAMES, *ROWS]),
        r"the header of imaging files .*: name it under \[did\] paths",
    ),
    "events without a header for episodes": ("apc", DID, r"did_v1_csv .*: name it under \[did\] paths"),
    "the research extract": ("did", RESEARCH, "is the research extract"),
    "the research extract for episodes": ("apc", RESEARCH, "is the research extract"),
    "critical care": (
        "apc",
        b"SUSRECID|CCSTARTDATE|CCDISDATE|CCUNITFUN|BESTMATCH\n1|2|3|4|5\n",
        "is HES critical care",
    ),
    "a bridge": (
        "did",
        b"submissiondataid,encrypted_hesid,match_rank,hes_dids_version\n1,2,3,4\n",
        "is the bridge between HES and DID",
    ),
    "Windows-1252": (
        "did",
        DID.replace(b"CHEST", b"CH\xc9ST"),
        r"Windows-1252 \(or Latin-1\) text: save it as UTF-8, e.g. `iconv -f WINDOWS-1252 -t UTF-8`",
    ),
}


@pytest.mark.parametrize(("dataset", "content", "told"), OTHER.values(), ids=OTHER)
def test_files_of_another_kind(tmp_path: Path, dataset: str, content: bytes, told: str) -> None:
    """What it looks like, and the setting that reads it; lines in another encoding are told of, the others read."""
    path = put(tmp_path, content)
    source = did(path) if dataset == "did" else apc(path)
    if "Windows" in told:
        assert_told(source, told)
    else:
        assert_refused(source, told)


WITH_HEADER = [layout for layout in every.LAYOUTS if len(layout.columns) > 3 and layout.reader == "text"]


@pytest.mark.parametrize("layout", WITH_HEADER, ids=lambda layout: layout.name)
def test_every_layout_is_known_by_its_header(tmp_path: Path, layout: Layout) -> None:
    """Under the name of another data set; one that somebody adds is found by itself, and lookups are told as such."""
    header = layout.delimiter.join(one.theirs for one in layout.columns)
    path = put(tmp_path, f"{header}\n".encode() * 2)
    other = "sites" if layout.dataset != "sites" else "modality"

    assert_refused(
        Source(other, (path,), layout.delimiter, {}, None, (), tmp_path),
        rf"(has the header of|looks like) {re.escape(layout.meaning)}[:;] "
        rf"name it under \[{table_of(layout.dataset)}\] paths",
    )


def test_what_else_of_the_delivery_is_fine(tmp_path: Path) -> None:
    """For one bad file and for several."""
    good = [put(tmp_path, DID, f"{n}.csv") for n in range(3)]
    bad = [put(tmp_path, b"%PDF", f"bad{n}.csv") for n in range(2)]

    assert_refused(did(*good, bad[0]), r"^bad0.csv: .*; the other 3 files of \[did\] can be read$")
    assert_refused(
        did(good[0], *bad),
        r"^2 files cannot be used; the other file of \[did\] can be read:\n  bad0.csv: .*\n  bad1.csv: .*$",
    )


def put(folder: Path, content: bytes, name: str = "a.csv") -> Path:
    """A file as it comes, whatever its name says."""
    path = folder / name
    path.write_bytes(content)
    return path


def assert_refused(source: Source, told: str) -> None:
    """The words are there, and no value is."""
    with pytest.raises(InputError, match=told) as refusal:
        plan_reading([source])

    for value in ("9990000001", "AB1", "2019-11", "CHEST", "rxx01"):
        assert value not in str(refusal.value)


def assert_told(source: Source, told: str) -> None:
    """It can be read, with words."""
    (plan,) = plan_reading([source])
    with pytest.raises(AssertionError, match=told):
        raise AssertionError("\n".join(plan.told))
