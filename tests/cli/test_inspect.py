"""`linkage inspect` as it is typed: what files look like, drawn as a table; no value, and 3 unless all can be read."""

import gzip
import json
import tomllib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.layouts import every
from linkage.layouts.layout import Layout
from tests.inputs.sample import APC_NAMES, DID_NAMES, apc_row, did_row, text
from tests.layouts.test_nicip_codes import NICIP
from tests.layouts.test_snomed_modalities import ROW, as_json

ROWS = [did_row(n) for n in range(1, 21)]
EPISODES = [apc_row(n) for n in range(9)]
VALUES = ("9990000001", "AB1", "2019-11-0", "CHEST", "rxx01", "acc 0", "P00000", "R69X", "31/10/2019")


def dated(spelling: str) -> list[list[str]]:
    """Events whose test dates are spelt otherwise."""
    days = [row[12].split("-") for row in ROWS]
    spelt = [spelling.replace("yyyy", y).replace("mm", m).replace("dd", d) for y, m, d in days]
    return [[*row[:12], date, *row[13:]] for row, date in zip(ROWS, spelt, strict=True)]


def with_test_date(rows: list[list[str]], date: str) -> list[list[str]]:
    """The same with another date of the first test, to tell days from months."""
    return [[*rows[0][:12], date, *rows[0][13:]], *rows[1:]]


DRAWN: dict[str, tuple[str, bytes, int, tuple[str, ...]]] = {
    "events without a header": (
        "a.csv",
        text(ROWS),
        0,
        (
            "did_v1_csv",
            "no header",
            "all 20 rows",
            "NHS_NUMBER ",
            "[did]",
            'layout = "did_v1_csv"',
            'paths = ["a.csv"]',
        ),
    ),
    "events with a header and pipes": (
        "a.csv.gz",
        gzip.compress(text([DID_NAMES, *ROWS], delimiter="|")),
        0,
        ("compressed with gzip, fields by a pipe", "a header", 'delimiter = "|"', 'paths = ["a.csv.gz"]'),
    ),
    "names with a data year at their end, which a run reads too": (
        "a.txt",
        text([[f"{name}_1920" for name in APC_NAMES], *EPISODES], delimiter="|"),
        0,
        ("hes_apc", "a header", "all 9 rows"),
    ),
    "episodes": (
        "HES_APC.txt",
        text([APC_NAMES, *EPISODES], delimiter="|"),
        0,
        ("hes_apc", "[hes.apc]", 'person_id = "TOKEN_PERSON_ID"', "not there: PROCODET", "yyyy-mm-dd (100%)"),
    ),
    "episodes of another person key": (
        "a.txt",
        text(
            [[name.replace("TOKEN_PERSON_ID", "ENCRYPTED_HESID") for name in APC_NAMES], *EPISODES],
            delimiter="|",
        ),
        0,
        ('person_id = "ENCRYPTED_HESID"',),
    ),
    "episodes and names that are not known": (
        "a.txt",
        text(
            [[*APC_NAMES, "SUSRECID", "9990000018"], *([*row, "1920", ""] for row in EPISODES)], delimiter="|"
        ),
        0,
        ("not known: SUSRECID", "1 that are no names"),
    ),
    "a required column missing": (
        "a.txt",
        text([[name.replace("NEWNHSNO", "X") for name in APC_NAMES], *EPISODES], delimiter="|"),
        3,
        ("hes_apc", "cannot be read: line 1: the header lacks NEWNHSNO"),
    ),
    "dates of a spreadsheet": (
        "a.csv",
        text(with_test_date(dated("dd/mm/yyyy"), "31/10/2019")),
        0,
        ("did_v1_csv", "dd/mm/yyyy (100%)"),
    ),
    "rows that end in a comma": (
        "a.csv",
        text([[*row, ""] for row in ROWS]),
        0,
        ("note: a.csv: rows end in a comma",),
    ),
    "a workbook": ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(99), 3, ("cannot be read: is an Excel workbook",)),
    "UTF-16": ("a.csv", text(ROWS).decode().encode("utf-16"), 3, ("iconv -f UTF-16 -t UTF-8",)),
    "lines of Windows-1252": (
        "a.csv",
        text(ROWS).replace(b"CHEST", b"CH\xc9ST", 3),
        0,
        ("Windows-1252 (or Latin-1), no header", "20 rows looked at, 3 of them not to be told apart"),
    ),
    "nothing that is known": (
        "a.csv",
        b"x;y\n1;2\n",
        3,
        ("its first line has 2 fields by a semicolon, and no layout",),
    ),
    "an empty file": ("a.csv", b"", 3, ("cannot be read: is empty",)),
}


@pytest.mark.parametrize(("name", "content", "code", "told"), DRAWN.values(), ids=DRAWN)
@pytest.mark.parametrize("whole", [False, True])
def test_what_a_file_looks_like(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    name: str,
    content: bytes,
    code: int,
    told: tuple[str, ...],
    whole: bool,
) -> None:
    """The page says it, whether the head or all is looked at."""
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)

    found = exit_code(["inspect", name, *(["--all"] if whole else [])])

    page = capsys.readouterr().out
    for words in told:
        assert words in page
    assert not [value for value in VALUES if value in page]
    assert found == code


@pytest.mark.parametrize(
    "layout", [one for one in every.LAYOUTS if one.reader == "text"], ids=lambda layout: layout.name
)
def test_every_layout_is_guessed_from_its_header(
    tmp_path: Path, layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that somebody adds too."""
    path = tmp_path / "a.txt"
    header = layout.delimiter.join(one.theirs for one in layout.columns)
    path.write_text(f"{header}\n{layout.delimiter * (len(layout.columns) - 1)}\n", "utf-8")

    exit_code(["inspect", str(path), "--json"])

    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert (file["layout"], file["has_header"], file["missing"]) == (layout.name, True, [])


NESTED = {
    "did_v1_xml": (
        "<DIDS><DIDSRecord><PersonalAndDemographics><NHSNumber extension='9990000018'/></PersonalAndDemographics>"
        "<Referrals/><ImagingActivity><DiagnosticTestDate>2019-11-05</DiagnosticTestDate>"
        "<ImagingSiteCode extension='RXX01'/><RadiologicalAccessionNumber extension='A1'/></ImagingActivity>"
        "</DIDSRecord></DIDS>"
    ),
    "did_v2_json": json.dumps([{"NHS NUMBER": "9990000018", "CODED PROCEDURE (NICIP)": "CHEST"}]),
    "did_v2_xml": (
        "<DIDS><R><NHS_NUMBER>9990000018</NHS_NUMBER><CODED_PROCEDURE_NICIP>C</CODED_PROCEDURE_NICIP></R></DIDS>"
    ),
}


@pytest.mark.parametrize("layout", NESTED)
def test_xml_and_json(tmp_path: Path, layout: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Which layout it is, how its items are filled, and the lines of a job; no value."""
    path = tmp_path / "a.dat"
    path.write_text(NESTED[layout], "utf-8")

    code = exit_code(["inspect", str(path)])

    page = capsys.readouterr().out
    assert code == 0
    assert f"a.dat: {layout}, " in page and f'layout = "{layout}"' in page
    assert "all 1 rows looked at" in page and "100% filled" in page and "9990000018" not in page


def test_parquet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the names of its schema."""
    path = tmp_path / "a.parquet"
    columns = list(zip(*EPISODES, strict=True))
    pq.write_table(pa.table(dict(zip(APC_NAMES, map(list, columns), strict=True))), path)

    assert exit_code(["inspect", str(path), "--json"]) == 0

    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert (file["layout"], file["rows"], file["is_all"], file["encoding"]) == ("hes_apc", 9, True, "")
    dates = {field["ours"]: field["dates"] for field in file["fields"]}
    assert dates["start_date"] == {"yyyy-mm-dd": 9}


def test_several_files_and_one_that_no_layout_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All are told of; --json gives the failure with every file beside it."""
    good, bad = tmp_path / "a.csv", tmp_path / "b.csv"
    good.write_bytes(text(ROWS))
    bad.write_bytes(b"%PDF")

    assert exit_code(["inspect", str(good), str(bad), "--json"]) == 3

    out, err = capsys.readouterr()
    told = json.loads(out)
    assert err == "error: 1 of 2 files cannot be read by any layout\n"
    assert told["error"]["message"] == "1 of 2 files cannot be read by any layout"
    assert [file["problem"] for file in told["files"]] == [
        None,
        "is a PDF document; ask for the data as text",
    ]
    assert exit_code(["inspect", str(good)]) == 0


def test_the_head_of_a_long_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """5,000 rows, unless all are asked for; then a file that is damaged further on is found out."""
    monkeypatch.setattr("linkage.steps.inputs.text.lines.CHUNK_BYTES", 1 << 16)
    path = tmp_path / "a.csv.gz"
    whole = gzip.compress(text([did_row(n) for n in range(1, 30_001)]))
    path.write_bytes(whole[:-100])

    assert exit_code(["inspect", str(path), "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert (file["rows"], file["is_all"]) == (5_000, False)

    assert exit_code(["inspect", str(path), "--all"]) == 3
    assert "the compressed data end too early" in capsys.readouterr().out


LOOKUPS = {
    "snomed_modalities": (as_json(ROW), ("SCT_ID", "MODALITY")),
    "nicip_codes": (as_json(NICIP), ("SHORT_CODE", "SCT_ID")),
}


@pytest.mark.parametrize("layout", LOOKUPS)
def test_lookups_of_json_lines(tmp_path: Path, layout: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As `lookup` reads them: which it is, how its columns are filled, and the lines of a job."""
    content, columns = LOOKUPS[layout]
    path = tmp_path / "a.json"
    path.write_text(content, "utf-8")

    assert exit_code(["inspect", str(path)]) == 0

    page = capsys.readouterr().out
    assert (
        f"a.json: {layout}, " in page and "JSON, one object a line" in page and "[lookups.modality]" in page
    )
    assert all(f"    {name} " in page for name in columns)
    assert "all 1 rows looked at" in page and "person_id" not in page and "delimiter" not in page
    assert not [value for value in ("169069000", "CCHES", "Thoracic") if value in page]


def test_json_lines_that_are_no_lookup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As ever: what it is, and that nothing reads it."""
    path = tmp_path / "a.json"
    path.write_text('{"a": 1}\n', "utf-8")

    assert exit_code(["inspect", str(path)]) == 3
    assert "is a JSON file; no layout reads it" in capsys.readouterr().out


def test_several_files_are_summed_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many are in which layout, which cannot be read, and one job for the others, which a program can read."""
    monkeypatch.chdir(tmp_path)
    for name, content in {
        "1.csv": text(ROWS),
        "2 \U0001f4c1.csv": text(ROWS),
        "3.csv": text(ROWS, delimiter="|"),
        "4.txt": text([APC_NAMES, *EPISODES], delimiter="|"),
        "5.csv": b"%PDF",
    }.items():
        Path(name).write_bytes(content)

    assert exit_code(["inspect", *sorted(path.name for path in Path().iterdir())]) == 3

    page = capsys.readouterr().out
    last = page.split("\n\n")[-1]
    assert last.startswith("5 files: 3 of did_v1_csv, 1 of hes_apc, 1 that cannot be read (5.csv)\n")
    assert "a job has one table [did], read in one way" in last
    lines = "\n".join(line.strip() for line in last.splitlines()[2:])
    first, _, rest = lines.partition("# a job has one table")
    job = tomllib.loads(first + rest[rest.index("[hes.apc]") :])
    assert job["did"]["paths"] == ["1.csv", "2 \U0001f4c1.csv"]
    assert job["hes"]["apc"]["paths"] == ["4.txt"]

    assert exit_code(["inspect", "1.csv"]) == 0
    assert "1 file:" not in capsys.readouterr().out
