"""The scan for personal data finds what is planted, says where and not what, and finds nothing in the project."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.personal_data import found_in, main
from tests.structure.imports import ROOT

NUMBER = f"{943}{4765919}"
"""The sample number of the NHS data dictionary: valid, outside the 999 range, and not in this file as it is written."""
POSTCODE = f"SW1A 2{'aa'}"
KEPT = ("linkage", "synthetic", "benchmarks", "tests", "configs", "docs")
NOT_OURS = {"__pycache__", "node_modules", "made", "work", "results"}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (f"nhs,{NUMBER},F", "NHS number"),
        (f"see {NUMBER[:3]} {NUMBER[3:6]} {NUMBER[6:]}.", "NHS number"),
        (f"{NUMBER[:3]}-{NUMBER[3:6]}-{NUMBER[6:]}", "NHS number"),
        (f"{POSTCODE}|1950-03-14", "postcode"),
        (f"born 14/03/1950 in {POSTCODE.replace(' ', '')}", "postcode"),
        (f"14 March 1950, {POSTCODE.upper()}", "postcode"),
    ],
)
def test_what_is_planted_is_found_and_not_quoted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, what: str
) -> None:
    """File and line, never the value; a file that is in order is not named."""
    planted, clean = tmp_path / "planted.csv", tmp_path / "clean.csv"
    planted.write_text(f"first line\n{line}\n", "utf-8")
    clean.write_text("9990000018\n", "utf-8")

    assert main([str(clean), str(planted)]) == 1

    told = capsys.readouterr().out
    assert told.startswith(f"{planted}:2: ") and what in told
    assert told.count("\n") == 1
    assert not any(part in told for part in (NUMBER, NUMBER[3:6], NUMBER[6:], "1950", POSTCODE[:4]))


@pytest.mark.parametrize(
    "line",
    [
        "9990000018 1950-03-14",
        f"{NUMBER[:-1]}{(int(NUMBER[-1]) + 1) % 10}",
        f"width: 0.{NUMBER}%",
        f"1{NUMBER} x{NUMBER}",
        "2333455667",
        "AB1 2CD, 1950-03-14",
        "ZZ99 3VZ, 1950-03-14",
        f"{POSTCODE} alone, in 1950",
    ],
)
def test_what_is_nobody_s_is_left_alone(tmp_path: Path, line: str) -> None:
    """The 999 range, broken or longer numbers, dummies, made-up postcodes, and a postcode without a date."""
    (tmp_path / "made_up.txt").write_text(line, "utf-8")
    assert list(found_in(tmp_path / "made_up.txt")) == []


def test_a_file_that_is_no_text_is_passed_over(tmp_path: Path) -> None:
    """A picture, say."""
    (tmp_path / "picture.png").write_bytes(b"\x89PNG" + NUMBER.encode())
    assert list(found_in(tmp_path / "picture.png")) == []


def test_the_command(tmp_path: Path) -> None:
    """As the hook before a commit runs it."""
    (tmp_path / "rows.txt").write_text(NUMBER, "utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "tests.personal_data", str(tmp_path / "rows.txt")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout == f"{tmp_path}/rows.txt:1: a valid NHS number outside the 999 range\n"


def test_the_project_holds_none() -> None:
    """Every text of it."""
    paths = (path for folder in KEPT for path in (ROOT / folder).rglob("*") if path.is_file())
    own = [path for path in paths if NOT_OURS.isdisjoint(path.relative_to(ROOT).parts)]
    assert len(own) > 500
    assert [problem for path in own for problem in found_in(path)] == []
