"""`linkage lookup`: what a run would use of a file, before any job names it; no value of a row is shown."""

import json
import tomllib
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.lookup.lookup_files import LookupFiles
from linkage.config.load import load_job
from tests.layouts.test_nicip_codes import NICIP
from tests.layouts.test_ods_organisations import line
from tests.layouts.test_snomed_modalities import ROW, as_json
from tests.tables import rows

FILES = {
    "onspd.csv": "pcds,lsoa21cd,lsoa11cd,rgn25cd,ctry25cd,imd20ind\n"
    "AB1 2CD,L2,L1,R1,E92000001,17\nAB1 3CD,L3,,,W92000004,9\n,,,,,\n",
    "own.csv": "postcode,rank,ctry\nAB1 2CD,17,E92000001\n",
    "ets.csv": line(ORGANISATION_CODE="A1B2C", OPEN_DATE="20210401", PARENT_ORGANISATION_CODE="RXA"),
    "succ.csv": '"RW3","R0A","R","20171001",""\n"RM2","R0A","R","20171001","F"\n',
    "exam.json": as_json(ROW),
    "nicip.json": as_json(NICIP, {**NICIP, "SHORT_CODE": "CLOST", "SCT_ID": "999999999"}),
    "names.csv": "code,name\nRXA,Alpha\n",
    "etr.csv": line(ORGANISATION_CODE="RXA", NAME="ALPHA", OPEN_DATE="19930401"),
}
VALUES = ("AB1", "L2", "E92", "A1B2C", "RXA", "R0A", "169069000", "Thoracic", "CCHES", "Alpha", "ALPHA")

LAYOUTS = rows("""
    lookup             | files                | layouts                          | says
    -------------------+----------------------+----------------------------------+--------------------
    postcode_directory | onspd.csv            | postcode_directory               | 2/2 0/2 0/2 1/2 1/2
    sites              | ets.csv              | ods_organisations                | 1/1 0/0 0/0
    sites              | ets.csv succ.csv     | ods_organisations ods_successors | 1/1 2/2 0/0
    modality           | exam.json            | snomed_modalities                | 1/1 0/1 1/1 0/1 0/1 0/1 0/1 0/1 0/1 0/0 0/1
    modality           | exam.json nicip.json | snomed_modalities nicip_codes    | 2/3 0/3 2/3 0/3 0/3 0/3 0/3 0/3 0/3 1/2 0/1
    provider_names     | names.csv etr.csv    | provider_names provider_names    | 1/1
""")  # noqa: E501 - a drawn table


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, "utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("drawn", LAYOUTS, ids=lambda row: str(row["files"]))
def test_layouts_and_what_they_say(drawn: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Each file known for itself; the page and the object say the same, and neither shows a value."""
    words = ["lookup", drawn["lookup"], *drawn["files"].split()]
    assert exit_code([*words, "--json"]) == 0
    looked = json.loads(capsys.readouterr().out)
    assert exit_code(words) == 0
    page, told = capsys.readouterr()

    assert [file["layout"] for file in looked["files"]] == drawn["layouts"].split()
    assert " ".join(f"{one['codes']}/{one['of']}" for one in looked["gives"]) == drawn["says"]
    assert all(f"{file['path']}: layout {file['layout']}, " in page for file in looked["files"])
    assert all(
        f"{one['meaning']}: {one['codes']} of {one['of']}" in page for one in looked["gives"] if one["of"]
    )
    assert not [value for value in VALUES if value in page + told + json.dumps(looked)]


def test_the_page_of_a_directory(capsys: pytest.CaptureFixture[str]) -> None:
    """Under which name each column is, how much is filled, what stays unknown, and what a job would say."""
    assert exit_code(["lookup", "postcode_directory", "onspd.csv"]) == 0
    page, told = capsys.readouterr()

    assert (
        page
        == """\
onspd.csv: layout postcode_directory, 3 rows, 1 set aside
  record_key         pcds, filled in 100.00%
  lsoa               lsoa21cd, filled in 100.00%
  icb                not there
  commissioner_area  not there
  region             rgn25cd, filled in 50.00%
  country            ctry25cd, filled in 100.00%
  deprivation_rank   imd20ind, filled in 100.00%, ranks over 32,844 areas of England

together:
  postcodes with a small area: 2 of 2 (100.00%)
  postcodes with an integrated care board: 0 of 2 (0.00%)
  postcodes with an area of a commissioner: 0 of 2 (0.00%)
  postcodes with a region: 1 of 2 (50.00%)
  postcodes with a tenth of deprivation: 1 of 2 (50.00%)
  unknown of every event: the integrated care board

in the job file:
  [lookups.postcode_directory]
  paths = ["onspd.csv"]
"""
    )
    assert "warning: [lookups.postcode_directory]: nothing fills ICB" in told


def test_names_of_the_users_own_are_tried(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """And the lines to write hold them: a job with these lines can be loaded."""
    words = [
        "lookup",
        "postcode_directory",
        "own.csv",
        "--column",
        "postcode=PCDS",
        "--column",
        "rank=IMD25",
        "--json",
    ]
    assert exit_code(words) == 0
    looked = json.loads(capsys.readouterr().out)

    assert looked["files"][0]["deprivation_areas"] == 33_755
    start = '[job]\nname = "a"\noutput = "out"\n[did]\npaths = ["*.csv"]\n[hes.apc]\npaths = ["*.txt"]\n'
    whole = f"{start}{looked['job']}\n"
    (tmp_path / "job.toml").write_text(whole, "utf-8")
    table = load_job(tmp_path / "job.toml").lookups.postcode_directory
    assert table is not None and table.columns == {"postcode": "PCDS", "rank": "IMD25"}


REFUSED = rows("""
    words                                            | code | told
    -------------------------------------------------+------+-----------------------------------------
    sites onspd.csv                                  | 3    | name it under [lookups.postcode_directory] paths
    modality succ.csv                                | 3    | name it under [lookups.sites] paths
    modality names.csv                               | 3    | lacks MODALITY
    postcode_directory nowhere.csv                   | 3    | is not there
    provider_names nowhere.csv                       | 3    | is not a file
    provider_names succ.csv                          | 3    | no columns `code` and `name`
    nonsense onspd.csv                               | 2    | 'nonsense' is not one of
    postcode_directory own.csv --column rank         | 2    | write the name in the files
    postcode_directory own.csv --column rank=NOTHING | 2    | no such column
    sites succ.csv --delimiter ;                     | 2    | a comma, a pipe or tab
""")


@pytest.mark.parametrize("drawn", REFUSED, ids=lambda row: str(row["words"]))
def test_refusals(drawn: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """As a run would refuse, with the words that help."""
    assert exit_code(["lookup", *drawn["words"].split()]) == int(drawn["code"])
    out, told = capsys.readouterr()

    assert out == "" and drawn["told"] in " ".join(told.split())


def test_the_lines_of_a_job_are_toml_whatever_the_names() -> None:
    """Characters beyond the first 65,536 too, which JSON writes as two halves."""
    asked = LookupFiles("sites", (Path('\U0001f4c1/"a".csv'),), {"MY \U0001f4c1": "SITE"})

    job = tomllib.loads(asked.job)

    assert job["lookups"]["sites"]["paths"] == ['\U0001f4c1/"a".csv']
    assert job["lookups"]["sites"]["columns"] == {"MY \U0001f4c1": "SITE"}
