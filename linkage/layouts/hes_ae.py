"""Emergency attendances to March 2020 as HES supplies them."""

from linkage.layouts.layout import Column, Layout
from linkage.layouts.shape import DIGIT, HOSPITAL_DATE

LAYOUT = Layout(
    name="hes_ae",
    dataset="ae",
    meaning="extracts of HES A&E, one attendance a row",
    is_usual=True,
    delimiter="|",
    columns=(
        Column("record_key", "AEKEY", key=True, required=True),
        Column("person_key", "TOKEN_PERSON_ID", key=True),
        Column("nhs_number", "NEWNHSNO", required=True, links=True),
        Column("birth_date", "DOB", required=True, links=True, shape=HOSPITAL_DATE),
        Column("sex", "SEX", required=True, links=True, shape=DIGIT),
        Column("postcode", "HOMEADD", required=True, links=True),
        Column("start_date", "ARRIVALDATE", required=True, shape=HOSPITAL_DATE),
        Column("arrival_time", "ARRIVALTIME"),
        Column("departure_time", "DEPTIME"),
        Column("provider_code", "PROCODET"),
        Column("provider_code_3", "PROCODE3"),
        Column("site_code", "SITETRET"),
        Column("attendance_category", "AEATTENDCAT"),
        Column("disposal", "AEATTENDDISP"),
        Column("department_type", "AEDEPTTYPE"),
        Column("episode_key", "EPIKEY"),
        Column("primary_diagnosis", "DIAG_01"),
        Column("ethnic_category", "ETHNOS"),
        Column("gp_practice", "GPPRAC"),
    ),
)
