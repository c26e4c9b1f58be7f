"""The operations page: every command on it is there, and those that are marked end as it says on a small year."""

import re
import shlex
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from synthetic.year import Year, deliveries
from tests.workbooks import quick_workbook
from tests.years.conftest import BUSY
from tests.years.operations_page import NOT_YET, PAGE, Line, blocks, commands

__all__ = ["quick_workbook"]

GROUPS = {"releases"}
"""Commands whose second word is a command too."""


def test_every_command_and_option_of_the_page_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """But for what is not there yet."""
    seen: dict[tuple[str, ...], str] = {}
    for text in commands():
        words = shlex.split(text)[1:]
        if not words[0].startswith("-") and not any(
            f"linkage {' '.join(words[:n])}" in NOT_YET for n in (1, 2)
        ):
            name = tuple(words[:2] if words[0] in GROUPS else words[:1])
            if name not in seen:
                assert exit_code([*name, "--help"]) == 0, text
                seen[name] = capsys.readouterr().out
            options = [word for word in words if word.startswith("--") and word not in NOT_YET]
            assert [word for word in options if not re.search(rf"{word}\b", seen[name])] == [], text
    assert ("run",) in seen
    assert ("releases", "rollback") in seen


def test_what_is_not_there_yet_is_on_the_page() -> None:
    """Nothing is kept on the list that no line waits for."""
    waited_for = {name for block in blocks() for line in block.lines for name in line.waits_for}

    assert waited_for == set(NOT_YET)


def test_every_exit_code_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")

    for code in range(9):
        assert f"\n| {code} | " in text
    assert "\n| 129, 130, 143 | " in text


def ended(line: Line) -> int:
    """How a line of the page ends: a command of the program here, any other in a shell."""
    if line.words[0] == "linkage":
        return exit_code(line.words[1:])
    shell = shutil.which("sh")
    assert shell
    return subprocess.run([shell, "-c", line.text], check=False, capture_output=True).returncode


def made_ready(before: str, year: Year, folder: Path) -> None:
    """What happens before a block."""
    if before == "one more opt-out":
        rows = (folder / "did" / "DID_2019-04.csv").read_text("utf-8").splitlines()
        number = next(number for row in rows if (number := row.partition(",")[0]))
        with (folder / "opt_outs.csv").open("a", encoding="utf-8") as file:
            file.write(f"{number}\n")
    elif before:
        year.deliver(int(before.removeprefix("delivery ")), folder)


@pytest.mark.slow
def test_the_commands_of_the_page_end_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In order, in a folder to which the deliveries come; a line that waits for something does not end so yet."""
    busy = deliveries(tmp_path / "year", replace(BUSY, people=900))
    folder = tmp_path / "job"
    folder.mkdir()
    monkeypatch.chdir(folder)
    wrong = []
    for block in blocks():
        made_ready(block.before, busy, folder)
        for line in block.lines:
            code = ended(line)
            if (code == line.code) == bool(line.waits_for):
                wrong.append(f"{line.text}: {code}, {'not yet' if line.waits_for else line.code}")
    assert not wrong, "\n".join(wrong)
