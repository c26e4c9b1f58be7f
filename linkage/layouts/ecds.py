"""
Emergency attendances from October 2017: the Emergency Care Data Set.

The aliases are the names of NHS England's analyst tables and of extracts; a mapping in the job says any other.
"""

from linkage.layouts.layout import Column, Layout
from linkage.layouts.shape import DIGIT, HOSPITAL_DATE

LAYOUT = Layout(
    name="ecds",
    dataset="ecds",
    meaning="extracts of the Emergency Care Data Set, one attendance a row",
    is_usual=True,
    delimiter="|",
    columns=(
        Column("record_key", "EC_IDENT", key=True, required=True),
        Column("person_key", "TOKEN_PERSON_ID", key=True),
        Column("nhs_number", "NEWNHSNO", required=True, links=True, aliases=("NHS_NUMBER",)),
        Column(
            "birth_date",
            "DOB",
            required=True,
            links=True,
            shape=HOSPITAL_DATE,
            aliases=("DATE_OF_BIRTH", "PERSON_BIRTH_DATE"),
        ),
        Column("sex", "SEX", required=True, links=True, shape=DIGIT, aliases=("PERSON_STATED_GENDER",)),
        Column(
            "postcode",
            "HOMEADD",
            required=True,
            links=True,
            aliases=("POSTCODE", "POSTCODE_OF_USUAL_ADDRESS"),
        ),
        Column("start_date", "ARRIVAL_DATE", required=True, shape=HOSPITAL_DATE, aliases=("ARRIVALDATE",)),
        Column("arrival_time", "ARRIVAL_TIME", aliases=("ARRIVALTIME",)),
        Column("departure_date", "EC_DEPARTURE_DATE"),
        Column("provider_code", "PROVIDER_CODE", aliases=("PROCODET",)),
        Column("site_code", "SITE_CODE_OF_TREATMENT", aliases=("SITETRET",)),
        Column("attendance_category", "EC_ATTENDANCECATEGORY"),
        Column("disposal", "DISCHARGE_DESTINATION_SNOMED_CT"),
        Column("department_type", "EC_DEPARTMENT_TYPE"),
        Column("primary_diagnosis", "DER_EC_DIAGNOSIS_ALL"),
        Column("duplicate_flag", "DER_DUPE_FLAG"),
        Column("finished", "FINISHED_INDICATOR"),
        Column("deleted", "DELETED"),
        Column("ethnic_category", "ETHNIC_CATEGORY", aliases=("ETHNOS",)),
        Column("gp_practice", "GP_PRACTICE_CODE", aliases=("GPPRAC",)),
    ),
)
