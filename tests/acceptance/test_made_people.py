"""A whole job of hospital files without a person key: people are made, linked, reported and held against the truth."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from tests.acceptance.conftest import MONTH, world

pytestmark = pytest.mark.slow

FIRST = {
    "EPIKEY": "91",
    "NEWNHSNO": "9990000018",
    "DOB": "1971-02-03",
    "SEX": "1",
    "HOMEADD": "AB1  2CD",
    "EPISTART": "2018-02-01",
    "PROCODET": "RXA",
    "LOPATID": "L1",
}
SECOND = {**FIRST, "EPIKEY": "92", "NEWNHSNO": "9990000026", "HOMEADD": "LF1  1EY", "LOPATID": "L2"}
"""Two people of one birth date and sex, and nothing else in common."""


@pytest.fixture(scope="module")
def blinded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job file of a published world whose hospital files have no person key, and which says so."""
    job = world(tmp_path_factory.mktemp("made") / "world")
    for file in (job.parent / "hes").iterdir():
        lines = [line.split("|") for line in file.read_text("ascii").splitlines()]
        place = lines[0].index("TOKEN_PERSON_ID")
        kept = ("|".join(cell for nth, cell in enumerate(cells) if nth != place) for cells in lines)
        file.write_text("\n".join(kept) + "\n", "ascii")
    add(job, "HES_APC_1718.txt", FIRST, SECOND)
    text = re.sub(r"(?m)^person_id = .*\n", "", job.read_text("utf-8"))
    text = re.sub(r"(?ms)^\[deaths\].*?(?=^\[)", "", text)
    job.write_text(text.replace("[linkage]\n", '[linkage]\npeople = "made"\n'), "utf-8")
    assert exit_code(["train", str(job), "--quiet"]) == 0
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0
    return job


def manifest(job: Path) -> dict[str, Any]:
    """The manifest of the current release."""
    found: dict[str, Any] = json.loads((job.parent / "out" / "current" / "manifest.json").read_bytes())
    return found


def test_it_is_published_with_a_report_and_the_account_of_people(blinded: Path) -> None:
    people = manifest(blinded)["people"]

    assert (people["source"], people["rules"], people["changes"]) == ("made", "hesid", None)
    assert people["people"] <= people["counts"]["identities"]
    assert people["counts"]["1 joined"] > 0
    assert (blinded.parent / "out" / "current" / "report" / "index.html").is_file()
    assert exit_code(["releases", "verify", str(blinded)]) == 0


def test_its_links_are_right(blinded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """True people are found by their records; nearly every link is of the right one."""
    capsys.readouterr()
    truth = blinded.parent / "truth" / "truth.csv"
    assert exit_code(["evaluate", str(blinded), "--truth", str(truth), "--json", "--quiet"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert found["precision"]["value"] > 0.98
    assert found["recall"]["value"] > 0.9


def test_without_the_cache_and_with_files_renamed_nothing_changes(blinded: Path, tmp_path: Path) -> None:
    """Keys come from what people hold: the same links, and nobody merged, split or renamed."""
    shutil.copytree(blinded.parent, tmp_path / "world", symlinks=True)
    job = tmp_path / "world" / blinded.name
    shutil.rmtree(job.parent / "out" / "cache")
    hes = job.parent / "hes"
    for file in sorted(hes.iterdir()):
        year = {"1718": "2020", "1819": "2019", "1920": "2018"}[file.stem[-4:]]
        file.rename(hes / re.sub(r"_\d{4}\.", f"_{year}.", file.name))
    assert exit_code(["run", str(job), "--month", MONTH, "--restate", "--quiet"]) == 0
    before, now = manifest(blinded), manifest(job)

    assert now["release"] == "0002"
    assert now["counts"] == before["counts"]
    assert now["delivery"]["months"][MONTH]["links"] == {
        "gained": 0, "lost": 0, "other_person": 0, "other_rank": 0
    }  # fmt: skip


def test_people_who_come_to_be_one_are_told(blinded: Path, tmp_path: Path) -> None:
    """A record has the local identifier of the one and the number of the other."""
    shutil.copytree(blinded.parent, tmp_path / "world", symlinks=True)
    job = tmp_path / "world" / blinded.name
    add(job, "HES_APC_2021.txt", {**FIRST, "EPIKEY": "93", "NEWNHSNO": SECOND["NEWNHSNO"]})
    assert exit_code(["run", str(job), "--month", MONTH, "--restate", "--quiet"]) == 0

    changes = manifest(job)["people"]["changes"]
    assert changes == {"release": "0001", "merged": 1, "split": 0, "renewed": 0}
    listed = pq.read_table(job.parent / "out" / "secure" / "0002" / "people_changes.parquet").to_pylist()
    assert [row["what"] for row in listed] == ["merged", "merged"]
    assert len({row["was_person_id"] for row in listed}) == 2


def add(job: Path, name: str, *rows: dict[str, str]) -> None:
    """A file of a few more episodes; what a row does not say is blank."""
    header = (job.parent / "hes" / "HES_APC_1920.txt").read_text("ascii").partition("\n")[0]
    lines = ["|".join(row.get(column, "") for column in header.split("|")) for row in rows]
    (job.parent / "hes" / name).write_text("\n".join([header, *lines]) + "\n", "ascii")
