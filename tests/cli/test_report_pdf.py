"""linkage report --pdf: printed by a browser that is there; a clear word where there is none, or it does not print."""

from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.report.pdf import browser_found, print_page
from linkage.errors import ConfigError, ResourceError
from tests.report.series_release import write_series
from tests.report.series_world import World

PRINTS = """
for given in "$@"; do
    case "$given" in --print-to-pdf=*) echo PDF > "${given#--print-to-pdf=}";; esac
done
"""


def fake_browser(folder: Path, script: str) -> Path:
    """A program by the name of a browser."""
    folder.mkdir(exist_ok=True)
    browser = folder / "chromium"
    browser.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    browser.chmod(0o755)
    return browser


def test_without_a_browser_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, what is missing and what to do; no report is written."""
    job = write_series(tmp_path, World(months=1, providers=2))
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))

    assert exit_code(["report", str(job), "--pdf"]) == ConfigError("").exit_code == 2
    said = capsys.readouterr().err
    assert "--pdf needs a browser" in said
    assert "print index.html" in said
    assert not (tmp_path / "out" / "reports").exists()


def test_the_browser_is_given_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The PDF lies beside the page, and its place is told."""
    job = write_series(tmp_path, World(months=1, providers=2))
    fake_browser(tmp_path / "bin", PRINTS)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin:/usr/bin")

    assert exit_code(["report", str(job), "--pdf"]) == 0
    told = capsys.readouterr().out
    assert (tmp_path / "out" / "reports" / "0024" / "index.pdf").read_text("utf-8") == "PDF\n"
    assert "index.pdf" in told


def test_a_browser_that_prints_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no PDF of an earlier time is left to be taken for this one."""
    page = tmp_path / "index.html"
    page.write_text("<p>x", "utf-8")
    page.with_suffix(".pdf").write_text("old", "utf-8")
    fake_browser(tmp_path / "bin", "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin:/usr/bin")

    with pytest.raises(ResourceError, match="chromium did not print index.html"):
        print_page(browser_found(), page)
    assert not page.with_suffix(".pdf").exists()
