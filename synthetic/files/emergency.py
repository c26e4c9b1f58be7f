"""Emergency attendances, as HES A&E or as the Emergency Care Data Set has them."""

from collections.abc import Mapping

from ..activity.attendances import DEPARTURE_DATE
from ..activity.modalities import of_modality_sql
from .hes_person import LOCAL_PATIENT_ID, PERSON
from .hes_years import year_sql

ADMITTED_TO_WARD = "306706006"
WENT_HOME = "306689006"
"""Discharge destinations in SNOMED CT: a ward, and home. The code list of the data set is the user's to check."""

NULL_TIME = "4000"
"""What HES writes for a time that was not submitted."""

SECONDS = "%02d:%02d:00"


def ae_columns() -> Mapping[str, str]:
    """HES A&E: one row per attendance; its investigation is the first imaging test, if there was one."""
    investigation = of_modality_sql("first_modality", lambda kind: f"'{kind.investigation}'")
    return {
        "FYEAR": year_sql("arrival_date"),
        "AEKEY": "aekey",
        **PERSON,
        "ARRIVALDATE": "arrival_date",
        "ARRIVALTIME": clock_sql("arrival_minute"),
        "DEPTIME": f"case when departure_unknown then '{NULL_TIME}' else {clock_sql('departure_minute')} end",
        "AEATTENDCAT": "category",
        "AEATTENDDISP": "disposal",
        "AEDEPTTYPE": "department",
        "AEREFSOURCE": "referred_by",
        "AEARRIVALMODE": "arrival_mode",
        "EPIKEY": "coalesce(epikey, '0')",
        "INVEST_01": f"coalesce({investigation}, '24')",
        "DIAG_01": "diagnosis",
        "LOPATID": LOCAL_PATIENT_ID,
    }


def ecds_columns() -> Mapping[str, str]:
    """Emergency Care Data Set, as an extract by person key: the same attendances, with a departure date."""
    return {
        "DER_FINANCIAL_YEAR": year_sql("arrival_date"),
        "EC_IDENT": "aekey",
        **{
            name: filled
            for name, filled in PERSON.items()
            if name not in {"PROCODET", "PROCODE3", "SITETRET"}
        },
        "PROVIDER_CODE": PERSON["PROCODET"],
        "SITE_CODE_OF_TREATMENT": PERSON["SITETRET"],
        "ARRIVAL_DATE": "arrival_date",
        "ARRIVAL_TIME": clock_sql("arrival_minute", SECONDS),
        "EC_DEPARTURE_DATE": f"case when not departure_unknown then {DEPARTURE_DATE} end",
        "EC_DEPARTURE_TIME": f"case when not departure_unknown then {clock_sql('departure_minute', SECONDS)} end",
        "EC_ATTENDANCECATEGORY": "category",
        "EC_DEPARTMENT_TYPE": "department",
        "DISCHARGE_DESTINATION_SNOMED_CT": f"case disposal when '01' then '{ADMITTED_TO_WARD}' else '{WENT_HOME}' end",
        "DER_DUPE_FLAG": "0",
        "FINISHED_INDICATOR": "1",
        "DELETED": "0",
        "LOCAL_PATIENT_ID": LOCAL_PATIENT_ID,
    }


def clock_sql(minute: str, shape: str = "%02d%02d") -> str:
    """A minute of the day as hours and minutes; HES A&E writes times as HHMM."""
    return f"printf('{shape}', {minute} // 60, {minute} % 60)"
