"""Base R opens a release as the page for analysts says; `make test-r` asks for Rscript, elsewhere it may be missing."""

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.acceptance.conftest import published
from tests.docs.answers import PAGE
from tests.docs.test_analysis import openers

__all__ = ["published"]

RSCRIPT = shutil.which("Rscript")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(RSCRIPT is None, reason="no Rscript here: see make test-r"),
]
BASE_R = re.compile(r"```r base\n(.*?)```", re.DOTALL)
WRITTEN_AGAIN = """
write.csv(pathways, "again.csv", row.names = FALSE, na = "", quote = FALSE)"""


def told_by_r(code: str) -> str:
    """What R prints of a program; its own words where it fails or warns."""
    assert RSCRIPT is not None
    done = subprocess.run([RSCRIPT, "--vanilla", "-e", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def cells(path: Path) -> list[list[str]]:
    """The rows of a CSV file, numbers and truth values as Python has them."""
    with path.open(encoding="utf-8", newline="") as file:
        return [[alike(value) for value in row] for row in csv.reader(file)]


def alike(value: str) -> str:
    """R's spelling of a truth value, or of a number with digits behind its point, as one of ours."""
    if value in ("TRUE", "FALSE"):
        return value.lower()
    return f"{float(value):.9g}" if re.fullmatch(r"0\.\d+|\d\.?\d*e-\d+", value) else value


def test_base_r(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts what Python counts, and every cell of the table comes out of R as it went in."""
    (tmp_path / "example").mkdir()
    (tmp_path / "example" / "out").symlink_to(published.parent / "out")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(openers()["csv_for_r"], PAGE.name, "exec"), names)  # noqa: S102  the page's own code
    code = BASE_R.findall(PAGE.read_text("utf-8"))

    assert len(code) == 1
    head, *counts = [line.split() for line in told_by_r(code[0] + WRITTEN_AGAIN).splitlines()]
    assert head == ["relation", "Freq"]
    assert {relation: int(count) for relation, count in counts} == names["counted"]
    sent = cells(Path("pathways.csv"))
    assert cells(Path("again.csv")) == sent
    assert any(re.fullmatch(r"0\d", value) for row in sent for value in row), "codes that a guess would spoil"
