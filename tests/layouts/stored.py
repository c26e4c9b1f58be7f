"""One event under the headers of the stored shapes of imaging events, as NHS England writes them."""

from collections.abc import Mapping

from synthetic.shapes.stored_headers import ANALYST, NCRAS, TABLE

__all__ = ["ANALYST", "COLUMNS", "EVENT", "NCRAS", "ROW", "TABLE", "line"]


def line(header: str, values: Mapping[str, str]) -> str:
    """A row under a header: `values` by name, every other field an x that is read as nothing we know."""
    return ",".join(values.get(name, "x") for name in header.split(","))


ROW = {
    "NHS_NUMBER": "9990000018",
    "NHS Number": "9990000018",
    "NHS_NUMBER_STATUS": "01",
    "NHSNumber Status": "01",
    "DATE_OF_BIRTH": "1950-03-04",
    "Date of Birth": "1950-03-04",
    "ETHNIC_CATEGORY_CODE": "A",
    "Ethnic Category Code": "A",
    "GENDER_CODE": "1",
    "Gender Code": "1",
    "POSTCODE": "AB1 2CD",
    "Postcode": "AB1 2CD",
    "GP_CODE": "A81001",
    "GP Code": "A81001",
    "PATIENT_SOURCE_SETTING": "3",
    "Patient Source Setting": "03",
    "DERIVED_REFERRER_CODE": "99",
    "REFERRER_CODE": "C1234567",
    "Referrer Code": "C1234567",
    "REFERRER_ORGANISATION_CODE": "RXX",
    "Referring Org Code": "RXX",
    "DIAGNOSTIC_TEST_REQUEST_DATE": "2019-10-01",
    "Diagnostic Test DateRequest": "2019-10-01",
    "DIAGNOSTIC_TEST_REQUEST_RECEIVED_DATE": "2019-10-02",
    "Diagnostic Test ReqRecDate": "2019-10-02",
    "IMAGING_CODE_NICIP": "CHEST",
    "ImagingCode(NICIP)": "CHEST",
    "IMAGING_CODE_SNOMED_CT": "399208008",
    "DERIVED_IMAGING_CODE_SNOMED_CT": "399208008",
    "ImagingCode SNOMEDCT": "399208008",
    "DIAGNOSTIC_TEST_DATE": "2019-11-05",
    "Diagnostic Test Date": "2019-11-05",
    "SERVICE_REPORT_ISSUE_DATE": "2019-11-20",
    "ServiceReport Issue Date": "2019-11-20",
    "PROVIDER_CODE": "RXX",
    "ProviderCode": "RXX",
    "PROVIDER_SITE_CODE": "rxx01",
    "Provider Site Code": "rxx01",
    "RADIOLOGICAL_ACCESSION_NUMBER": "acc 1",
    "Radiological Accession Number": "acc 1",
}
"""What one event says, by every name that a stored shape has for it."""
COLUMNS = (
    "nhs_number, nhs_number_status, birth_date, ethnic_category, sex, postcode, gp_practice, referrer, "
    "referring_organisation, request_date, received_date, cast(test_date as string), imaging_code_nicip, "
    "imaging_code_snomed, report_date, provider_code, site_code, accession_number"
)
EVENT = (
    "9990000018", "01", "1950-03-04", "A", "1", "AB1 2CD", "A81001", "C1234567", "RXX", "2019-10-01", "2019-10-02",
    "2019-11-05", "CHEST", "399208008", "2019-11-20", "RXX", "RXX01", "ACC 1",
)  # fmt: skip
"""The same as the raw table has it, under COLUMNS."""
