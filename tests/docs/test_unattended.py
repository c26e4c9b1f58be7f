"""What the page on running it at night shows is what the program writes."""

import json
import re
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.safety.small_job import small_job
from tests.structure.imports import ROOT

TEXT = (ROOT / "docs" / "unattended.md").read_text("utf-8")
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ run=\d{4}-\d{8}T\d{6}Z (info|warning|error): \S.*")


def block(kind: str) -> str:
    """The block of a kind of text."""
    found = re.search(rf"```{kind}\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return found[1]


def test_lines_of_a_log_have_their_form() -> None:
    """And every event that a line shows is in the table below."""
    lines = block("text").splitlines()
    assert all(LINE.fullmatch(line) for line in lines)
    for event in {line.split()[3] for line in lines if " info: " in line}:
        assert f"`{event}`" in TEXT


def test_a_failure_is_as_it_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The job file that the page speaks of, checked; the message is shortened there."""
    job = small_job(tmp_path, "[duckdb]\nthreads = 0\nmemory_limits = 1\n")
    assert exit_code(["check", str(job), "--json"]) == 2
    real = json.loads(capsys.readouterr().out)
    shown = json.loads(block("json"))

    assert real["error"].pop("message").startswith(shown["error"].pop("message").removesuffix("..."))
    assert real == shown
