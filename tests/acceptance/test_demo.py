"""The demo as it is typed: a short year to its end, and once more."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.workbooks import quick_workbook

__all__ = ["quick_workbook"]

pytestmark = pytest.mark.slow


def test_a_short_year_ends_with_a_site_and_again_with_nothing_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three releases, the late month made again beside the last; a sample for reviewers; both folders to open."""
    folder = tmp_path / "demo"
    asked = ["demo", str(folder), "--people", "1500", "--months", "3", "--quiet"]
    assert exit_code([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["run"]["release"] == "0003"
    assert told["run"]["month"] == "2019-11"
    assert told["run"]["made_again"] == ["2019-10"] == [told["late"]["month"]]
    assert told["review"]["drawn"] > 0
    assert all(Path(told[name]).is_file() for name in ("site", "shareable_site"))
    assert exit_code(asked) == 0
    again = capsys.readouterr().out
    assert "2019-11 is published in release 0003 and nothing has changed" in again
    assert told["without_numbers"]["provider"] in again and "(linkage site " in again
    assert sorted(path.name for path in (folder / "out" / "releases").iterdir()) == ["0001", "0002", "0003"]
