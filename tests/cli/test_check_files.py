"""`linkage check` looks at every file it can find, whatever else is wrong, and names every problem at once."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.inputs.sample import APC_NAMES, apc_row, did_row, text

JOB = """
[job]
name = "check"
{job}
[did]
paths = ["did/*.csv", "more/*.csv"]
{did}
[hes.apc]
paths = ["hes/*.txt"]
[linkage]
profile = "dmq_2015"
"""
GOOD = text([did_row(n) for n in range(1, 9)])
EPISODES = text([APC_NAMES, *(apc_row(n) for n in range(9))], delimiter="|")


def checked(
    folder: Path, capsys: pytest.CaptureFixture[str], *, job: str = "", did: str = ""
) -> tuple[int, str]:
    """The code and the words of a check."""
    (folder / "job.toml").write_text(JOB.format(job=job, did=did), "utf-8")
    code = exit_code(["check", str(folder / "job.toml")])
    return code, capsys.readouterr().err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of which three cannot be used, each in its own way."""
    for name, content in {
        "did/1.csv": GOOD,
        "did/2.csv": GOOD.decode().encode("utf-16"),
        "more/3.csv": EPISODES,
        "hes/1.txt": EPISODES,
        "hes/2.txt": b"<html><body></body></html>",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


BAD = (
    "did/2.csv: is UTF-16",
    "more/3.csv: has the header of extracts of HES admitted patient care",
    "hes/2.txt: is a web",
)
OTHER_PROBLEMS: dict[str, tuple[str, str, int, str]] = {
    "nothing else": ("", "", 3, "3 files cannot be used; the other file of [did] can be read; "),
    "an unknown setting": ('nonsense = "x"', "", 2, "job.nonsense: "),
    "a wrong setting of the files": ("", 'delimiter = "x"', 2, "did.delimiter: "),
    "an engine that is none": ('engine = "x"', "", 2, "job.engine: "),
}


@pytest.mark.parametrize(("job", "did", "code", "told"), OTHER_PROBLEMS.values(), ids=OTHER_PROBLEMS)
def test_every_file_is_looked_at(
    folder: Path, capsys: pytest.CaptureFixture[str], job: str, did: str, code: int, told: str
) -> None:
    """Of every glob and data set, beside whatever is wrong with the settings."""
    ended, words = checked(folder, capsys, job=job, did=did)

    assert ended == code
    for part in (*BAD, told):
        assert part in words


def test_a_glob_without_a_file_hides_no_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files of the other globs of its data set are looked at too."""
    (folder / "more" / "3.csv").unlink()

    code, words = checked(folder, capsys)

    assert code == 3
    for part in (
        'did.paths: no file matches "more/*.csv"',
        "did/2.csv: is UTF-16",
        "hes/2.txt: is a web page",
    ):
        assert part in words


def test_good_files_beside_wrong_settings_are_not_told_of(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only what is wrong is."""
    for name in ("did/2.csv", "more/3.csv", "hes/2.txt"):
        (folder / name).write_bytes(EPISODES if name.startswith("hes") else GOOD)

    code, words = checked(folder, capsys, job='nonsense = "x"')

    assert code == 2
    assert ".csv" not in words


TWO_DIGITS = [[*did_row(n)[:2], f"1{n % 9}/02/61", *did_row(n)[3:]] for n in range(1, 30)]
LATE: dict[str, tuple[str, bytes, str]] = {
    "years of two digits": (
        "did/2.csv",
        text(TWO_DIGITS),
        "did/2.csv: PERSON_BIRTH_DATE: 29 of 29 values are no date that can be read (dd/mm/yy)",
    ),
    "rows of other fields": ("did/2.csv", b"a,b,c\n" * 9, "did/2.csv: none of its 9 rows has 18 fields"),
    "keys in exponent form": (
        "did/2.csv",
        text([[*did_row(n)[:17], "1.0E+14"] for n in range(9)]),
        "did/2.csv: 9 of 9 rows have a key",
    ),
}
"""Faults that the beginning of a file does not show."""


def good_job(folder: Path, *, did: str = "") -> Path:
    """A job whose files can all be used."""
    for name, content in {"did/1.csv": GOOD, "hes/1.txt": EPISODES}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    job = folder / "job.toml"
    job.write_text(JOB.format(job="", did=did).replace('"did/*.csv", "more/*.csv"', '"did/*"'), "utf-8")
    return job


@pytest.mark.parametrize(("name", "content", "told"), LATE.values(), ids=LATE)
def test_what_only_whole_files_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, told: str
) -> None:
    """All of it at once, beside what beginnings show; without --whole it is said that these alone were looked at."""
    job = good_job(tmp_path)
    (tmp_path / name).write_bytes(content)

    assert exit_code(["check", str(job)]) == 0
    shown = capsys.readouterr()
    assert "only the beginnings were looked at; `linkage check" in shown.out
    assert ("have a year of two digits" in shown.err) == (content == text(TWO_DIGITS))

    (tmp_path / "did" / "3.csv").write_bytes(b"%PDF-1.7")
    assert exit_code(["check", str(job), "--whole"]) == 3
    words = capsys.readouterr().err
    assert told in words
    assert "2 files cannot be used" in words
    assert "did/3.csv: " in words
    assert {path.name for path in tmp_path.iterdir()} == {"did", "hes", "job.toml"}


def test_a_header_alone_is_found_by_the_beginning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one file of several; a row that is not UTF-8 is one, and not nothing."""
    job = good_job(tmp_path)
    (tmp_path / "hes" / "2.txt").write_bytes(text([APC_NAMES], delimiter="|"))

    assert exit_code(["check", str(job)]) == 3
    assert "hes/2.txt: holds no rows" in capsys.readouterr().err

    (tmp_path / "hes" / "2.txt").write_bytes(text([APC_NAMES], delimiter="|") + b"\xe9\n")
    assert exit_code(["check", str(job)]) == 0


def test_whole_files_that_are_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a run would set aside is counted by reason, and what it would lose is told."""
    job = good_job(tmp_path)
    odd = [[*did_row(n)[:2], "1/2/61", *did_row(n)[3:]] if n < 9 else did_row(n) for n in range(40)]
    (tmp_path / "did" / "2.csv").write_bytes(text([*odd, ["1", "2"]]))

    assert exit_code(["check", str(job), "--whole"]) == 0
    told = capsys.readouterr()
    assert "did: 2 files, 49 rows, 1 of which would be set aside (wrong number of fields: 1)" in told.out
    assert "apc: 1 file, 9 rows, all of which can be used" in told.out
    assert "every row of every file was read" in told.out
    assert "PERSON_BIRTH_DATE: 9 of 40 values are lost" in told.err

    assert exit_code(["check", str(job), "--whole", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["looked_at"] == "whole"
    assert found["whole"][1] == {
        "dataset": "did", "path": "did/2.csv", "rows": 41, "set_aside": {"field_count": 1}
    }  # fmt: skip
