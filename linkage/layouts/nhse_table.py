"""
Imaging events as NHS England stores them: the national table `dids`, 83 columns, as text with a header or as Parquet.

The submitted values are read, under the names of the table; REFERRER_CODE has been checked there, one that is none
being 99. What was derived (age bands, descriptions, waits, modality) is passed over: the program derives its own.
So is Person_ID: it is there for every row, matched or not, and no link. Source: Reusable-Code-Library, outputs/dids.
"""

from linkage.layouts import did_v1_csv
from linkage.layouts.layout import Layout
from linkage.layouts.named.renamed import renamed
from linkage.words.names import TIMES

LAYOUT = Layout(
    name="nhse_table",
    dataset="did",
    meaning="the national table of imaging events as NHS England stores it (dids, 83 columns), as text or Parquet",
    columns=renamed(
        did_v1_csv.LAYOUT,
        (
            ("nhs_number", "NHS_NUMBER"),
            ("nhs_number_status", "NHS_NUMBER_STATUS"),
            ("birth_date", "DATE_OF_BIRTH"),
            ("ethnic_category", "ETHNIC_CATEGORY_CODE"),
            ("sex", "GENDER_CODE"),
            ("postcode", "POSTCODE"),
            ("gp_practice", "GP_CODE"),
            ("source_setting", "PATIENT_SOURCE_SETTING"),
            ("referrer", "REFERRER_CODE"),
            ("referring_organisation", "REFERRER_ORGANISATION_CODE"),
            ("request_date", "DIAGNOSTIC_TEST_REQUEST_DATE"),
            ("received_date", "DIAGNOSTIC_TEST_REQUEST_RECEIVED_DATE"),
            ("test_date", "DIAGNOSTIC_TEST_DATE"),
            ("report_date", "SERVICE_REPORT_ISSUE_DATE"),
            ("imaging_code_nicip", "IMAGING_CODE_NICIP"),
            ("imaging_code_snomed", "IMAGING_CODE_SNOMED_CT"),
            ("site_code", "PROVIDER_SITE_CODE"),
            ("provider_code", "PROVIDER_CODE"),
            ("accession_number", "RADIOLOGICAL_ACCESSION_NUMBER"),
        ),
    ),
    cannot_carry=TIMES,
)
