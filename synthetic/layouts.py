"""The imaging file and the truth file: every column in order, with the expression that fills it."""

from collections.abc import Mapping

DID: Mapping[str, str] = {
    "NHS_NUMBER": "nhs_number",
    "NHS_NUMBER_STATUS_IND": "nhs_number_status",
    "PERSON_BIRTH_DATE": "birth_date",
    "ETHNIC_CATEGORY": "ethnic_category",
    "PERSON_GENDER_CODE": "sex",
    "POSTCODE": "postcode",
    "PRACTICE_CODE": "gp_practice",
    "PATIENT_SOURCE_SETTING": "setting",
    "REFERRER": "referrer",
    "REFERRING_ORG_CODE": "referring_organisation",
    "DIAGNOSTIC_TEST_REQUEST_DATE": "request_date",
    "DIAG_TEST_REQUEST_REC_DATE": "received_date",
    "DIAGNOSTIC_TEST_DATE": "test_date",
    "IMAGING_CODE_NICIP": "imaging_code_nicip",
    "IMAGING_CODE_SNOMED": "imaging_code_snomed",
    "SERVICE_REPORT_DATE": "report_date",
    "SITE_CODE_IMAGING": "site_code",
    "RADIOLOGICAL_ACCESSION_NUM": "accession_number",
}
"""DID version 1: 18 columns, comma separated, no header."""

TRUTH: Mapping[str, str] = {
    "site_code": "site_code",
    "accession_number": "accession_number",
    "person_id": "person_id",
    "relation": "relation",
    "episode_key": "episode_key",
}
"""One row per DID row, in the same order."""

DID_SOURCE = "world_event join world_event_identity using (test_number)"
TRUTH_SOURCE = "world_truth join world_event using (test_number)"
"""Where the columns come from: one row per event."""

ORDER = "site_code, accession_number"
"""Order of rows in both files, within a month."""
