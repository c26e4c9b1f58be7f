"""
Emergency attendances from October 2017: the Emergency Care Data Set.

The aliases are the names of NHS England's analyst tables and of extracts; a mapping in the job says any other.
"""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.named.hes_names import PROVIDER_NAMES
from linkage.layouts.spelt.shape import DIGIT, HOSPITAL_DATE, NHS_NUMBER, POSTCODE

LAYOUT = Layout(
    name="ecds",
    dataset="ecds",
    meaning="extracts of the Emergency Care Data Set, one attendance a row",
    is_usual=True,
    delimiter="|",
    columns=(
        InputColumn(
            "record_key",
            "EC_IDENT",
            key=True,
            required=True,
            either=("EC_IDENT", "GENERATED_RECORD_ID", "UNIQUE_CDS_IDENTIFIER"),
        ),
        InputColumn("person_key", "TOKEN_PERSON_ID", key=True),
        InputColumn(
            "nhs_number", "NEWNHSNO", required=True, links=True, shape=NHS_NUMBER, aliases=("NHS_NUMBER",)
        ),
        InputColumn(
            "birth_date",
            "DOB",
            required=True,
            links=True,
            shape=HOSPITAL_DATE,
            aliases=("DATE_OF_BIRTH", "PERSON_BIRTH_DATE"),
        ),
        InputColumn("sex", "SEX", required=True, links=True, shape=DIGIT, aliases=("PERSON_STATED_GENDER",)),
        InputColumn(
            "postcode",
            "HOMEADD",
            required=True,
            links=True,
            shape=POSTCODE,
            aliases=("POSTCODE", "POSTCODE_OF_USUAL_ADDRESS"),
        ),
        InputColumn(
            "start_date",
            "ARRIVAL_DATE",
            required=True,
            shape=HOSPITAL_DATE,
            either=("ARRIVAL_DATE", "ARRIVALDATE", "EC_ARRIVAL_DATE"),
        ),
        InputColumn(
            "arrival_time", "ARRIVAL_TIME", either=("ARRIVAL_TIME", "ARRIVALTIME", "EC_ARRIVAL_TIME")
        ),
        InputColumn(
            "departure_date",
            "EC_DEPARTURE_DATE",
            shape=HOSPITAL_DATE,
            either=("EC_DEPARTURE_DATE", "DEPARTURE_DATE", "DEPARTUREDATE"),
            without="no day of departure is known",
        ),
        InputColumn(
            "departure_time",
            "EC_DEPARTURE_TIME",
            either=("EC_DEPARTURE_TIME", "DEPARTURE_TIME", "DEPARTURETIME", "DEPTIME"),
        ),
        InputColumn(
            "provider_code",
            "PROVIDER_CODE",
            either=("PROVIDER_CODE", *PROVIDER_NAMES, "DER_PROVIDER_CODE"),
            without="the provider of an attendance is known by its site alone",
        ),
        InputColumn(
            "site_code",
            "SITE_CODE_OF_TREATMENT",
            either=("SITE_CODE_OF_TREATMENT", "SITETRET", "DER_PROVIDER_SITE_CODE"),
        ),
        InputColumn(
            "attendance_category",
            "EC_ATTENDANCECATEGORY",
            either=("EC_ATTENDANCECATEGORY", "AEATTENDCAT"),
        ),
        InputColumn(
            "disposal",
            "DISCHARGE_DESTINATION_SNOMED_CT",
            either=("DISCHARGE_DESTINATION_SNOMED_CT", "EC_DISCHARGE_DESTINATION_SNOMED_CT"),
        ),
        InputColumn("department_type", "EC_DEPARTMENT_TYPE"),
        InputColumn(
            "primary_diagnosis",
            "DER_EC_DIAGNOSIS_ALL",
            either=("DER_EC_DIAGNOSIS_ALL", "EC_DIAGNOSIS_01"),
            without="primary_diagnosis is null in every attendance",
        ),
        InputColumn("investigations", "DER_EC_INVESTIGATION_ALL"),
        InputColumn("duplicate_flag", "DER_DUPE_FLAG", without="rows sent twice count twice"),
        InputColumn("finished", "FINISHED_INDICATOR"),
        InputColumn("deleted", "DELETED"),
        InputColumn("ethnic_category", "ETHNIC_CATEGORY", aliases=("ETHNOS",)),
        InputColumn("gp_practice", "GP_PRACTICE_CODE", aliases=("GPPRAC",)),
        InputColumn(
            "local_patient_id",
            "LOCAL_PATIENT_ID",
            beside=True,
            aliases=("LOPATID", "LOCAL_PATIENT_IDENTIFIER"),
        ),
    ),
)
