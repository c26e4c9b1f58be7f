"""The files of a world: real layouts, one truth row per event, the same bytes from the same settings."""

import json
import re
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from linkage.engine.duckdb import DuckDBEngine, Session
from synthetic import world
from synthetic.world import WorldSummary

Record = dict[str, str]
Made = Callable[..., tuple[Path, WorldSummary]]

HEADERS = {
    "APC": """FYEAR PARTYEAR EPIKEY TOKEN_PERSON_ID NEWNHSNO DOB SEX HOMEADD ETHNOS GPPRAC PROCODET PROCODE3
        SITETRET PROVSPNOPS ADMIDATE ADMIMETH ADMISORC EPISTART EPIEND EPIORDER EPISTAT EPITYPE CLASSPAT
        ADMINCAT DISDATE DISMETH DISDEST MAINSPEF TRETSPEF DIAG_01 DIAG_02 OPERTN_01 AEKEY SUSRECID LOPATID""",
    "OP": """FYEAR ATTENDKEY TOKEN_PERSON_ID NEWNHSNO DOB SEX HOMEADD ETHNOS GPPRAC PROCODET PROCODE3 SITETRET
        APPTDATE ADMINCAT ATTENDED FIRSTATT ATENTYPE OUTCOME PRIORITY REFSOURC REQDATE MAINSPEF TRETSPEF DIAG_01
        OPERTN_01 LOPATID""",
    "AE": """FYEAR AEKEY TOKEN_PERSON_ID NEWNHSNO DOB SEX HOMEADD ETHNOS GPPRAC PROCODET PROCODE3 SITETRET
        ARRIVALDATE ARRIVALTIME DEPTIME AEATTENDCAT AEATTENDDISP AEDEPTTYPE AEREFSOURCE AEARRIVALMODE EPIKEY
        INVEST_01 DIAG_01 LOPATID""",
}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by relative path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_settings_give_the_same_bytes_on_any_number_of_threads(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = made("first")
    monkeypatch.setattr(world, "session", lambda directory, _: Session(folders=(directory,), threads=1))
    second, _ = made("second")

    assert contents(first) == contents(second)
    assert sorted(contents(first)) == [
        "did/DID_2019-11.csv",
        "did/DID_2019-12.csv",
        *(f"hes/HES_{dataset}_{year}.txt" for dataset in ("AE", "APC", "OP") for year in ("1819", "1920")),
        "job.toml",
        "lookups/deaths.csv",
        "lookups/modality.csv",
        "lookups/postcode_directory.csv",
        "lookups/sites.csv",
        "truth/errors.csv",
        "truth/same_person.csv",
        "truth/truth.csv",
        "world.json",
    ]


def test_making_a_world_again_leaves_it_as_it_was(made: Made) -> None:
    folder, _ = made()
    before = contents(folder)
    made()

    assert contents(folder) == before


@pytest.mark.slow
def test_a_job_file_that_somebody_has_changed_is_left_alone(made: Made) -> None:
    folder, _ = made()
    (folder / "job.toml").write_text("# mine")
    made()

    assert (folder / "job.toml").read_text() == "# mine"


def test_an_imaging_file_without_rows_is_not_written(made: Made) -> None:
    """A job would refuse it; in so small a world nothing may come late."""
    folder, summary = made(people=200, seed=11)

    assert not [path for path in (folder / "did").iterdir() if not path.read_bytes()]
    assert {path for path in summary.rows if path.startswith("did/")} == {"did/DID_2019-11.csv"}


@pytest.mark.slow
def test_another_seed_gives_other_people(made: Made) -> None:
    first, _ = made("first", seed=1)
    second, _ = made("second", seed=2)

    for path in ("did/DID_2019-11.csv", "hes/HES_APC_1920.txt", "truth/truth.csv"):
        assert contents(first)[path] != contents(second)[path]


@pytest.mark.slow
def test_more_people_extend_the_smaller_world(made: Made, world_engine: DuckDBEngine) -> None:
    """A world of more people with the same seed holds every line of one that ends with a whole household."""
    people = int(
        str(world_engine.scalar("select max(person_number) from world_person where household < 150"))
    )
    raised = {"copied_records": 0.2, "default_dates": 0.2, "undated_people": 0.2, "postcode_errors": 20.0}
    small, _ = made("small", people=people, seed=5, **raised)
    large, _ = made("large", people=people + 700, seed=5, **raised)

    hospital = (f"hes/HES_{name}_{year}.txt" for name in ("APC", "OP", "AE") for year in ("1819", "1920"))
    for path in (
        *hospital,
        "did/DID_2019-11.csv",
        "truth/truth.csv",
        "truth/errors.csv",
        "lookups/deaths.csv",
    ):
        assert set((small / path).read_text().splitlines()) <= set((large / path).read_text().splitlines())


def test_did_lines_are_unquoted_text_of_eighteen_fields_but_for_broken_ones(busy_world: Path) -> None:
    for path in (busy_world / "did").glob("*.csv"):
        text = path.read_bytes().decode("ascii")

        assert text.endswith("\n")
        assert not set(text) & {'"', "\r"}
        assert {line.count(",") for line in text.splitlines()} <= {17, 18}


def test_did_fields_have_their_shapes(events: list[Record]) -> None:
    date = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    shapes = {
        "nhs_number": "([0-9]{10})?", "status": "0[1-8]", "birth_date": f"({date})?", "ethnic": "[A-HJ-NPRSZ]|99",
        "sex": "[0129]?", "postcode": "([A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2})?",
        "practice": "([A-PV][0-9]{5})?", "setting": "0[1-7]", "referrer": "([CG][0-9]{7}|X9999998)?",
        "request": f"({date})?", "received": f"({date})?",
        "test": date, "nicip": "([A-Z]{4,6})?", "snomed": "([0-9]+)?", "report": f"({date})?",
        "site": "RZ[1-9ABC]0[1-3]", "accession": "[A-Z0-9-]{1,20}",
    }  # fmt: skip
    for name, shape in shapes.items():
        assert all(re.fullmatch(shape, event[name]) for event in events), name

    assert all(event["nicip"] or event["snomed"] for event in events)
    for event in events:
        days = [event["request"], event["received"], event["test"], event["report"]]
        assert [day for day in days if day] == sorted(day for day in days if day)
        assert event["birth_date"] <= event["test"] or event["birth_date"][5:7] > "12"


def test_site_and_accession_number_are_the_key_and_truth_has_one_row_for_each(events: list[Record]) -> None:
    keys = [(event["site"], event["accession"]) for event in events]

    assert keys == [(event["truth_site_code"], event["truth_accession_number"]) for event in events]
    assert len(set(keys)) == len(keys)


def test_hes_files_have_upper_case_headers_with_the_required_names(busy_world: Path) -> None:
    for dataset, header in HEADERS.items():
        names = header.split()
        for path in (busy_world / "hes").glob(f"HES_{dataset}_*.txt"):
            lines = path.read_bytes().decode("ascii").splitlines()

            assert lines[0].split("|") == names
            assert {line.count("|") for line in lines} == {len(names) - 1}


def test_hes_rows_bear_identifiers_in_the_way_of_hes(hospital: dict[str, list[Record]]) -> None:
    for row in (row for dataset in hospital.values() for row in dataset):
        assert re.fullmatch("[0-9A-F]{32}", row["TOKEN_PERSON_ID"])
        assert re.fullmatch("[0-9A-Z]{2,4} {1,3}[0-9][A-Z]{2}", row["HOMEADD"]) and len(row["HOMEADD"]) == 8
        assert re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", row["DOB"])
        assert row["PROCODE3"] == row["PROCODET"]
        assert row["SITETRET"][:3] == row["PROCODET"] or (row["SITETRET"][:3], row["PROCODET"]) == (
            "RZC",
            "RZB",
        )


def test_episodes_of_a_spell_follow_one_another(hospital: dict[str, list[Record]]) -> None:
    """
    Boundary days are shared; only the last episode of a closed spell bears the discharge date.

    Of several records of an episode the one of the later year counts, and who has a record without its spell's number
    or its admission date is left out.
    """
    broken = {
        (row["TOKEN_PERSON_ID"], row["SITETRET"][:3])
        for row in hospital["APC"]
        if not row["PROVSPNOPS"] or row["ADMIDATE"] == "1800-01-01"
    }
    spells: dict[tuple[str, ...], dict[int, Record]] = {}
    for row in sorted(hospital["APC"], key=lambda row: row["FYEAR"]):
        whose = (row["TOKEN_PERSON_ID"], row["SITETRET"][:3])
        if whose not in broken:
            spell = (*whose, row["ADMIDATE"], row["PROVSPNOPS"])
            spells.setdefault(spell, {})[int(row["EPIORDER"])] = row
    assert broken
    for by_order in spells.values():
        rows = [by_order[order] for order in sorted(by_order)]

        assert [int(row["EPIORDER"]) for row in rows] == list(range(1, len(rows) + 1))
        assert rows[0]["EPISTART"] == rows[0]["ADMIDATE"]
        assert all(one["EPIEND"] == next_one["EPISTART"] for one, next_one in pairwise(rows))
        assert {row["DISDATE"] for row in rows[:-1]} <= {"1800-01-01"}
        assert rows[-1]["DISDATE"] in (rows[-1]["EPIEND"], "1800-01-01")
        assert all((row["EPISTAT"] == "1") == (row["EPIEND"] == "1800-01-01") for row in rows)
    assert max(map(len, spells.values())) > 1
    assert {"1", "2", "3"} <= {row["CLASSPAT"] for row in hospital["APC"]} <= {"1", "2", "3", "4"}
    assert any(row["EPISTAT"] == "1" for row in hospital["APC"])
    assert any(row["ADMISORC"] == "51" for row in hospital["APC"])


def test_attendances_and_episodes_carry_each_others_keys(hospital: dict[str, list[Record]]) -> None:
    """But for records that came twice, of which the second is named by nobody."""
    there = {row["AEKEY"]: row["EPIKEY"] for row in hospital["AE"] if row["EPIKEY"] != "0"}
    back = {(row["AEKEY"], row["EPIKEY"]) for row in hospital["APC"] if row["AEKEY"] != "0"}
    episodes = {row["EPIKEY"] for row in hospital["APC"]}

    assert there
    assert set(there.values()) <= episodes
    assert sum(link in back for link in there.items()) > 0.98 * len(there)


def test_keys_of_hes_rows_are_unique(hospital: dict[str, list[Record]]) -> None:
    for dataset, key in (("APC", "EPIKEY"), ("OP", "ATTENDKEY"), ("AE", "AEKEY")):
        keys = [row[key] for row in hospital[dataset]]
        assert len(set(keys)) == len(keys)


def test_world_json_counts_what_the_files_hold(busy_world: Path, events: list[Record]) -> None:
    told = json.loads((busy_world / "world.json").read_text())

    for path, rows in told["rows"].items():
        lines = (busy_world / path).read_text().count("\n")
        assert lines == rows + (not path.startswith("did/"))
    assert told["events"] == len(events)
    assert told["events_without_record"] == sum(not event["truth_person_id"] for event in events)


def test_the_job_file_finds_the_data(busy_world: Path) -> None:
    job = tomllib.loads((busy_world / "job.toml").read_text())

    assert len(list(busy_world.glob(job["did"]["paths"][0]))) == 3
    for dataset in ("apc", "op", "ae"):
        found = list(busy_world.glob(job["hes"][dataset]["paths"][0]))
        assert len(found) == 2
        assert job["hes"][dataset]["person_id"] in found[0].read_text().splitlines()[0].split("|")
