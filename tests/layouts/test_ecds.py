"""Layout ecds: an emergency attendance a row, under the names of the data set or of analysts' tables."""

from pathlib import Path

from linkage.engine.base import Engine
from tests.layouts.files import rows_of

COLUMNS = "record_key, person_key, nhs_number, birth_date, sex, postcode, start_date, departure_date"


def test_its_own_names(engine: Engine, tmp_path: Path) -> None:
    """The identifiers as in HES."""
    header = "EC_IDENT|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|ARRIVAL_DATE|EC_DEPARTURE_DATE"
    row = "1|P1|9990000018|1950-03-04|1|AB1 2CD|2019-11-04|2019-11-05"
    rows = rows_of(engine, tmp_path, "ecds", f"{header}\n{row}\n", COLUMNS)

    assert rows == [("1", "P1", "9990000018", "1950-03-04", "1", "AB1 2CD", "2019-11-04", "2019-11-05")]


def test_the_names_of_analysts(engine: Engine, tmp_path: Path) -> None:
    """And blanks for underscores."""
    header = "EC_Ident|Token_Person_ID|NHS Number|Person_Birth_Date|Person_Stated_Gender|Postcode|ArrivalDate"
    row = "1|P1|9990000018|1950-03-04|1|AB1 2CD|2019-11-04"
    rows = rows_of(engine, tmp_path, "ecds", f"{header}\n{row}\n", COLUMNS)

    assert rows == [("1", "P1", "9990000018", "1950-03-04", "1", "AB1 2CD", "2019-11-04", None)]


def test_names_of_other_extracts(engine: Engine, tmp_path: Path) -> None:
    """The record by another id, the provider in five characters, and where two names are there the usual one."""
    header = (
        "Generated_Record_ID|Token_Person_ID|NHS_Number|Date_of_Birth|Sex|Postcode|EC_Arrival_Date|EC_Arrival_Time|"
        "Departure_Date|PROCODE5|Der_Provider_Site_Code|AEATTENDCAT|Unique_CDS_identifier"
    )
    row = "7|P1|9990000018|1950-03-04|1|AB1 2CD|2019-11-04|10:00:00|2019-11-05|RXX00|RXX01|1|U7"
    columns = f"{COLUMNS}, arrival_time, provider_code, site_code, attendance_category"

    ((*person, time, provider, site, category),) = rows_of(
        engine, tmp_path, "ecds", f"{header}\n{row}\n", columns
    )

    assert person == ["7", "P1", "9990000018", "1950-03-04", "1", "AB1 2CD", "2019-11-04", "2019-11-05"]
    assert (time, provider, site, category) == ("10:00:00", "RXX00", "RXX01", "1")
