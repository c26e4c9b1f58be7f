"""
Imaging events as NHS England writes them for the cancer registry: 19 columns under a header.

The referrer and the SNOMED CT code are those that NHS England derived: a referrer that is none is 99, and an event that
was sent with a NICIP code alone has the SNOMED CT code which that maps to. PATIENT_ID is the registry's own, and no
person key of HES: it is passed over. Source: Reusable-Code-Library, test 00021_ncras_cohort_daily_extract.
"""

from linkage.layouts import did_v1_csv
from linkage.layouts.layout import Layout
from linkage.layouts.named.renamed import renamed
from linkage.words.names import TIMES

LAYOUT = Layout(
    name="ncras_csv",
    dataset="did",
    meaning="the cancer registry's extract of imaging events (NCRAS), 19 columns under a header",
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
            ("referrer", "DERIVED_REFERRER_CODE"),
            ("referring_organisation", "REFERRER_ORGANISATION_CODE"),
            ("request_date", "DIAGNOSTIC_TEST_REQUEST_DATE"),
            ("received_date", "DIAGNOSTIC_TEST_REQUEST_RECEIVED_DATE"),
            ("imaging_code_nicip", "IMAGING_CODE_NICIP"),
            ("imaging_code_snomed", "DERIVED_IMAGING_CODE_SNOMED_CT"),
            ("test_date", "DIAGNOSTIC_TEST_DATE"),
            ("report_date", "SERVICE_REPORT_ISSUE_DATE"),
            ("site_code", "PROVIDER_SITE_CODE"),
            ("accession_number", "RADIOLOGICAL_ACCESSION_NUMBER"),
        ),
    ),
    cannot_carry=("provider_code", *TIMES),
)
