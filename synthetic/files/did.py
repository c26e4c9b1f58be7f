"""The imaging file, the truth files and the lists: every column in order, with what fills it."""

from collections.abc import Mapping

from ..errors.imaging_errors import STRUCK

DID: Mapping[str, str] = {
    "NHS_NUMBER": "case when fault is distinct from 'unfinished' then nhs_number end",
    "NHS_NUMBER_STATUS_IND": "case when fault is distinct from 'unfinished' then nhs_number_status else '03' end",
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
    "DIAGNOSTIC_TEST_DATE": "case when fault is distinct from 'no test date' then test_date end",
    "IMAGING_CODE_NICIP": "imaging_code_nicip",
    "IMAGING_CODE_SNOMED": "imaging_code_snomed",
    "SERVICE_REPORT_DATE": "case when fault is distinct from 'unfinished' then report_date end",
    "SITE_CODE_IMAGING": "site_code",
    "RADIOLOGICAL_ACCESSION_NUM": """case when fault = 'no accession number' then null
            when fault = 'one field too many' then concat(accession_number, ',') else accession_number end""",
}
"""DID version 1: 18 columns, comma separated, no header; a broken row has 19 fields or lacks its key."""

DID_SOURCE = """world_submission
        join world_event using (test_number)
        join world_event_identity using (test_number)"""
"""One row per row of the DID files."""

DID_ORDER = "site_code, accession_number, fault nulls last"
"""Order of rows in a file: a broken row comes before the good one."""

TRUTH: Mapping[str, str] = {
    "site_code": "site_code",
    "accession_number": "accession_number",
    "person_id": "person_id",
    "relation": "relation",
    "episode_key": "episode_key",
}
"""One row per event."""

TRUTH_SOURCE = "world_truth join world_event using (test_number)"
TRUTH_ORDER = "date_trunc('month', test_date), site_code, accession_number"

ERRORS: Mapping[str, str] = {
    "site_code": "site_code",
    "accession_number": "accession_number",
    "error": "error",
    "kind": "kind",
}
"""One row per event and rule that struck it, with the kind of error."""

ERRORS_SOURCE = f"""(
        unpivot world_error on {", ".join(STRUCK)} into name error value kind
    ) as struck join world_event using (test_number)"""
ERRORS_ORDER = f"{TRUTH_ORDER}, error"

SAME_PERSON: Mapping[str, str] = {"person_id": "person_id", "other_person_id": "other_person_id"}
"""One row per person with two keys."""

SAME_PERSON_SOURCE = "(select * from world_person where other_person_id is not null) as person"

DEATHS: Mapping[str, str] = {"TOKEN_PERSON_ID": "person_id", "DATE_OF_DEATH": "death_date"}
"""One row per person in HES who died within the two years, by the key of the own trust."""

DEATHS_SOURCE = """(
        select person_id, death_date from world_person
        join world_patient_with_record using (person_number)
        where death_date is not null
    ) as person"""
