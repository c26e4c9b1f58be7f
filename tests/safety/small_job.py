"""A job of a few hand-made rows that publishes in about a second, without a model."""

import shutil
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.inputs.sample import APC_NAMES, apc_row, did_row, text

MONTH = "2019-11"
ROWS = 12
MADE: list[Path] = []


def small_job(folder: Path, more: str = "", *, profile: str = "dmq_2015", model: str | None = None) -> Path:
    """did/, hes/ and job.toml in `folder`, with `more` at the end of the job file; gives the job file."""
    for name in ("did", "hes"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    rows = [did_row(n) for n in range(ROWS)]
    (folder / "did" / "DID_2019-11.csv").write_bytes(text(rows))
    (folder / "hes" / "HES_APC.txt").write_bytes(text([APC_NAMES, *map(apc_row, range(ROWS))], delimiter="|"))
    job = folder / "job.toml"
    job.write_text(
        '[job]\nname = "small"\noutput = "out"\n\n[did]\npaths = ["did/*.csv"]\n\n[hes.apc]\npaths = ["hes/*.txt"]\n'
        f'person_id = "TOKEN_PERSON_ID"\n\n[linkage]\nprofile = "{profile}"\n'
        + (f'model = "{model}"\n' if model else "")
        + f"\n{more}",
        "utf-8",
    )
    return job


def run(job: Path) -> None:
    """Publish the month, as a user would type it."""
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A job whose month is published and signed off twice: to be looked at, or copied. Made once for all modules."""
    if not MADE:
        MADE.append(small_job(tmp_path_factory.mktemp("published")))
        run(MADE[0])
        for note in ("fit", "fit again"):
            signed = ["releases", "approve", str(MADE[0]), "0001", "--by", "A. B.", "--note", note]
            assert exit_code(signed) == 0
    return MADE[0]


def copied(job: Path, folder: Path) -> Path:
    """A published job with all that lies beside it, in `folder`, to be spoilt; gives its job file."""
    shutil.copytree(job.parent, folder, symlinks=True, dirs_exist_ok=True)
    return folder / job.name
