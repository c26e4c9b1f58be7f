"""HES files as the NHS writes them: every column in order, with the expression that fills it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..activity.appointments import WAS_SEEN
from ..activity.modalities import MODALITIES, of_modality_sql
from ..draws import Draws
from ..errors.hospital_identity import NULL_DATE, PERSON, hospital_record_sql
from ..settings import YEARS, WorldSettings
from .unfinished_episodes import episode_record_sql


@dataclass(frozen=True)
class HesLayout:
    """One data set: its columns, the key that orders its rows, and the query of a year's records."""

    dataset: str
    columns: Mapping[str, str]
    key: str
    contacts: str
    """One row per record of both years, with contact_number, person_number and trust."""
    year: str
    """FYEAR of a row of `contacts`."""
    day: str
    """The day whose address a row of `contacts` bears."""
    faults_of: str
    """Data set whose rates of faults its rows have."""

    def source_sql(self, draws: Draws, settings: WorldSettings, year: str) -> str:
        """One row per record of the year's file."""
        of_year = f"select * from ({self.contacts}) as contact where {self.year} = '{year}'"
        return hospital_record_sql(draws, settings, self.faults_of, of_year, self.day)


def year_sql(day: str) -> str:
    """FYEAR of a day; one that has not come yet counts as the last year."""
    return f"(case when {day} <= date '2019-03-31' then '{YEARS[0]}' else '{YEARS[1]}' end)"


def layouts(draws: Draws, emergency_care: str) -> tuple[HesLayout, ...]:
    """The three data sets of a world; its emergency attendances are HES A&E (ae) or ECDS (ecds)."""
    attended = """select world_attendance.*, episode.epikey
            from world_attendance
            left join (
                select attendance_number as contact_number, epikey
                from world_episode
                where attendance_number is not null
            ) as episode using (contact_number)"""
    return (
        HesLayout(
            "APC", apc_columns(), "epikey", episode_record_sql(draws), "file_year",
            "contact.episode_start", "apc",
        ),
        HesLayout(
            "OP", op_columns(), "attendkey", "select * from world_appointment", year_sql("appointment_date"),
            "contact.appointment_date", "op",
        ),
        HesLayout(
            emergency_care.upper(), ecds_columns() if emergency_care == "ecds" else ae_columns(), "aekey", attended,
            year_sql("arrival_date"), "contact.arrival_date", "ae",
        ),
    )  # fmt: skip


def apc_columns() -> Mapping[str, str]:
    """HES admitted patient care: one row per episode, in the file of the year it ended in, or was still open."""
    month = "(coalesce((month(episode_end) + 8) % 12 + 1, 12))"
    return {
        "FYEAR": "file_year",
        "PARTYEAR": f"concat('20', substr(file_year, 1, 2), lpad(cast({month} as varchar), 2, '0'))",
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
        "EPITYPE": "case kind when 'maternity' then '2' when 'birth' then '3' else '1' end",
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
        "LOPATID": "concat('L', local_number)",
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


ADMITTED_TO_WARD = "306706006"
WENT_HOME = "306689006"
"""Discharge destinations in SNOMED CT: a ward, and home. The code list of the data set is the user's to check."""


def ecds_columns() -> Mapping[str, str]:
    """Emergency Care Data Set, as an extract by person key: the same attendances, with a departure date."""
    departed = "arrival_date + case when departure_minute < arrival_minute then 1 else 0 end"
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
        "ARRIVAL_TIME": "printf('%02d:%02d:00', arrival_minute // 60, arrival_minute % 60)",
        "EC_DEPARTURE_DATE": departed,
        "EC_DEPARTURE_TIME": "printf('%02d:%02d:00', departure_minute // 60, departure_minute % 60)",
        "EC_ATTENDANCECATEGORY": "category",
        "EC_DEPARTMENT_TYPE": "department",
        "DISCHARGE_DESTINATION_SNOMED_CT": f"case disposal when '01' then '{ADMITTED_TO_WARD}' else '{WENT_HOME}' end",
        "DER_DUPE_FLAG": "0",
        "FINISHED_INDICATOR": "1",
        "DELETED": "0",
    }


def clock_sql(minute: str) -> str:
    """A minute of the day as HES writes times, HHMM."""
    return f"printf('%02d%02d', {minute} // 60, {minute} % 60)"
