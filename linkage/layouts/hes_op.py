"""Outpatient appointments as HES supplies them."""

from linkage.layouts.layout import Column, Layout
from linkage.layouts.shape import DIGIT, HOSPITAL_DATE

LAYOUT = Layout(
    name="hes_op",
    dataset="op",
    meaning="extracts of HES outpatients, one booked appointment a row",
    is_usual=True,
    delimiter="|",
    columns=(
        Column("record_key", "ATTENDKEY", key=True, required=True),
        Column("person_key", "TOKEN_PERSON_ID", key=True),
        Column("nhs_number", "NEWNHSNO", required=True, links=True),
        Column("birth_date", "DOB", required=True, links=True, shape=HOSPITAL_DATE),
        Column("sex", "SEX", required=True, links=True, shape=DIGIT),
        Column("postcode", "HOMEADD", required=True, links=True),
        Column("start_date", "APPTDATE", required=True, shape=HOSPITAL_DATE),
        Column("provider_code", "PROCODET"),
        Column("provider_code_3", "PROCODE3"),
        Column("site_code", "SITETRET"),
        Column("attended", "ATTENDED"),
        Column("first_attendance", "FIRSTATT"),
        Column("outcome", "OUTCOME"),
        Column("priority", "PRIORITY"),
        Column("referral_source", "REFSOURC"),
        Column("main_specialty", "MAINSPEF"),
        Column("treatment_specialty", "TRETSPEF"),
        Column("primary_diagnosis", "DIAG_01"),
        Column("main_procedure", "OPERTN_01"),
        Column("ethnic_category", "ETHNOS"),
        Column("gp_practice", "GPPRAC"),
    ),
)
