"""HES outpatients."""

from collections.abc import Mapping

from ..activity.appointments import WAS_SEEN
from .hes_person import LOCAL_PATIENT_ID, PERSON
from .hes_years import year_sql


def op_columns() -> Mapping[str, str]:
    """One row per booked appointment."""
    return {
        "FYEAR": year_sql("appointment_date"),
        "ATTENDKEY": "attendkey",
        **PERSON,
        "APPTDATE": "appointment_date",
        "ADMINCAT": "admin_category",
        "ATTENDED": "attended",
        "FIRSTATT": "first_attendance",
        "ATENTYPE": f"case when {WAS_SEEN} then first_attendance else '13' end",
        "OUTCOME": "outcome",
        "PRIORITY": "priority",
        "REFSOURC": "referred_by",
        "REQDATE": "referred_on",
        "MAINSPEF": "case specialty when '812' then '810' else specialty end",
        "TRETSPEF": "specialty",
        "DIAG_01": "'R69X'",
        "OPERTN_01": "'-'",
        "LOPATID": LOCAL_PATIENT_ID,
    }
