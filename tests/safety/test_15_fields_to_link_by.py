"""A field that events are linked by is in every file or declared absent; what is blank or partly there is told."""

from pathlib import Path

import pytest

from linkage.config.load import load_job
from linkage.errors import ConfigError
from tests.inputs.sample import DID_NAMES
from tests.safety.delivered import MONTH, did_bytes, hes_bytes, manifest, put, said, small_job
from tests.safety.test_10_digest_while_reading import as_parquet
from tests.told import words

FIELDS = {
    "nhs_number": "NHS_NUMBER",
    "birth_date": "PERSON_BIRTH_DATE",
    "sex": "PERSON_GENDER_CODE",
    "postcode": "POSTCODE",
}
OTHERS = [name for name in FIELDS if name != "sex"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("absent", [*([name] for name in FIELDS), ["nhs_number", "postcode"], OTHERS])
def test_a_did_file_without_a_field(
    absent: list[str], ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3 names file, column and both remedies; declared under [did] absent it is read."""
    job = small_job(tmp_path / "job")
    content = did_bytes("A0", "A1", without=[FIELDS[name] for name in absent])
    path = job.parent / "did" / f"DID_2019-09.{ending}"
    path.write_bytes(content if ending == "csv" else as_parquet(content, ","))
    declared = "absent = [" + ", ".join(f'"{name}"' for name in FIELDS if name in absent) + "]"

    code, _, told = said(capsys, "check", str(job))

    assert code == 3
    assert f"did/DID_2019-09.{ending}" in told
    assert all(FIELDS[name] in told for name in absent)
    assert "[did.columns]" in told and f"[did] {declared}" in told

    job.write_text(job.read_text("utf-8").replace("[did]\n", f"[did]\n{declared}\n"), "utf-8")
    assert said(capsys, "check", str(job))[0] == 0


def test_half_a_header_is_no_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A first line with some of the names is not read as data by the places of the layout: the remedies are told."""
    job = small_job(tmp_path / "job")
    put(
        job,
        DID=did_bytes("A0")
        .replace(b"POSTCODE", b"HOME")
        .replace(b"_CODE,", b"_X,")
        .replace(b"REFERR", b"SENT"),
    )

    code, _, told = said(capsys, "check", str(job))

    assert (code, "line 1: names" in told, "it lacks" in told and "POSTCODE" in told) == (
        3,
        True,
        True,
    )
    assert "[did.columns]" in told


@pytest.mark.parametrize("name", ["NEWNHSNO", "DOB", "SEX", "HOMEADD"])
@pytest.mark.parametrize("dataset", ["apc", "op", "ae", "ecds"])
def test_a_hospital_file_without_a_field(
    dataset: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Is refused in every data set, and nothing can be declared: the remedy is another file or another name."""
    job = small_job(tmp_path / "job")
    put(job, DID=did_bytes("A0"))
    job.write_text(job.read_text("utf-8").replace("[hes.apc]", f"[hes.{dataset}]"), "utf-8")
    path = job.parent / "hes" / "HES_APC_1920.txt"
    keys = {"apc": ("EPIKEY", "EPISTART"), "op": ("ATTENDKEY", "APPTDATE"), "ae": ("AEKEY", "ARRIVALDATE")}
    key, start = keys.get(dataset, ("EC_IDENT", "ARRIVAL_DATE"))
    content = hes_bytes().replace(b"EPIKEY", key.encode()).replace(b"EPISTART", start.encode())
    path.write_bytes(content)
    assert said(capsys, "check", str(job))[0] == 0
    path.write_bytes(content.replace(f"|{name}|".encode(), b"|UNKNOWN|"))

    code, _, told = said(capsys, "check", str(job))

    assert (code, name in told, f"[hes.{dataset}.columns]" in told, "absent" in told) == (
        3,
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("absent", "told"),
    [
        (
            '["postcod"]',
            "did.absent: unknown field; did you mean postcode? (known here: nhs_number, birth_date",
        ),
        ('["accession_number"]', "did.absent: unknown field"),
        ('["nhs_number", "birth_date", "sex", "postcode"]', "did.absent: leaves nothing to link by"),
        ('"postcode"', "did.absent: must be a list"),
    ],
)
def test_what_may_be_declared(absent: str, told: str, tmp_path: Path) -> None:
    """Only what events are linked by, and not all of it."""
    with pytest.raises(ConfigError, match="did.absent") as refused:
        load_job(small_job(tmp_path / "job", did=f"absent = {absent}"))
    assert told in str(refused.value)


@pytest.mark.slow
def test_what_is_partly_there_blank_or_declared_in_vain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is a warning by file and column, and the manifest says which file lacks what."""
    job = small_job(tmp_path / "job", did='absent = ["sex"]')
    put(
        job,
        **{f"DID_{number}": did_bytes("A0") + b"\n" * number for number in range(1, 9)},
        DID_9=did_bytes("A1", without=["REFERRER", "PERSON_GENDER_CODE"]),
        DID_10=did_bytes("A1", "A2", blank=["POSTCODE"]),
    )
    hes = hes_bytes().replace(b"|LF1 1EY|", b"||").replace(b"|AB1 2CD|", b"| |").replace(b"|ZX9 9ZX|", b"||")
    (job.parent / "hes" / "HES_APC_1920.txt").write_bytes(hes)

    code, _, told = said(capsys, "run", str(job), "--month", MONTH, "--quiet")

    assert code == 0
    warned = [line.removeprefix("warning: ") for line in words(told).splitlines()]
    assert warned.pop(0).startswith(
        "[hes.apc]: no PROVSPNOPS: spells are told apart by person, provider and admission"
    )
    assert [line.split(" is ")[0].split(", which")[0] for line in warned] == [
        "did/DID_9.csv of 10 files of [did]: no column PERSON_GENDER_CODE, REFERRER",
        "did/DID_1.csv, did/DID_2.csv, did/DID_3.csv, did/DID_4.csv, did/DID_5.csv and 4 more: PERSON_GENDER_CODE",
        "did/DID_10.csv: blank in every row: POSTCODE; nothing",
        "hes/HES_APC_1920.txt: blank in every row: HOMEADD; nothing",
    ]
    assert 'take "sex" out of [did] absent' in told
    assert 'or declare it with [did] absent = ["postcode"]' in told
    found = manifest(job)
    assert found["columns_absent"]["did"] == ["PERSON_GENDER_CODE", "REFERRER"]
    files = found["columns_absent_files"]
    assert files["did/DID_9.csv"] == ["PERSON_GENDER_CODE", "REFERRER"]
    assert "did/DID_10.csv" not in files and "EPIKEY" not in files["hes/HES_APC_1920.txt"]


def test_a_file_without_a_header_has_every_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its place; a declared field that is blank there is as declared, and nothing is said."""
    assert len(DID_NAMES) == 18
    job = small_job(tmp_path / "job", did='absent = ["postcode"]')
    put(job, DID=did_bytes("A0", "A1", blank=["POSTCODE"], header=False))

    code, _, told = said(capsys, "run", str(job), "--month", MONTH, "--quiet")
    assert code == 0
    assert all("[hes.apc]: no PROVSPNOPS: " in line for line in words(told).splitlines())
