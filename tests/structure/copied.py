"""A copy of the program with one module more, and what it says in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.structure.imports import ROOT

ADDED = ROOT / "tests" / "structure" / "added"


def copied(folder: Path, module: str, room: str) -> None:
    """Lay a copy of the program into a folder, and the added module into one of its rooms."""
    for name in ("linkage", "configs", "synthetic"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ADDED / module, folder / room)


def told_by(folder: Path, script: str) -> dict[str, Any]:
    """The JSON that a script beside the added modules writes, run in the copy and by it."""
    ran = subprocess.run(
        [sys.executable, str(ADDED / script)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
    )
    assert not ran.returncode, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    assert Path(found["program"]).is_relative_to(folder)
    return found
