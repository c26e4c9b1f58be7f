"""A small job of the published ranks alone, with files made by hand: it runs in a second. Made-up people."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from linkage.cli.main import exit_code
from tests.inputs.sample import DID_NAMES

MONTH = "2019-09"
HES_NAMES = (
    "EPIKEY",
    "TOKEN_PERSON_ID",
    "NEWNHSNO",
    "DOB",
    "SEX",
    "HOMEADD",
    "EPISTART",
    "EPIEND",
    "PROCODET",
)
PEOPLE = {
    "A0": ("9990002002", "1960-07-01", "1", "LF1 1EY"),
    "A1": ("9990000018", "1971-02-03", "2", "AB1 2CD"),
    "A2": ("9990000026", "1982-05-06", "1", "ZX9 9ZX"),
}
"""The identifiers of the person behind each accession number, NHS number to postcode."""
JOB = """
[job]
name = "small"
output = "out"

[did]
paths = ["did/*"]
{did}
[hes.apc]
paths = ["hes/*"]
person_id = "TOKEN_PERSON_ID"
{hes}
[linkage]
profile = "dmq_2015"

[outputs]
include_source_keys = true
"""


def small_job(folder: Path, *, did: str = "", hes: str = "") -> Path:
    """A job file with HES for everybody in PEOPLE and no DID file yet; `did` and `hes` go into their tables."""
    (folder / "did").mkdir(parents=True)
    (folder / "hes").mkdir()
    (folder / "hes" / "HES_APC_1920.txt").write_bytes(hes_bytes())
    (folder / "job.toml").write_text(JOB.format(did=did, hes=hes), "utf-8")
    return folder / "job.toml"


def hes_bytes(people: Mapping[str, Sequence[str]] = PEOPLE, names: Sequence[str] = HES_NAMES) -> bytes:
    """An episode for each person, in the columns `names`."""
    rows = []
    for number, (number_, born, sex, home) in enumerate(people.values(), 1):
        key = f"{number:012}"
        whole = (key, f"H{number}", number_, born, sex, home, "2019-09-05", "2019-09-07", "RZ1")
        rows.append([dict(zip(HES_NAMES, whole, strict=True))[name] for name in names])
    return written([names, *rows], "|")


def did_rows(*accessions: str, blank: Sequence[str] = ()) -> list[dict[str, str]]:
    """A DID row for each accession number, by the names of the layout; the columns `blank` hold nothing."""
    rows = []
    for accession in accessions:
        number, born, sex, home = PEOPLE[accession]
        rows.append(
            dict.fromkeys(DID_NAMES, "")
            | {
                "NHS_NUMBER": number,
                "NHS_NUMBER_STATUS_IND": "01",
                "PERSON_BIRTH_DATE": born,
                "PERSON_GENDER_CODE": sex,
                "POSTCODE": home,
                "PATIENT_SOURCE_SETTING": "01",
                "DIAGNOSTIC_TEST_DATE": "2019-09-05",
                "IMAGING_CODE_NICIP": "XCHES",
                "SITE_CODE_IMAGING": "RZ101",
                "RADIOLOGICAL_ACCESSION_NUM": accession,
            }
            | dict.fromkeys(blank, "")
        )
    return rows


def did_bytes(
    *accessions: str, blank: Sequence[str] = (), without: Sequence[str] = (), header: bool = True
) -> bytes:
    """A DID file of these rows; the columns `without` are not in it at all."""
    names = [name for name in DID_NAMES if name not in without]
    rows = [[row[name] for name in names] for row in did_rows(*accessions, blank=blank)]
    return written([names, *rows] if header else rows, ",")


def written(rows: Sequence[Sequence[str]], delimiter: str) -> bytes:
    """Rows as the bytes of a text file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def put(job: Path, **files: bytes) -> None:
    """DID files by name without `.csv`, written beside the job file."""
    for name, content in files.items():
        (job.parent / "did" / f"{name}.csv").write_bytes(content)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The exit code of a command, what it printed and what it told on stderr."""
    code = exit_code(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def manifest(job: Path) -> dict[str, Any]:
    """The manifest of the current release."""
    found: dict[str, Any] = json.loads((job.parent / "out" / "current" / "manifest.json").read_text("utf-8"))
    return found
