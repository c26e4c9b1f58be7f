"""Headers of the stored shapes of imaging events, as NHS England writes them, and one row under each."""

from collections.abc import Mapping

NCRAS = (
    "PATIENT_ID,NHS_NUMBER,NHS_NUMBER_STATUS,DATE_OF_BIRTH,ETHNIC_CATEGORY_CODE,GENDER_CODE,POSTCODE,GP_CODE,"
    "PATIENT_SOURCE_SETTING,DERIVED_REFERRER_CODE,REFERRER_ORGANISATION_CODE,DIAGNOSTIC_TEST_REQUEST_DATE,"
    "DIAGNOSTIC_TEST_REQUEST_RECEIVED_DATE,IMAGING_CODE_NICIP,DERIVED_IMAGING_CODE_SNOMED_CT,"
    "DIAGNOSTIC_TEST_DATE,SERVICE_REPORT_ISSUE_DATE,PROVIDER_SITE_CODE,RADIOLOGICAL_ACCESSION_NUMBER"
)
ANALYST = (
    "SubmissionDataID,NHSNumber Supplied,NHSNumber Status,NHSNumber Status Description,Age band (5 years),"
    "Age band (10 years),Age band (Children Inc. 0 Years),Age band (Inc. 50 to 74),"
    "Age band (Inc. Working Age 16 to 60),Age band (Inc. Working Age 16 to 64),Ethnic Category Code,"
    "Ethnic Category Description,Ethnic Category Group,Gender Code,Gender Description,"
    "Lower Layer Super Output Area (LSOA),Middle Layer Super Output Area (MSOA),GP Code,GP Description,"
    "Patient Source Setting,Patient Source Setting Description,Referrer Code,Referring Org Code,"
    "Referring Org Description,Diagnostic Test DateRequest,Diagnostic Test ReqRecDate,Diagnostic Test Date,"
    "YearOfTest,MonthOfTest,ServiceReport Issue Date,ImagingCode(NICIP),ImagingCode(NICIP) Description,"
    "ImagingCode SNOMEDCT,ImagingCode(SNOMEDCT) Description,Modality ID,Modality,Sub Modality ID,Sub Modality,"
    "Region ID,Region,Sub Region ID,Sub Region,System ID,System,Sub System ID,Sub System,Sub System Component ID,"
    "Sub System Component,Morphology ID,Morphology,Fetal ID,Fetal,Early Diagnosis of Cancer,"
    "Sub Early Diagnosis of Cancer,Provider Site Code,Provider Site Code Description,"
    "Radiological Accession Number,Organisation Code,Organisation Name,Prov SHA Code,Prov SHA Name,Comm Org Code,"
    "Comm Org Name,CCG Code,CCG Name,Test Request to Test Request Received,Test Request to Test,"
    "Test Request to Service Report Issued,Test Request Received to Test,"
    "Test Request Received to Service Report Issued,Test to Service Report Issued,ProviderCode,ProviderName,"
    "ReferrerType"
)
TABLE = (
    "RADIOLOGICAL_ACCESSION_NUMBER,NHS_NUMBER,NHS_NUMBER_STATUS,NHS_NUMBER_STATUS_DESCRIPTION,"
    "NHS_NUMBER_SUPPLIED,DATE_OF_BIRTH,AGE_BAND_5_YEARS,AGE_BAND_10_YEARS,AGE_BAND_CHILDREN_INC_0_YEARS,"
    "AGE_BAND_INC_50_TO_74,AGE_BAND_INC_WORKING_AGE_16_TO_60,AGE_BAND_INC_WORKING_AGE_16_TO_64,"
    "ETHNIC_CATEGORY_CODE,ETHNIC_CATEGORY_DESCRIPTION,ETHNIC_CATEGORY_GROUP,GENDER_CODE,GENDER_DESCRIPTION,"
    "POSTCODE,LOCATION_LSOA,LOCATION_MSOA,GP_CODE,GP_DESCRIPTION,CCG_CODE,CCG_NAME,PATIENT_SOURCE_SETTING,"
    "PATIENT_SOURCE_SETTING_DESCRIPTION,REFERRER_CODE,DERIVED_REFERRER_TYPE,REFERRER_ORGANISATION_CODE,"
    "REFERRER_ORGANISATION_DESCRIPTION,DIAGNOSTIC_TEST_REQUEST_DATE,DIAGNOSTIC_TEST_REQUEST_RECEIVED_DATE,"
    "DIAGNOSTIC_TEST_DATE,MONTH_OF_TEST,YEAR_OF_TEST,SERVICE_REPORT_ISSUE_DATE,"
    "TEST_REQUEST_TO_TEST_REQUEST_RECEIVED,TEST_REQUEST_TO_TEST,TEST_REQUEST_TO_SERVICE_REPORT_ISSUED,"
    "TEST_REQUEST_RECEIVED_TO_TEST,TEST_REQUEST_RECEIVED_TO_SERVICE_REPORT_ISSUED,TEST_TO_SERVICE_REPORT_ISSUED,"
    "IMAGING_CODE_NICIP,IMAGING_CODE_NICIP_DESCRIPTION,IMAGING_CODE_SNOMED_CT,IMAGING_CODE_SNOMED_CT_DESCRIPTION,"
    "MORPHOLOGY_ID,MORPHOLOGY,MODALITY_ID,MODALITY,SUB_MODALITY_ID,SUB_MODALITY,REGION_ID,REGION,SUB_REGION_ID,"
    "SUB_REGION,SYSTEM_ID,SYSTEM,SUB_SYSTEM_ID,SUB_SYSTEM,SUB_SYSTEM_COMPONENT_ID,SUB_SYSTEM_COMPONENT,FETAL_ID,"
    "FETAL,EARLY_CANCER_DIAGNOSIS,SUB_EARLY_CANCER_DIAGNOSIS,PROVIDER_SITE_CODE,PROVIDER_SITE_CODE_DESCRIPTION,"
    "PROVIDER_CODE,PROVIDER_NAME,COMMISSIONING_ORGANISATION_CODE,COMMISSIONING_ORGANISATION_NAME,"
    "SUBMITTER_ORGANISATION,PROVIDER_SHA_CODE,PROVIDER_SHA_NAME,DERIVED_IMAGING_CODE_SNOMED_CT,"
    "DERIVED_IMAGING_CODE_SNOMED_CT_DESCRIPTION,DERIVED_REFERRER_CODE,SUBMITTER_ORGANISATION_NAME,MIGRATION_DATE,"
    "Person_ID,MPSConfidence,SUBMISSION_DATA_ID"
)
"""As text without the nested META and MPSConfidence, which are one column each."""


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
