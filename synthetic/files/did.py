"""The imaging files: DID version 1, one file for each month."""

from collections.abc import Mapping

from ..settings import WorldSettings
from ..written.layout import Layout

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

ORDER = "site_code, accession_number, fault nulls last"
"""A broken row comes before the good one."""


def did_file(month: str) -> Layout:
    """The file of a month, YYYY-MM: one row per row of world_submission."""
    sent = f"""(
        select * from world_submission
        join world_event using (test_number)
        join world_event_identity using (test_number)
        where file_month = date '{month}-01'
    ) as sent"""
    return Layout(DID, sent, ORDER, header=False)


def file_months(settings: WorldSettings) -> tuple[str, ...]:
    """The DID files of a world, YYYY-MM: one for each month of imaging, and one more for what comes late."""
    starts = settings.month_starts
    year, month = starts[-1].year, starts[-1].month
    late = f"{year + month // 12}-{month % 12 + 1:02d}"
    return (*(f"{start:%Y-%m}" for start in starts), late)
