"""Outpatient appointments as HES supplies them."""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.named.hes_names import (
    DIAGNOSIS_NAMES,
    DIAGNOSIS_OF_THREE,
    PROCEDURE_NAMES,
    PROCEDURE_OF_THREE,
    PROVIDER_NAMES,
)
from linkage.layouts.spelt.shape import DIGIT, HOSPITAL_DATE, NHS_NUMBER, POSTCODE

LAYOUT = Layout(
    name="hes_op",
    dataset="op",
    meaning="extracts of HES outpatients, one booked appointment a row",
    is_usual=True,
    delimiter="|",
    columns=(
        InputColumn("record_key", "ATTENDKEY", key=True, required=True),
        InputColumn("person_key", "TOKEN_PERSON_ID", key=True),
        InputColumn("nhs_number", "NEWNHSNO", required=True, links=True, shape=NHS_NUMBER),
        InputColumn("birth_date", "DOB", required=True, links=True, shape=HOSPITAL_DATE),
        InputColumn("sex", "SEX", required=True, links=True, shape=DIGIT),
        InputColumn("postcode", "HOMEADD", required=True, links=True, shape=POSTCODE),
        InputColumn("start_date", "APPTDATE", required=True, shape=HOSPITAL_DATE),
        InputColumn(
            "provider_code",
            "PROCODET",
            either=PROVIDER_NAMES,
            without="the provider of an appointment is known by its site alone",
            or_else=("provider_code_3",),
        ),
        InputColumn("provider_code_3", "PROCODE3"),
        InputColumn("site_code", "SITETRET"),
        InputColumn(
            "attended",
            "ATTENDED",
            without="no appointment is known to have been kept, so no test is placed on one",
        ),
        InputColumn("first_attendance", "FIRSTATT"),
        InputColumn("attendance_type", "ATENTYPE"),
        InputColumn("administrative_category", "ADMINCAT"),
        InputColumn("outcome", "OUTCOME"),
        InputColumn("priority", "PRIORITY"),
        InputColumn("referral_source", "REFSOURC"),
        InputColumn("main_specialty", "MAINSPEF"),
        InputColumn("treatment_specialty", "TRETSPEF"),
        InputColumn(
            "primary_diagnosis",
            "DIAG_01",
            either=DIAGNOSIS_NAMES,
            without="primary_diagnosis is null in every appointment",
            not_it=DIAGNOSIS_OF_THREE,
        ),
        InputColumn(
            "main_procedure",
            "OPERTN_01",
            either=PROCEDURE_NAMES,
            without="main_procedure is null in every appointment",
            not_it=PROCEDURE_OF_THREE,
        ),
        InputColumn("ethnic_category", "ETHNOS"),
        InputColumn("gp_practice", "GPPRAC"),
        InputColumn("local_patient_id", "LOPATID", beside=True),
    ),
)
