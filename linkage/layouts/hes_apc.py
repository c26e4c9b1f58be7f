"""Episodes of admitted patient care as HES supplies them."""

from linkage.layouts.layout import Column, Layout
from linkage.layouts.shape import DIGIT, HOSPITAL_DATE

LAYOUT = Layout(
    name="hes_apc",
    dataset="apc",
    meaning="extracts of HES admitted patient care, one consultant episode a row",
    is_usual=True,
    delimiter="|",
    columns=(
        Column("record_key", "EPIKEY", key=True, required=True),
        Column("person_key", "TOKEN_PERSON_ID", key=True),
        Column("nhs_number", "NEWNHSNO", required=True, links=True),
        Column("birth_date", "DOB", required=True, links=True, shape=HOSPITAL_DATE),
        Column("sex", "SEX", required=True, links=True, shape=DIGIT),
        Column("postcode", "HOMEADD", required=True, links=True),
        Column("start_date", "EPISTART", required=True, shape=HOSPITAL_DATE),
        Column("end_date", "EPIEND"),
        Column("provider_code", "PROCODET"),
        Column("provider_code_3", "PROCODE3"),
        Column("site_code", "SITETRET"),
        Column("provider_spell_number", "PROVSPNOPS"),
        Column("admission_date", "ADMIDATE"),
        Column("admission_method", "ADMIMETH"),
        Column("admission_source", "ADMISORC"),
        Column("discharge_date", "DISDATE"),
        Column("discharge_method", "DISMETH"),
        Column("discharge_destination", "DISDEST"),
        Column("episode_order", "EPIORDER"),
        Column("episode_status", "EPISTAT"),
        Column("episode_type", "EPITYPE"),
        Column("patient_class", "CLASSPAT"),
        Column("main_specialty", "MAINSPEF"),
        Column("treatment_specialty", "TRETSPEF"),
        Column("primary_diagnosis", "DIAG_01"),
        Column("main_procedure", "OPERTN_01"),
        Column("attendance_key", "AEKEY"),
        Column("ethnic_category", "ETHNOS"),
        Column("gp_practice", "GPPRAC"),
    ),
)
