"""Made people held against a truth: their records are looked for in the job's files, and not in the release alone."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from linkage.cli.main import exit_code
from tests.safety.keys_job import apc_row, did_row, run, write_job

pytestmark = pytest.mark.slow

MONTH = "2019-12"
TRUTH = """site_code,accession_number,person_id,relation,episode_key
RZ101,A0,T0,PERSON_ONLY,E0
RZ101,A1,T1,PERSON_ONLY,E1
RZ101,A2,T1,PERSON_ONLY,
RZ101,A3,T3,PERSON_ONLY,
RZ101,A4,T4,PERSON_ONLY,E5
"""
"""Records weeks before the tests, so that no pathway has them; A2 is of somebody else than it is linked to."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published month of five events; hospital records have no person key."""
    folder = tmp_path_factory.mktemp("made") / "job"
    did = [did_row(n, f"A{n}", day="2019-12-20") for n in range(5)]
    job = write_job(folder, {"did.csv": did})
    rows = [row.split("|") for row in (folder / "apc.txt").read_text("utf-8").splitlines()]
    (folder / "apc.txt").write_text("".join("|".join([*row[:5], *row[6:]]) + "\n" for row in rows), "utf-8")
    text = job.read_text("utf-8").replace("[linkage]\n", '[linkage]\npeople = "made"\n')
    job.write_text(text, "utf-8")
    (folder / "truth.csv").write_text(TRUTH, "utf-8")
    assert run(job, month=MONTH) == 0
    return job


def evaluated(job: Path, capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], str]:
    """The figures, and what was told beside them."""
    capsys.readouterr()
    assert (
        exit_code(["evaluate", str(job), "--truth", str(job.parent / "truth.csv"), "--json", "--quiet"]) == 0
    )
    told = capsys.readouterr()
    return json.loads(told.out), told.err


def gone(job: Path) -> None:
    (job.parent / "apc.txt").unlink()


def other(job: Path) -> None:
    rows = [apc_row(n).split("|") for n in (1, 0, 2, 3, 4, 5, 6)]
    header = (job.parent / "apc.txt").read_text("utf-8").splitlines()[0]
    lines = [f"E{n}|" + "|".join([*row[1:5], *row[6:]]) for n, row in enumerate(rows)]
    (job.parent / "apc.txt").write_text("\n".join([header, *lines]) + "\n", "utf-8")


def no_cache(job: Path) -> None:
    shutil.rmtree(job.parent / "out" / "cache")


@pytest.mark.parametrize("before", [None, no_cache], ids=["with the cache", "without"])
def test_true_people_are_found_by_records_that_no_pathway_has(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], before: Callable[[Path], None] | None
) -> None:
    """Two links are right; A2 is linked to somebody else, A4 to one who does not hold E5; of T3 nobody can say."""
    shutil.copytree(made.parent, tmp_path / "job", symlinks=True)
    job = tmp_path / "job" / made.name
    if before:
        before(job)

    found, told = evaluated(job, capsys)

    assert (found["events"], found["not_judged"]) == (4, 1)
    assert (found["precision"]["numerator"], found["precision"]["denominator"]) == (2, 4)
    assert "1 events of people of whom the truth names no hospital record are not judged" in told
    assert "released pathways alone" not in told


@pytest.mark.parametrize(
    ("before", "why"), [(gone, "hes.apc.paths"), (other, "are not those that the release was")]
)
def test_without_the_files_it_is_said_what_is_counted(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], before: Callable[[Path], None], why: str
) -> None:
    """Then nobody is found here, and the user knows why."""
    shutil.copytree(made.parent, tmp_path / "job", symlinks=True)
    job = tmp_path / "job" / made.name
    before(job)

    found, told = evaluated(job, capsys)

    assert found["precision"]["numerator"] == 0
    assert "looked for among the records of released pathways alone" in told
    assert why in told
