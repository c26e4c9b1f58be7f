"""People who come into HES: a thousand who are nobody's change nothing, and one who is like somebody undoes a link."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from linkage.api import Asked
from linkage.cli.main import exit_code
from linkage.release.record.manifest import read_manifest
from synthetic.deliveries.settings import YearSettings
from tests.workbooks import quick_workbook
from tests.years.compared import differences
from tests.years.conftest import BUSY
from tests.years.year_job import YearJob, begun, run_all, run_month

__all__ = ["quick_workbook"]

pytestmark = pytest.mark.slow

ALONE = replace(BUSY, deliveries=2, unrelated=0, look_alikes=0)
MANY = replace(ALONE, unrelated=1_000, unrelated_at=2)
ALIKE = replace(ALONE, look_alikes=1, look_alikes_at=2)
FIRST, SECOND, _ = ALONE.months


@pytest.fixture(params=["dmq_2015", "hes_did"])
def profile(request: pytest.FixtureRequest) -> str:
    """Each profile that ships."""
    return str(request.param)


def test_in_a_fresh_context_unrelated_people_change_no_id_and_no_link(tmp_path: Path, model: Path) -> None:
    """
    A month made with them and without, by the ranks alone; how crowded a postcode is beside all others may be another.

    Rank P weighs each person against all of HES: three times the people may undo a link that hung by a thread.
    """
    first, other = (second_delivery(settings, tmp_path, "dmq_2015", model) for settings in (ALONE, MANY))

    told = differences(first.release, other.release)
    assert not [found for found in told if found.table != "statistics" and found.column != "match_rank"]


def test_unrelated_people_change_nothing_that_is_published(profile: str, tmp_path: Path, model: Path) -> None:
    """They come after the month: nothing is affected, and with `--changed` there is no release."""
    job = second_delivery(ALONE, tmp_path, profile, model)
    before = published_files(job)
    outcome = come(job, MANY, profile, model)

    assert outcome == "0001"
    assert published_files(job) == before


def test_beside_unrelated_people_a_month_is_made_again_as_without_them(
    profile: str, tmp_path: Path, model: Path
) -> None:
    """The next month is published and an event of the first corrected: of the first, no value is another for them."""
    jobs = [second_delivery(ALONE, tmp_path / name, profile, model) for name in ("without", "with")]
    for job, settings in zip(jobs, (ALONE, MANY), strict=True):
        come(job, settings, profile, model, corrected=True)
    without, beside = jobs

    assert read_manifest(beside.release / "manifest.json").made_again.keys() == {FIRST}
    told = differences(without.release, beside.release, FIRST, made_before=[FIRST])
    assert not told, "\n".join(map(str, told))


def test_a_look_alike_undoes_a_link_and_the_comparison_says_so(
    profile: str, tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One event is no longer linked, and no other changes its person: in the tables, the run and `releases diff`."""
    job = second_delivery(ALONE, tmp_path, profile, model)
    first = job.release.resolve()
    assert come(job, ALIKE, profile, model) == "0002"

    links = {found.column: found.rows for found in differences(first, job.release) if found.table == "links"}
    assert links["status"] == links["person_id"] == 1
    delivery = read_manifest(job.release / "manifest.json").delivery
    assert delivery is not None
    change = delivery.months[FIRST].links
    assert change is not None
    assert change.model_dump() == {"gained": 0, "lost": 1, "other_person": 0, "other_rank": 0}
    capsys.readouterr()
    assert exit_code(["releases", "diff", str(job.file), "1", "2", "--json"]) == 0
    (month,) = json.loads(capsys.readouterr().out)["months"]
    assert month["links"] == {**dict.fromkeys(month["links"], 0), "lost": 1}
    assert month["reasons"]["hes_identity"] == 1


def second_delivery(settings: YearSettings, folder: Path, profile: str, model: Path) -> YearJob:
    """The first month made from what lies in the folder after the second delivery."""
    job = begun(settings, folder / f"{settings.unrelated}-{settings.look_alikes}", profile, model)
    job.year.deliver(2, job.folder)
    run_month(job, FIRST)
    return job


def come(job: YearJob, settings: YearSettings, profile: str, model: Path, *, corrected: bool = False) -> str:
    """
    Whoever comes with `settings` comes into the files of `job`, then `--changed`; gives the current release's number.

    Where `corrected`, an event of the first month has another sex as well, one that no other file holds, and the next
    month is run.
    """
    there = begun(settings, job.folder.parent / "come", profile, model)
    there.year.deliver(2, there.folder)
    for path in sorted((there.folder / "hes").iterdir()):
        shutil.copy(path, job.folder / "hes" / path.name)
    if corrected:
        file = job.folder / "did" / f"DID_{FIRST}.csv"
        lines = file.read_text("utf-8").splitlines(keepends=True)
        others = [path.read_text("utf-8") for path in file.parent.iterdir() if path != file]
        place = next(n for n, line in enumerate(lines) if not any(line in other for other in others))
        cells = lines[place].split(",")
        cells[4] = "9"
        lines[place] = ",".join(cells)
        file.write_text("".join(lines), "utf-8")
    run_all(job, Asked((SECOND,) if corrected else (), changed=True))
    return job.release.resolve().name


def published_files(job: YearJob) -> dict[str, str]:
    """Every file of the release that is shown, with its digest."""
    return {
        path.relative_to(job.release).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(job.release.rglob("*"))
        if path.is_file()
    }
