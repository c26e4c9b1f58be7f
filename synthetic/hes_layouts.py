"""HES files as the NHS writes them: every column in order, with the expression that fills it."""

from collections.abc import Mapping

from synthetic.appointments import WAS_SEEN
from synthetic.modalities import MODALITIES, of_modality_sql
from synthetic.providers import site_code_sql
from synthetic.settings import YEARS

NULL_DATE = "1800-01-01"
"""What HES writes for a date that was not submitted, from 2012/13 on."""

PERSON: Mapping[str, str] = {
    "TOKEN_PERSON_ID": "person_id",
    "NEWNHSNO": "nhs_number",
    "DOB": "birth_date",
    "SEX": "sex",
    "HOMEADD": "home_address",
    "ETHNOS": "ethnic_category",
    "GPPRAC": "gp_practice",
    "PROCODET": "trust_code",
    "PROCODE3": "trust_code",
    "SITETRET": site_code_sql("trust", "site"),
}
"""Columns that every HES data set has."""


APC_SOURCE = """world_episode
        join world_hospital_identity using (contact_number)
        left join (select contact_number as attendance_number, aekey from world_attendance) as attendance
            using (attendance_number)"""
OP_SOURCE = "world_appointment join world_hospital_identity using (contact_number)"
AE_SOURCE = """world_attendance
        join world_hospital_identity using (contact_number)
        left join (
            select attendance_number as contact_number, epikey
            from world_episode
            where attendance_number is not null
        ) as episode using (contact_number)"""
"""Where the columns of each data set come from: one row per record."""


def year_sql(day: str) -> str:
    """FYEAR of a day; one that has not come yet counts as the last year."""
    return f"(case when {day} <= date '2019-03-31' then '{YEARS[0]}' else '{YEARS[1]}' end)"


def apc_columns() -> Mapping[str, str]:
    """HES admitted patient care: one row per episode, in the file of the year it ended in, or the last."""
    month = "(coalesce((month(episode_end) + 8) % 12 + 1, 12))"
    year = year_sql("episode_end")
    return {
        "FYEAR": year,
        "PARTYEAR": f"concat('20', substr({year}, 1, 2), lpad(cast({month} as varchar), 2, '0'))",
        "EPIKEY": "epikey",
        **PERSON,
        "PROVSPNOPS": "provider_spell_number",
        "ADMIDATE": "admission_date",
        "ADMIMETH": "admission_method",
        "ADMISORC": "admission_source",
        "EPISTART": "episode_start",
        "EPIEND": f"coalesce(cast(episode_end as varchar), '{NULL_DATE}')",
        "EPIORDER": "lpad(cast(episode_order as varchar), 2, '0')",
        "EPISTAT": "case when episode_end is null then '1' else '3' end",
        "EPITYPE": "case kind when 'maternity' then '2' else '1' end",
        "CLASSPAT": "patient_class",
        "DISDATE": f"coalesce(cast(discharge_date as varchar), '{NULL_DATE}')",
        "DISMETH": "discharge_method",
        "DISDEST": "discharge_destination",
        "MAINSPEF": "specialty",
        "TRETSPEF": "specialty",
        "DIAG_01": "diagnosis",
        "DIAG_02": "second_diagnosis",
        "OPERTN_01": "procedure_code",
        "AEKEY": "coalesce(aekey, '0')",
        "SUSRECID": "concat('9', lpad(epikey, 14, '0'))",
        "LOPATID": "local_patient_id",
    }


def op_columns() -> Mapping[str, str]:
    """HES outpatients: one row per booked appointment."""
    return {
        "FYEAR": year_sql("appointment_date"),
        "ATTENDKEY": "attendkey",
        **PERSON,
        "APPTDATE": "appointment_date",
        "ATTENDED": "attended",
        "FIRSTATT": "first_attendance",
        "ATENTYPE": f"case when {WAS_SEEN} then first_attendance else '13' end",
        "OUTCOME": "outcome",
        "PRIORITY": "priority",
        "REFSOURC": "referred_by",
        "REQDATE": "referred_on",
        "MAINSPEF": "specialty",
        "TRETSPEF": "specialty",
        "DIAG_01": "'R69X'",
        "OPERTN_01": "'-'",
    }


def ae_columns() -> Mapping[str, str]:
    """HES A&E: one row per attendance; its investigation is the first imaging test, if there was one."""
    codes = {name: f"'{kind.investigation}'" for name, kind in MODALITIES.items()}
    return {
        "FYEAR": year_sql("arrival_date"),
        "AEKEY": "aekey",
        **PERSON,
        "ARRIVALDATE": "arrival_date",
        "ARRIVALTIME": clock_sql("arrival_minute"),
        "DEPTIME": clock_sql("departure_minute"),
        "AEATTENDCAT": "category",
        "AEATTENDDISP": "disposal",
        "AEDEPTTYPE": "department",
        "AEREFSOURCE": "referred_by",
        "AEARRIVALMODE": "arrival_mode",
        "EPIKEY": "coalesce(epikey, '0')",
        "INVEST_01": f"coalesce({of_modality_sql('first_modality', codes)}, '24')",
        "DIAG_01": "diagnosis",
    }


def clock_sql(minute: str) -> str:
    """A minute of the day as HES writes times, HHMM."""
    return f"printf('%02d%02d', {minute} // 60, {minute} % 60)"
