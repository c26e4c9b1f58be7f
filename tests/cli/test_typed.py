"""Commands that a user is told to run next: as a shell takes them, whatever the folder is called."""

import shlex
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.cli.telling.typed import typed
from tests.tables import Row, rows

CASES = rows("""
    path                     | typed
    -------------------------+-----------------------------
    job.toml                 | job.toml
    klinik-süd/job.toml      | 'klinik-süd/job.toml'
    Klinik Süd/job.toml      | 'Klinik Süd/job.toml'
    (old) $HOME/job.toml     | '(old) $HOME/job.toml'
""")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["path"]))
def test_a_path_is_one_word(case: Row) -> None:
    """Quoted where it has to be."""
    assert typed(Path(str(case["path"]))) == case["typed"]
    assert shlex.split(typed(Path(str(case["path"])))) == [case["path"]]


def test_what_init_names_can_be_pasted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And so the next command, from where nothing has been published, which names the job as it was typed."""
    monkeypatch.chdir(tmp_path)
    assert exit_code(["init", "Klinik Süd"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "linkage check" in line)
    assert shlex.split(line) == ["linkage", "check", "Klinik Süd/job.toml"]

    assert exit_code(["releases", "list", "Klinik Süd"]) == 0
    assert "linkage run 'Klinik Süd/job.toml' --month" in capsys.readouterr().out
    assert exit_code(["releases", "show", "Klinik Süd"]) == 2
    assert "linkage run 'Klinik Süd/job.toml' --month" in capsys.readouterr().err
