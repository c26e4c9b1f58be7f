"""Pathways of a whole run: nothing lost between files and release, and what the user supplied is in it."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from linkage.cli.main import exit_code
from synthetic.settings import WorldSettings
from synthetic.world import make_world
from tests.acceptance.conftest import MONTH


def query(job: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows from the tables of a job's current release, by their names."""
    release = (job.parent / "out" / "current").resolve()
    with duckdb.connect() as connection:
        for table in ("links", "pathways", "events", "spells", "cips", "statistics"):
            connection.execute(
                f"create view {table} as from read_parquet('{release}/{table}/**/*.parquet', hive_partitioning = true)"
            )
        return connection.execute(sql).fetchall()


def test_no_event_is_lost_and_each_linked_one_has_one_primary_relation(published: Path) -> None:
    """links, events and pathways are of the same events."""
    apart = """
        select count(*) from links full join events using (event_id)
        where links.status is null or events.status is null"""
    assert query(published, apart) == [(0,)]
    primary = """
        select count(*) from links
        left join (select event_id, count(*) as many from pathways where is_primary group by event_id) using (event_id)
        where coalesce(many, 0) <> case when status = 'linked' then 1 else 0 end"""
    assert query(published, primary) == [(0,)]
    carried = """
        select count(*) from events join pathways using (event_id)
        where is_primary and (primary_relation <> relation or events.match_rank <> pathways.match_rank)"""
    assert query(published, carried) == [(0,)]


def test_every_episode_is_in_one_spell_and_every_spell_in_one_cips(published: Path) -> None:
    """Counts of episodes and spells agree all the way up."""
    counted = """
        select (select sum(episodes) from spells), (select sum(episodes) from cips),
            (select count(*) from spells), (select sum(spells) from cips),
            (select count(*) from spells where cips_id not in (select cips_id from cips))"""
    ((episodes, episodes_up, spells, spells_up, lost),) = query(published, counted)
    assert (episodes, spells, lost) == (episodes_up, spells_up, 0)
    assert episodes


def test_what_was_supplied_is_looked_up(published: Path) -> None:
    """Areas, examinations and deaths of the world's own files; nothing of the postcode itself."""
    ((events, areas, known, letters),) = query(
        published,
        """select count(*), count(lsoa), count(deprivation_decile),
            count(*) filter (modality_source <> 'lookup') from events""",
    )
    assert letters == 0
    assert areas == known
    assert 0.8 * events < areas < events
    assert query(published, "select count(*) from events where days_to_death is not null")[0][0]
    columns = {row[0] for row in query(published, "describe events")}
    assert not columns & {"postcode", "birth_date", "nhs_number"}
    manifest = json.loads((published.parent / "out" / "current" / "manifest.json").read_text())
    assert {Path(read["path"]).name for read in manifest["inputs"]} >= {
        "deaths.csv",
        "postcode_directory.csv",
        "modality.csv",
    }


def test_statistics_of_care_reconcile(published: Path) -> None:
    """Parts add up to wholes that other tables have."""
    statistics = "select coalesce(sum(numerator), 0) from statistics where \"table\" = '{}' and {}"

    def total(table: str, condition: str) -> int:
        return int(query(published, statistics.format(table, condition))[0][0])

    for setting in ("admitted", "emergency", "outpatient", "any"):
        of = f"category = '{setting}' and measure = "
        with_imaging = total("patients_by_setting", f"{of} 'with_imaging'")
        without = total("patients_by_setting", f"{of} 'without_imaging'")
        assert with_imaging + without == total("patients_by_setting", f"{of} 'patients'") > 0
    examinations = total("modality_by_setting", "measure = 'examinations'")
    assert [(examinations,)] == query(published, "select count(*) from events where not is_repeat")
    flagged = total("implausible", "breakdown = 'month' and measure = 'any'")
    assert [(flagged,)] == query(
        published,
        "select count(*) from events where after_death or before_birth or in_two_hospitals or sex_impossible or "
        "mothers_number",
    )
    by_setting = total("concordance", "breakdown like 'source_setting.%'")
    assert [(by_setting,)] == query(published, "select count(*) from events where status = 'linked'")
    missing = "select count(*) from statistics where value is null and \"table\" not in ('linkage_error')"
    assert query(published, missing) == [(0,)]


@pytest.fixture(scope="module")
def ecds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job file of a world whose emergency care is ECDS, linked by number."""
    folder = tmp_path_factory.mktemp("ecds") / "world"
    make_world(
        folder, WorldSettings(people=3_000, seed=3, events_per_person_month=0.2, emergency_care="ecds")
    )
    job = folder / "job.toml"
    job.write_text(job.read_text("utf-8").replace('"hes_did"', '"dmq_2015"'), "utf-8")
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0
    return job


@pytest.mark.slow
def test_emergency_care_by_ecds(ecds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The attendances of the other layout: their people are in the index, their relations are the true ones."""
    truth = ecds.parent / "truth" / "truth.csv"
    assert exit_code(["evaluate", str(ecds), "--truth", str(truth), "--json"]) == 0

    relations = {share["name"]: share for share in json.loads(capsys.readouterr().out)["relations"]}
    assert relations["AE_SAME_DAY"]["value"] >= 0.9
    for name in ("AE_SAME_DAY", "AE_THEN_ADMITTED"):
        assert relations[name]["listed"] >= 0.97 * relations[name]["denominator"] > 0
    sources = query(ecds, "select distinct episode_source from pathways where relation like 'AE_%'")
    assert sources == [("ECDS",)]
    of_ecds = query(ecds, "select count(*) from statistics where breakdown = 'ecds.nhs_number'")
    assert of_ecds[0][0]
