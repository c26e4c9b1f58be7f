"""
Emergency attendances from October 2017: the Emergency Care Data Set.

The aliases are the names of NHS England's analyst tables and of extracts; a mapping in the job says any other.
"""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.shape import DIGIT, HOSPITAL_DATE

LAYOUT = Layout(
    name="ecds",
    dataset="ecds",
    meaning="extracts of the Emergency Care Data Set, one attendance a row",
    is_usual=True,
    delimiter="|",
    columns=(
        InputColumn("record_key", "EC_IDENT", key=True, required=True),
        InputColumn("person_key", "TOKEN_PERSON_ID", key=True),
        InputColumn("nhs_number", "NEWNHSNO", required=True, links=True, aliases=("NHS_NUMBER",)),
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
            aliases=("POSTCODE", "POSTCODE_OF_USUAL_ADDRESS"),
        ),
        InputColumn(
            "start_date", "ARRIVAL_DATE", required=True, shape=HOSPITAL_DATE, aliases=("ARRIVALDATE",)
        ),
        InputColumn("arrival_time", "ARRIVAL_TIME", aliases=("ARRIVALTIME",)),
        InputColumn("departure_date", "EC_DEPARTURE_DATE"),
        InputColumn("provider_code", "PROVIDER_CODE", aliases=("PROCODET",)),
        InputColumn("site_code", "SITE_CODE_OF_TREATMENT", aliases=("SITETRET",)),
        InputColumn("attendance_category", "EC_ATTENDANCECATEGORY"),
        InputColumn("disposal", "DISCHARGE_DESTINATION_SNOMED_CT"),
        InputColumn("department_type", "EC_DEPARTMENT_TYPE"),
        InputColumn("primary_diagnosis", "DER_EC_DIAGNOSIS_ALL"),
        InputColumn("duplicate_flag", "DER_DUPE_FLAG"),
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
