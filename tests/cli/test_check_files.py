"""`linkage check` looks at every file it can find, whatever else is wrong, and names every problem at once."""

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
