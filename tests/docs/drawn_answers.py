"""
The questions of docs/questions answered by draws: each file says of what the mean is taken, and how.

The demonstration has no draws. So its month is linked a second time, into a folder of its own, with draws and a key
that never changes: by the key of the demonstration, a random one, the page would have other draws each time.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

from linkage.api import open_release
from linkage.cli.main import exit_code
from linkage.reading.opened_release import OpenedRelease
from linkage.steps.probabilistic.model.model_file import read_model

DRAWS = 20
KEY = "0123456789abcdef" * 4
ASKED = re.compile(r"^-- By draws: (.+)\n((?:--     .+\n)*)", re.MULTILINE)
"""What a question says of its draws: in words, and the select that takes the place of its last one."""
FILES = re.compile(r"'([a-z]+)/[^']*'")
LAST = re.compile(r"^select ", re.MULTILINE)
"""Where the last select of a question begins: those before it are set in."""
OF_DRAWS = ("links", "events", "pathways", "spells", "cips")


@contextmanager
def with_draws(demo: Path, folder: Path, month: str) -> Iterator[OpenedRelease]:
    """The month of the demonstration linked again with draws, in `folder`; its drawn tables are worked out once."""
    run_with_draws(demo, folder, month)
    with open_release(folder / "out") as opened:
        for name in OF_DRAWS:
            opened.connection.execute(f"create temp table drawn_{name} as select * from drawn_{name}")
        yield opened


def run_with_draws(demo: Path, folder: Path, month: str) -> None:
    """The run. Its model is the demonstration's, named alike wherever that was made."""
    model = read_model(demo / "models" / "hes_did.json")
    training = model.training.model_copy(update={"inputs_sha256": "0" * 64})
    model.model_copy(update={"training": training}).signed().write(folder / "model.json")
    (folder / "page.key").write_text(KEY, "ascii")
    (folder / "page.key").chmod(0o600)
    changed = {
        "job.output": folder / "out",
        "linkage.model": folder / "model.json",
        "keys.pseudonym": f"file:{folder / 'page.key'}",
        "outputs.link_draws": DRAWS,
    }
    words = [word for name, value in changed.items() for word in ("--set", f"{name}={value}")]
    with redirect_stdout(StringIO()):
        code = exit_code(["run", str(demo / "job.toml"), "--month", month, "--quiet", *words])
    if code:
        raise SystemExit(code)


def units_of(question: str) -> str | None:
    """The select of a question that has a row per unit, over the tables of a release; None where nothing is pooled."""
    found = ASKED.search(question)
    assert found, "every question says what draws answer, or why they do not"
    if not found[2]:
        return None
    start = LAST.search(question)
    assert start
    lines = "\n".join(line.removeprefix("--     ") for line in found[2].splitlines())
    return FILES.sub(r"\1", f"{question[: start.start()]}{lines}")


def by_draws(question: str, opened: OpenedRelease) -> str:
    """The answer by draws as the page has it, or nothing where nothing is pooled."""
    units = units_of(question)
    return f"-- {DRAWS} draws\n{opened.pooled_means(units)}" if units else ""
