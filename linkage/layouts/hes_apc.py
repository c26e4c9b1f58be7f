"""Episodes of admitted patient care as HES supplies them."""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.shape import DIGIT, HOSPITAL_DATE

LAYOUT = Layout(
    name="hes_apc",
    dataset="apc",
    meaning="extracts of HES admitted patient care, one consultant episode a row",
    is_usual=True,
    delimiter="|",
    columns=(
        InputColumn("record_key", "EPIKEY", key=True, required=True),
        InputColumn("person_key", "TOKEN_PERSON_ID", key=True),
        InputColumn("nhs_number", "NEWNHSNO", required=True, links=True),
        InputColumn("birth_date", "DOB", required=True, links=True, shape=HOSPITAL_DATE),
        InputColumn("sex", "SEX", required=True, links=True, shape=DIGIT),
        InputColumn("postcode", "HOMEADD", required=True, links=True),
        InputColumn("start_date", "EPISTART", required=True, shape=HOSPITAL_DATE),
        InputColumn("end_date", "EPIEND"),
        InputColumn("provider_code", "PROCODET"),
        InputColumn("provider_code_3", "PROCODE3"),
        InputColumn("site_code", "SITETRET"),
        InputColumn("provider_spell_number", "PROVSPNOPS"),
        InputColumn("admission_date", "ADMIDATE"),
        InputColumn("admission_method", "ADMIMETH"),
        InputColumn("admission_source", "ADMISORC"),
        InputColumn("discharge_date", "DISDATE"),
        InputColumn("discharge_method", "DISMETH"),
        InputColumn("discharge_destination", "DISDEST"),
        InputColumn("episode_order", "EPIORDER"),
        InputColumn("episode_status", "EPISTAT"),
        InputColumn("episode_type", "EPITYPE"),
        InputColumn("patient_class", "CLASSPAT"),
        InputColumn("main_specialty", "MAINSPEF"),
        InputColumn("treatment_specialty", "TRETSPEF"),
        InputColumn("primary_diagnosis", "DIAG_01"),
        InputColumn("main_procedure", "OPERTN_01"),
        InputColumn("attendance_key", "AEKEY"),
        InputColumn("ethnic_category", "ETHNOS"),
        InputColumn("gp_practice", "GPPRAC"),
        InputColumn("local_patient_id", "LOPATID", beside=True),
    ),
)
