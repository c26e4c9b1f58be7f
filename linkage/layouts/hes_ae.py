"""Emergency attendances to March 2020 as HES supplies them."""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.named.hes_names import DIAGNOSIS_OF_THREE, INVESTIGATIONS, PROVIDER_NAMES, numbered
from linkage.layouts.spelt.shape import DIGIT, HOSPITAL_DATE, NHS_NUMBER, POSTCODE

LAYOUT = Layout(
    name="hes_ae",
    dataset="ae",
    meaning="extracts of HES A&E, one attendance a row",
    is_usual=True,
    delimiter="|",
    columns=(
        InputColumn("record_key", "AEKEY", key=True, required=True),
        InputColumn("person_key", "TOKEN_PERSON_ID", key=True),
        InputColumn("nhs_number", "NEWNHSNO", required=True, links=True, shape=NHS_NUMBER),
        InputColumn("birth_date", "DOB", required=True, links=True, shape=HOSPITAL_DATE),
        InputColumn("sex", "SEX", required=True, links=True, shape=DIGIT),
        InputColumn("postcode", "HOMEADD", required=True, links=True, shape=POSTCODE),
        InputColumn("start_date", "ARRIVALDATE", required=True, shape=HOSPITAL_DATE),
        InputColumn("arrival_time", "ARRIVALTIME", without="departures are not known to be on the next day"),
        InputColumn("departure_time", "DEPTIME", without="no day of departure is known"),
        InputColumn(
            "provider_code",
            "PROCODET",
            either=PROVIDER_NAMES,
            without="the provider of an attendance is known by its site alone",
            or_else=("provider_code_3",),
        ),
        InputColumn("provider_code_3", "PROCODE3"),
        InputColumn("site_code", "SITETRET"),
        InputColumn("attendance_category", "AEATTENDCAT"),
        InputColumn(
            "disposal", "AEATTENDDISP", without="no attendance is known to have ended in an admission"
        ),
        InputColumn("department_type", "AEDEPTTYPE"),
        InputColumn(
            "episode_key", "EPIKEY", without="attendances are joined to admissions by day and provider alone"
        ),
        InputColumn(
            "primary_diagnosis",
            "DIAG_01",
            either=("DIAG_01", "DIAG2_01", "DIAG_1"),
            without="primary_diagnosis is null in every attendance",
            not_it=DIAGNOSIS_OF_THREE,
        ),
        InputColumn("investigations", "INVEST_01", series=numbered(1, INVESTIGATIONS, "INVEST_", "INVEST2_")),
        InputColumn("ethnic_category", "ETHNOS"),
        InputColumn("gp_practice", "GPPRAC"),
        InputColumn("local_patient_id", "LOPATID", beside=True),
    ),
)
