"""HES files as the NHS writes them: every column in order, with the expression that fills it."""

from collections.abc import Mapping
from dataclasses import dataclass

from synthetic.appointments import WAS_SEEN
from synthetic.draws import Draws
from synthetic.hospital_identity import PERSON, hospital_record_sql
from synthetic.modalities import MODALITIES, of_modality_sql
from synthetic.settings import YEARS
from synthetic.unfinished import episode_record_sql

NULL_DATE = "1800-01-01"
"""What HES writes for a date that was not submitted, from 2012/13 on."""


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

    def source_sql(self, draws: Draws, year: str) -> str:
        """One row per record of the year's file."""
        of_year = f"select * from ({self.contacts}) as contact where {self.year} = '{year}'"
        return hospital_record_sql(draws, self.dataset.lower(), of_year, self.day)


def year_sql(day: str) -> str:
    """FYEAR of a day; one that has not come yet counts as the last year."""
    return f"(case when {day} <= date '2019-03-31' then '{YEARS[0]}' else '{YEARS[1]}' end)"


def layouts(draws: Draws) -> tuple[HesLayout, ...]:
    """The three data sets of a world."""
    attended = """select world_attendance.*, episode.epikey
            from world_attendance
            left join (
                select attendance_number as contact_number, epikey
                from world_episode
                where attendance_number is not null
            ) as episode using (contact_number)"""
    return (
        HesLayout("APC", apc_columns(), "epikey", episode_record_sql(draws), "file_year", "contact.episode_start"),
        HesLayout(
            "OP", op_columns(), "attendkey", "select * from world_appointment", year_sql("appointment_date"),
            "contact.appointment_date",
        ),
        HesLayout("AE", ae_columns(), "aekey", attended, year_sql("arrival_date"), "contact.arrival_date"),
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


def clock_sql(minute: str) -> str:
    """A minute of the day as HES writes times, HHMM."""
    return f"printf('%02d%02d', {minute} // 60, {minute} % 60)"
