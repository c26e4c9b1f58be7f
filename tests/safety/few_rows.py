"""A job folder of a few rows, by the published ranks, run in about a second."""

from collections.abc import Mapping, Sequence
from pathlib import Path

MONTH = "2019-11"

JOB = """\
[job]
name = "small"
output = "out"

[did]
layout = "did_v1_csv"
paths = ["did/*.csv"]

[hes.apc]
paths = ["hes/*.txt"]
person_id = "TOKEN_PERSON_ID"

[linkage]
profile = "dmq_2015"
"""

APC = (
    "EPIKEY",
    "TOKEN_PERSON_ID",
    "NEWNHSNO",
    "DOB",
    "SEX",
    "HOMEADD",
    "EPISTART",
    "EPIEND",
    "PROCODET",
    "SITETRET",
)


def did_line(number: str, site: str, accession: str, **other: str) -> str:
    """A DID row of somebody born on 17 May 1970; `other` are status, modality code or setting where they differ."""
    status, code, setting = other.get("status", "01"), other.get("code", "XCHES"), other.get("setting", "01")
    return (
        f"{number},{status},1970-05-17,A,1,LF20 1EY,C81002,{setting},C8727808,RZ1,2019-11-01,2019-11-01,2019-11-05,"
        f"{code},,2019-11-06,{site},{accession}"
    )


def apc_line(key: str, number: str, provider: str, site: str) -> str:
    """An episode from 1 to 10 November of the holder of an NHS number."""
    return f"{key}|P{number}|{number}|1970-05-17|1|LF20 1EY|2019-11-01|2019-11-10|{provider}|{site}"


def small_job(
    folder: Path,
    did: Sequence[str],
    apc: Sequence[str],
    more: str = "",
    files: Mapping[str, bytes] | None = None,
) -> Path:
    """The job file of a folder with these rows; `more` is added to it, and `files` beside it."""
    written = {
        "did/did.csv": "\n".join([*did, ""]).encode(),
        "hes/apc.txt": "\n".join(["|".join(APC), *apc, ""]).encode(),
        "job.toml": (JOB + more).encode(),
        **(files or {}),
    }
    for name, content in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "job.toml"
