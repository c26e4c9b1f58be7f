"""
Imaging events as providers submit them: Diagnostic Imaging Data Set version 1, 18 columns.

The aliases are the names of the stored national table and of its extracts.
"""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.spelt.shape import CODE_OF_TWO_DIGITS, DIGIT, ISO_DATE, NHS_NUMBER, POSTCODE, SNOMED

LAYOUT = Layout(
    name="did_v1_csv",
    dataset="did",
    meaning="imaging files in the layout of the Diagnostic Imaging Data Set, version 1, with or without a header",
    is_usual=True,
    header_names=15,
    columns=(
        InputColumn("nhs_number", "NHS_NUMBER", links=True, shape=NHS_NUMBER),
        InputColumn(
            "nhs_number_status",
            "NHS_NUMBER_STATUS_IND",
            shape=CODE_OF_TWO_DIGITS,
            aliases=("NHS_NUMBER_STATUS", "NHS_NUMBER_STATUS_INDICATOR_CODE"),
        ),
        InputColumn(
            "birth_date", "PERSON_BIRTH_DATE", links=True, shape=ISO_DATE, aliases=("DATE_OF_BIRTH",)
        ),
        InputColumn("ethnic_category", "ETHNIC_CATEGORY", aliases=("ETHNIC_CATEGORY_CODE",)),
        InputColumn(
            "sex",
            "PERSON_GENDER_CODE",
            links=True,
            shape=DIGIT,
            aliases=("GENDER_CODE", "PERSON_GENDER_CODE_CURRENT"),
        ),
        InputColumn(
            "postcode", "POSTCODE", links=True, shape=POSTCODE, aliases=("POSTCODE_OF_USUAL_ADDRESS",)
        ),
        InputColumn("gp_practice", "PRACTICE_CODE", aliases=("GP_CODE",)),
        InputColumn("source_setting", "PATIENT_SOURCE_SETTING", shape=CODE_OF_TWO_DIGITS),
        InputColumn("referrer", "REFERRER", aliases=("REFERRER_CODE",)),
        InputColumn(
            "referring_organisation",
            "REFERRING_ORG_CODE",
            aliases=("REFERRER_ORGANISATION_CODE", "REFERRING_ORGANISATION_CODE"),
        ),
        InputColumn("request_date", "DIAGNOSTIC_TEST_REQUEST_DATE", shape=ISO_DATE),
        InputColumn(
            "received_date",
            "DIAG_TEST_REQUEST_REC_DATE",
            shape=ISO_DATE,
            aliases=("DIAGNOSTIC_TEST_REQUEST_RECEIVED_DATE",),
        ),
        InputColumn("test_date", "DIAGNOSTIC_TEST_DATE", required=True, shape=ISO_DATE),
        InputColumn("imaging_code_nicip", "IMAGING_CODE_NICIP"),
        InputColumn(
            "imaging_code_snomed", "IMAGING_CODE_SNOMED", shape=SNOMED, aliases=("IMAGING_CODE_SNOMED_CT",)
        ),
        InputColumn(
            "report_date", "SERVICE_REPORT_DATE", shape=ISO_DATE, aliases=("SERVICE_REPORT_ISSUE_DATE",)
        ),
        InputColumn("request_time", "DIAGNOSTIC_TEST_REQUEST_TIME", beside=True),
        InputColumn("received_time", "DIAG_TEST_REQUEST_REC_TIME", beside=True),
        InputColumn("test_time", "DIAGNOSTIC_TEST_TIME", beside=True),
        InputColumn("report_time", "SERVICE_REPORT_TIME", beside=True),
        InputColumn(
            "provider_code",
            "PROVIDER_CODE",
            beside=True,
            aliases=("ORGANISATION_CODE_PROVIDER", "ORG_CODE_PROVIDER"),
        ),
        InputColumn(
            "site_code", "SITE_CODE_IMAGING", key=True, required=True, aliases=("PROVIDER_SITE_CODE",)
        ),
        InputColumn(
            "accession_number",
            "RADIOLOGICAL_ACCESSION_NUM",
            key=True,
            required=True,
            aliases=("RADIOLOGICAL_ACCESSION_NUMBER",),
        ),
    ),
)
