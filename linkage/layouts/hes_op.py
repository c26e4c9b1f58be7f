"""Outpatient appointments as HES supplies them."""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.shape import DIGIT, HOSPITAL_DATE

LAYOUT = Layout(
    name="hes_op",
    dataset="op",
    meaning="extracts of HES outpatients, one booked appointment a row",
    is_usual=True,
    delimiter="|",
    columns=(
        InputColumn("record_key", "ATTENDKEY", key=True, required=True),
        InputColumn("person_key", "TOKEN_PERSON_ID", key=True),
        InputColumn("nhs_number", "NEWNHSNO", required=True, links=True),
        InputColumn("birth_date", "DOB", required=True, links=True, shape=HOSPITAL_DATE),
        InputColumn("sex", "SEX", required=True, links=True, shape=DIGIT),
        InputColumn("postcode", "HOMEADD", required=True, links=True),
        InputColumn("start_date", "APPTDATE", required=True, shape=HOSPITAL_DATE),
        InputColumn("provider_code", "PROCODET"),
        InputColumn("provider_code_3", "PROCODE3"),
        InputColumn("site_code", "SITETRET"),
        InputColumn("attended", "ATTENDED"),
        InputColumn("first_attendance", "FIRSTATT"),
        InputColumn("outcome", "OUTCOME"),
        InputColumn("priority", "PRIORITY"),
        InputColumn("referral_source", "REFSOURC"),
        InputColumn("main_specialty", "MAINSPEF"),
        InputColumn("treatment_specialty", "TRETSPEF"),
        InputColumn("primary_diagnosis", "DIAG_01"),
        InputColumn("main_procedure", "OPERTN_01"),
        InputColumn("ethnic_category", "ETHNOS"),
        InputColumn("gp_practice", "GPPRAC"),
        InputColumn("local_patient_id", "LOPATID", beside=True),
    ),
)
