"""Deaths, lookups and ECDS are read like the other files: by name, every row accounted for."""

from pathlib import Path

import pytest

from linkage.engine.base import Engine
from linkage.errors import InputError
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source


def supplied(dataset: str, path: Path, content: str, **names: str) -> Source:
    """One file of one data set, comma-separated."""
    path.write_text(content, "utf-8")
    person = "HESID" if dataset in {"deaths", "ecds"} else None
    return Source(dataset, (path,), ",", names, person, (), path.parent)


def test_the_postcode_directory_has_several_spellings(engine: Engine, tmp_path: Path) -> None:
    """The best of them is read, whatever their order, and areas by the newest name; unknown columns are passed over."""
    directory = (
        "pcd,pcd2,pcds,dointr,ctry,rgn,icb,lsoa11,lsoa21,imd\n"
        "AB101AA,AB10 1AA,AB10 1AA,198001,E92000001,E12000001,E54000001,E01000011,E01000021,17\n"
        ",,,198001,E92000001,E12000001,E54000001,E01000011,E01000021,17\n"
    )
    read_inputs(engine, [supplied("postcode_directory", tmp_path / "onspd.csv", directory)])

    columns = "record_key, lsoa, icb, region, country, deprivation_rank"
    assert engine.rows(f"select {columns} from postcode_directory_raw") == [
        ("AB10 1AA", "E01000021", "E54000001", "E12000001", "E92000001", "17")
    ]
    assert engine.rows("select dataset, reason from quarantine") == [
        ("postcode_directory", "record_key_missing")
    ]
    assert engine.rows("select rows_read, rows_accepted, rows_quarantined from input_file") == [(2, 1, 1)]


def test_an_older_directory(engine: Engine, tmp_path: Path) -> None:
    """One spelling is enough, and so are the columns it has."""
    read_inputs(engine, [supplied("postcode_directory", tmp_path / "old.csv", "PCD7,LSOA11\nAB1 1AA,E01\n")])

    assert engine.rows("select record_key, lsoa, icb from postcode_directory_raw") == [
        ("AB1 1AA", "E01", None)
    ]


def test_a_directory_by_a_name_of_its_own(engine: Engine, tmp_path: Path) -> None:
    """The job may say what a column is called."""
    source = supplied("postcode_directory", tmp_path / "own.csv", "pcds,board\nAB1 1AA,I1\n", board="icb")
    read_inputs(engine, [source])

    assert engine.rows("select record_key, icb from postcode_directory_raw") == [("AB1 1AA", "I1")]


def test_deaths(engine: Engine, tmp_path: Path) -> None:
    """By the person key the job names; a row without one cannot be used."""
    source = supplied("deaths", tmp_path / "deaths.csv", "HESID,DOD\nP1,2026-04-01\n,2026-04-02\n")
    read_inputs(engine, [source])

    assert engine.rows("select person_key, death_date from deaths_raw") == [("P1", "2026-04-01")]
    assert engine.rows("select reason from quarantine") == [("person_key_missing",)]


def test_imaging_codes_with_commas_in_words(engine: Engine, tmp_path: Path) -> None:
    """The lookup is a CSV file: a quoted word may hold the delimiter."""
    lookup = 'Imaging code,Modality,Body region,Sex\nUPELV,Ultrasound,"Pelvis, female",2\n'
    read_inputs(engine, [supplied("modality", tmp_path / "codes.csv", lookup)])

    columns = "record_key, modality, body_region, sex, body_system"
    assert engine.rows(f"select {columns} from modality_raw") == [
        ("UPELV", "Ultrasound", "Pelvis, female", "2", None)
    ]


@pytest.mark.parametrize(
    ("dataset", "content", "told"),
    [
        ("deaths", "HESID,BORN\nP1,2026-04-01\n", "the header lacks DATE_OF_DEATH"),
        ("deaths", "WHO,DOD\nP1,2026-04-01\n", "the header lacks HESID"),
        ("modality", "imaging_code,kind\nXCHES,X-ray\n", "the header lacks MODALITY"),
        ("postcode_directory", "lsoa11,imd\nE01,1\n", "the header lacks PCDS"),
        ("ecds", "EC_IDENT,HESID\n1,P1\n", "the header lacks NEWNHSNO, DOB, SEX, HOMEADD, ARRIVAL_DATE"),
    ],
)
def test_a_header_that_lacks_a_column(
    engine: Engine, tmp_path: Path, dataset: str, content: str, told: str
) -> None:
    """Which, in which file, and where to say what it is called."""
    with pytest.raises(InputError) as refused:
        read_inputs(engine, [supplied(dataset, tmp_path / "file.csv", content)])

    assert told in str(refused.value)
    assert "file.csv, line 1" in str(refused.value)
    key = {"ecds": "hes.ecds", "deaths": "deaths"}.get(dataset, f"lookups.{dataset}")
    assert f"[{key}.columns]" in str(refused.value)


def test_no_header_at_all_names_no_setting_that_is_not_there(engine: Engine, tmp_path: Path) -> None:
    """Only hospital tables have a column order."""
    with pytest.raises(InputError) as refused:
        read_inputs(engine, [supplied("modality", tmp_path / "codes.csv", "XCHES,X-ray\nXHANR,X-ray\n")])

    assert "column_order" not in str(refused.value)


def test_ecds_by_the_names_of_the_analyst_tables(engine: Engine, tmp_path: Path) -> None:
    """Identifiers under their usual names there."""
    content = (
        "EC_Ident,HESID,NHS_Number,Date_of_Birth,Sex,Postcode,Arrival_Date,Arrival_Time,EC_Departure_Date\n"
        "1,P1,9990000018,1980-01-01,1,AB1 1AA,2026-04-01,10:00:00,2026-04-02\n"
    )
    read_inputs(engine, [supplied("ecds", tmp_path / "ecds.csv", content)])

    columns = (
        "record_key, person_key, nhs_number, birth_date, postcode, start_date, arrival_time, departure_date"
    )
    assert engine.rows(f"select {columns} from ecds_raw") == [
        ("1", "P1", "9990000018", "1980-01-01", "AB1 1AA", "2026-04-01", "10:00:00", "2026-04-02")
    ]
