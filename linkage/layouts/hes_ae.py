"""Emergency attendances to March 2020 as HES supplies them."""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.shape import DIGIT, HOSPITAL_DATE

LAYOUT = Layout(
    name="hes_ae",
    dataset="ae",
    meaning="extracts of HES A&E, one attendance a row",
    is_usual=True,
    delimiter="|",
    columns=(
        InputColumn("record_key", "AEKEY", key=True, required=True),
        InputColumn("person_key", "TOKEN_PERSON_ID", key=True),
        InputColumn("nhs_number", "NEWNHSNO", required=True, links=True),
        InputColumn("birth_date", "DOB", required=True, links=True, shape=HOSPITAL_DATE),
        InputColumn("sex", "SEX", required=True, links=True, shape=DIGIT),
        InputColumn("postcode", "HOMEADD", required=True, links=True),
        InputColumn("start_date", "ARRIVALDATE", required=True, shape=HOSPITAL_DATE),
        InputColumn("arrival_time", "ARRIVALTIME"),
        InputColumn("departure_time", "DEPTIME"),
        InputColumn("provider_code", "PROCODET"),
        InputColumn("provider_code_3", "PROCODE3"),
        InputColumn("site_code", "SITETRET"),
        InputColumn("attendance_category", "AEATTENDCAT"),
        InputColumn("disposal", "AEATTENDDISP"),
        InputColumn("department_type", "AEDEPTTYPE"),
        InputColumn("episode_key", "EPIKEY"),
        InputColumn("primary_diagnosis", "DIAG_01"),
        InputColumn("ethnic_category", "ETHNOS"),
        InputColumn("gp_practice", "GPPRAC"),
        InputColumn("local_patient_id", "LOPATID", beside=True),
    ),
)
