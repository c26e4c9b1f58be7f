"""Files that are no text, by the bytes they begin with: what each is, and what to do about it."""

import zipfile
from pathlib import Path, PurePosixPath

UNPACK = "unpack it, or compress it with gzip"
AS_TEXT = "export the data as text with one row a line, or as Parquet"

SIGNATURES: dict[bytes, str] = {
    b"PK\x05\x06": "an empty zip archive; ask for the file again",
    b"%PDF": "a PDF document; ask for the data as text",
    b"BZh": f"compressed with bzip2; {UNPACK}",
    b"\xfd7zXZ\x00": f"compressed with xz; {UNPACK}",
    b"(\xb5/\xfd": f"compressed with zstd; {UNPACK}",
    b"\x04\x22\x4d\x18": f"compressed with lz4; {UNPACK}",
    b"\x1f\x9d": f"compressed with compress; {UNPACK}",
    b"7z\xbc\xaf\x27\x1c": f"a 7-Zip archive; {UNPACK}",
    b"Rar!\x1a\x07": f"a RAR archive; {UNPACK}",
    b"\xd0\xcf\x11\xe0": "an Excel workbook or another document of old Office (.xls), or under a password; save it "
    "as CSV UTF-8 with identifiers as text",
    b"{\\rtf": "a document of a word processor (RTF); ask for the data as text",
    b"ARROW1": "an Arrow file; save it as Parquet or text",
    b"Obj\x01": "an Avro file; save it as Parquet or text",
    b"SQLite format 3\x00": f"an SQLite database; {AS_TEXT}",
    b"\x00\x01\x00\x00Standard ": f"an Access database; {AS_TEXT}",
    b"\x89HDF\r\n\x1a\n": f"an HDF5 file; {AS_TEXT}",
    b"$FL2": f"an SPSS file; {AS_TEXT}",
    b"<stata_dta>": f"a Stata file; {AS_TEXT}",
    b"RDX2\n": f"an R workspace; {AS_TEXT}",
    b"RDX3\n": f"an R workspace; {AS_TEXT}",
    b"-----BEGIN PGP": "encrypted with PGP; decrypt it",
    b"version https://git-lfs": "a pointer of Git LFS, and not the file; fetch the file itself",
    b"\x89PNG": "a picture; ask for the data as text",
    b"\xff\xd8\xff": "a picture; ask for the data as text",
}
"""How a file begins -> what it is, and what to do."""
SAS = b"\xc2\xea\x81\x60"
SAS_AT = 12
TAR = b"ustar"
TAR_AT = 257
ZIP = b"PK\x03\x04"
MOST_NAMES = 10_000


def known_by_bytes(path: Path, begins: bytes) -> str | None:
    """What the file at `path`, which begins with these bytes, is, and what to do; None for what may be text."""
    for start, what in SIGNATURES.items():
        if begins.startswith(start):
            return what
    if begins[TAR_AT : TAR_AT + len(TAR)] == TAR:
        return "a tar archive; unpack it, and name the files in it"
    if begins[SAS_AT : SAS_AT + len(SAS)] == SAS:
        return f"a SAS data set; {AS_TEXT}"
    if begins.startswith(ZIP):
        return zip_kind(path)
    return None


def zip_kind(path: Path) -> str:
    """What a zip archive is, by the names of its members; none of them is told, and nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:MOST_NAMES]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "a zip archive or a spreadsheet, and damaged; copy it again"
    if any(name.startswith("xl/") for name in names):
        return "an Excel workbook; save each sheet as CSV UTF-8 with identifiers and dates as text"
    if "content.xml" in names:
        return "an OpenDocument spreadsheet or text; save it as CSV in UTF-8"
    if any(name.startswith("word/") for name in names):
        return "a Word document; ask for the data as text"
    files = [name for name in names if not name.endswith("/")]
    kinds = sorted(
        {PurePosixPath(name).suffix.lower() for name in files} & {".csv", ".txt", ".parquet", ".gz", ".xml"}
    )
    listed = f" ({', '.join(kinds)})" if kinds else ""
    files_in_words = "1 file" if len(files) == 1 else f"{len(files):,} files"
    return f"a zip archive of {files_in_words}{listed}; unpack it, or compress each file with gzip"
