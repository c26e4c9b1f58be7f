"""On a world that has the cases: signs of a wrong link that are true pathways, signs that were missed, and repeats."""

import json
from pathlib import Path

import pytest

import linkage
from linkage.cli.main import exit_code
from linkage.reading.opened_release import OpenedRelease
from synthetic.settings import WorldSettings
from synthetic.world import make_world

CASES = WorldSettings(
    people=20_000, seed=77, events_per_person_month=0.2, both_limbs=0.5, repeated_elsewhere=0.1,
    ward_stays=0.05, outings=1.0, newborn_scan=1.0,
)  # fmt: skip
"""Many stays on wards for mental health with outings, every baby scanned, both limbs, tests made again elsewhere."""

IN_A_BED_ELSEWHERE = """
    select count(distinct event_id)
    from events
    join episodes on episodes.person_id = events.person_id and episodes.provider_code <> events.provider_code
      and episodes.episode_start < test_date and episodes.episode_end > test_date
    where source_setting in ('01', '02', '05')"""
"""Events that look as if somebody were in two hospitals, by dates and places alone."""

ALIKE = """
    select event_id, is_repeat, count(*) over of_day > 1 as of_one_region, count(*) over of_one > 1 as is_one
    from events
    where person_id is not null
    window of_day as (partition by person_id, test_date, modality, body_region),
        of_one as (
            partition by person_id, test_date, provider_code,
                coalesce(imaging_code_nicip, imaging_code_snomed, event_id))"""


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job of that world, published by the rules of 2015, which need no training."""
    folder = tmp_path_factory.mktemp("signs") / "world"
    make_world(folder, CASES)
    found = folder / "job.toml"
    found.write_text(found.read_text("utf-8").replace('"hes_did"', '"dmq_2015"'), "utf-8")
    assert exit_code(["run", str(found), "--month", CASES.month, "--quiet"]) == 0
    return found


@pytest.fixture
def release(job: Path) -> OpenedRelease:
    """What was published."""
    return linkage.open_release(job.parent / "out")


@pytest.mark.slow
def test_the_signs_are_of_wrong_links(
    job: Path, release: OpenedRelease, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Somebody brought from a ward shows none; a baby under the mother's number does, and is somebody else indeed.

    Every examination that was sent twice is told as that, and so are two films of one code and day.
    """
    truth = job.parent / "truth" / "truth.csv"
    assert exit_code(["evaluate", str(job), "--truth", str(truth), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    signs = {sign["sign"]: sign for sign in found["signs"]}

    assert release.sql(IN_A_BED_ELSEWHERE).fetchall()[0][0] > 0
    assert signs["in_two_hospitals"]["told"] == signs["in_two_hospitals"]["wrong"] == 0
    assert signs["mothers_number"]["told"] == signs["mothers_number"]["wrong"] > 0
    repeats = found["repeats"]
    assert 0 < repeats["right"] == repeats["true"] < repeats["told"]
    assert repeats["told"] == release.sql("select count(*) from events where is_repeat").fetchall()[0][0]


@pytest.mark.slow
def test_two_limbs_and_two_trusts_are_no_repeats(release: OpenedRelease) -> None:
    """By region and day many events look like repeats; those are that share code and provider."""
    found = release.sql(f"""
        select count(*) filter (is_repeat), count(*) filter (is_repeat and not is_one),
            count(*) filter (of_one_region and not is_one)
        from ({ALIKE})""").fetchall()[0]

    repeats, of_nothing, alike_alone = found
    assert repeats > 0
    assert of_nothing == 0
    assert alike_alone > repeats
