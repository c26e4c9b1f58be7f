"""Episodes of admitted patient care as HES supplies them."""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.named.hes_names import (
    DIAGNOSES,
    DIAGNOSIS_NAMES,
    DIAGNOSIS_OF_THREE,
    PROCEDURE_NAMES,
    PROCEDURE_OF_THREE,
    PROCEDURES,
    PROVIDER_NAMES,
    numbered,
)
from linkage.layouts.spelt.shape import DIGIT, HOSPITAL_DATE, NHS_NUMBER, POSTCODE

LAYOUT = Layout(
    name="hes_apc",
    dataset="apc",
    meaning="extracts of HES admitted patient care, one consultant episode a row",
    is_usual=True,
    delimiter="|",
    columns=(
        InputColumn("record_key", "EPIKEY", key=True, required=True),
        InputColumn("person_key", "TOKEN_PERSON_ID", key=True),
        InputColumn("nhs_number", "NEWNHSNO", required=True, links=True, shape=NHS_NUMBER),
        InputColumn("birth_date", "DOB", required=True, links=True, shape=HOSPITAL_DATE),
        InputColumn("sex", "SEX", required=True, links=True, shape=DIGIT),
        InputColumn("postcode", "HOMEADD", required=True, links=True, shape=POSTCODE),
        InputColumn("start_date", "EPISTART", required=True, shape=HOSPITAL_DATE),
        InputColumn(
            "end_date",
            "EPIEND",
            shape=HOSPITAL_DATE,
            without="every episode counts as open, so each later test falls within one",
        ),
        InputColumn(
            "provider_code",
            "PROCODET",
            either=PROVIDER_NAMES,
            without="the provider of an episode is known by its site alone",
            or_else=("provider_code_3",),
        ),
        InputColumn("provider_code_3", "PROCODE3"),
        InputColumn("site_code", "SITETRET"),
        InputColumn(
            "provider_spell_number",
            "PROVSPNOPS",
            without="spells are told apart by person, provider and admission date alone",
        ),
        InputColumn(
            "admission_date",
            "ADMIDATE",
            shape=HOSPITAL_DATE,
            without="each admission is taken from the start of its first episode",
        ),
        InputColumn("admission_method", "ADMIMETH", without="no admission is known to be an emergency"),
        InputColumn("admission_source", "ADMISORC"),
        InputColumn(
            "discharge_date",
            "DISDATE",
            shape=HOSPITAL_DATE,
            either=("DISDATE", "DISCHARGED"),
            without="each discharge is taken from the end of the last episode",
        ),
        InputColumn("discharge_method", "DISMETH"),
        InputColumn("discharge_destination", "DISDEST"),
        InputColumn("episode_order", "EPIORDER", either=("EPIORDER", "EORDER")),
        InputColumn("episode_status", "EPISTAT", without="no episode is known to be unfinished"),
        InputColumn("episode_type", "EPITYPE"),
        InputColumn(
            "patient_class", "CLASSPAT", without="day cases and regular attenders are not told apart"
        ),
        InputColumn("main_specialty", "MAINSPEF"),
        InputColumn("treatment_specialty", "TRETSPEF"),
        InputColumn(
            "primary_diagnosis",
            "DIAG_01",
            either=DIAGNOSIS_NAMES,
            without="primary_diagnosis is null in every episode",
            not_it=DIAGNOSIS_OF_THREE,
        ),
        InputColumn(
            "main_procedure",
            "OPERTN_01",
            either=PROCEDURE_NAMES,
            without="main_procedure is null in every episode",
            not_it=PROCEDURE_OF_THREE,
        ),
        InputColumn("administrative_category", "ADMINCAT"),
        InputColumn("other_diagnoses", "DIAG_02", series=numbered(2, DIAGNOSES, "DIAG_", "DIAG_4_")),
        InputColumn("other_procedures", "OPERTN_02", series=numbered(2, PROCEDURES, "OPERTN_", "OPERTN_4_")),
        InputColumn("procedure_days", "OPDATE_01", series=numbered(1, PROCEDURES, "OPDATE_")),
        InputColumn("attendance_key", "AEKEY"),
        InputColumn("ethnic_category", "ETHNOS"),
        InputColumn("gp_practice", "GPPRAC"),
        InputColumn("local_patient_id", "LOPATID", beside=True),
        InputColumn("data_year", "FYEAR", without="no unfinished episode is known to be stale"),
    ),
)
