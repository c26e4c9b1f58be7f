"""Layout did_v1_csv: 18 fields in their order, or found by name under a header."""

from pathlib import Path

from linkage.engine.base import Engine
from tests.layouts.files import absent, rows_of

ROW = (
    "9990000018,01,1950-03-04,A,1,AB1 2CD,A81001,03,C1234567,RXX,2019-10-01,2019-10-02,2019-11-05,CHEST,399208008,"
    "2019-11-20,rxx01,acc 1"
)
NATIONAL = "Radiological_Accession_Number,Provider_Site_Code,Diagnostic Test Date,NHS_Number,Date_of_Birth,Gender_Code"
REST = (
    "NHS_NUMBER_STATUS",
    "ETHNIC_CATEGORY_CODE",
    "GP_CODE",
    "PATIENT_SOURCE_SETTING",
    "REFERRER_CODE",
    "REFERRER_ORGANISATION_CODE",
    "DIAGNOSTIC_TEST_REQUEST_DATE",
    "DIAGNOSTIC_TEST_REQUEST_RECEIVED_DATE",
    "SERVICE_REPORT_ISSUE_DATE",
)
COLUMNS = "nhs_number, birth_date, sex, postcode, cast(test_date as string), site_code, accession_number, provider_code"


def test_by_place(engine: Engine, tmp_path: Path) -> None:
    """Keys in capitals; the provider is of files with a header alone."""
    rows = rows_of(engine, tmp_path, "did_v1_csv", f"{ROW}\n", COLUMNS)

    assert rows == [("9990000018", "1950-03-04", "1", "AB1 2CD", "2019-11-05", "RXX01", "ACC 1", None)]
    assert absent(engine) == set()


def test_by_name(engine: Engine, tmp_path: Path) -> None:
    """The names of the national table, in any order and case, and a provider beside the 18."""
    header = f"{NATIONAL},Postcode_of_Usual_Address,ORG_CODE_PROVIDER,{','.join(REST)}"
    row = "acc 1,rxx01,2019-11-05,9990000018,1950-03-04,1,AB1 2CD,RXX" + "," * len(REST)
    rows = rows_of(engine, tmp_path, "did_v1_csv", f"{header}\n{row}\n", COLUMNS)

    assert rows == [("9990000018", "1950-03-04", "1", "AB1 2CD", "2019-11-05", "RXX01", "ACC 1", "RXX")]


def test_a_date_of_another_spelling_is_read_too(engine: Engine, tmp_path: Path) -> None:
    """By the order of day and month that the layout has, where no date of the file tells; and it is noted."""
    other = ROW.replace("2019-11-05", "05/11/2019")

    assert rows_of(engine, tmp_path, "did_v1_csv", f"{ROW}\n{other}\n", "cast(test_date as string)") == [
        ("2019-11-05",),
        ("2019-11-05",),
    ]
    assert engine.rows("select what, shape, records from value_note order by 1") == [
        ("mixed", "dd/mm/yyyy", 1),
        ("order_layout", "dd/mm/yyyy", 1),
    ]


def test_a_test_date_that_is_none_sets_its_row_aside(engine: Engine, tmp_path: Path) -> None:
    """Whatever its spelling."""
    others = [ROW.replace("2019-11-05", text) for text in ("2019-11-31", "31/11/2019", "soon")]

    assert rows_of(engine, tmp_path, "did_v1_csv", "\n".join([ROW, *others]), "row_number") == [(1,)]
    assert engine.rows("select row_number, reason from quarantine order by 1") == [
        (number, "test_date_invalid") for number in (2, 3, 4)
    ]
