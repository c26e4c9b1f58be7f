"""The HES files: which data sets there are, and the records of a year of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..draws import Draws
from ..errors.hospital_identity import hospital_record_sql
from ..records.contact_records import appointment_record_sql, attendance_record_sql
from ..records.episode_records import episode_record_sql
from ..settings import WorldSettings
from ..written.layout import Layout
from .apc import apc_columns
from .emergency import ae_columns, ecds_columns
from .hes_years import year_sql
from .op import op_columns


@dataclass(frozen=True)
class HesDataset:
    """One data set: its columns, the key that orders its rows, and the query of a year's records."""

    name: str
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

    def file(self, draws: Draws, settings: WorldSettings, year: str) -> Layout:
        """The file of a year."""
        records = f"({self.source_sql(draws, settings, year)}) as record"
        return Layout(self.columns, records, self.key, delimiter="|")


def hes_datasets(draws: Draws, settings: WorldSettings) -> tuple[HesDataset, ...]:
    """The three data sets of a world; its emergency attendances are HES A&E (ae) or ECDS (ecds)."""
    return (
        HesDataset(
            name="APC",
            columns=apc_columns(),
            key="epikey",
            contacts=episode_record_sql(draws, settings),
            year="file_year",
            day="contact.episode_start",
            faults_of="apc",
        ),
        HesDataset(
            name="OP",
            columns=op_columns(),
            key="attendkey",
            contacts=appointment_record_sql(draws, settings),
            year=year_sql("appointment_date"),
            day="contact.appointment_date",
            faults_of="op",
        ),
        HesDataset(
            name=settings.emergency_care.upper(),
            columns=ecds_columns() if settings.emergency_care == "ecds" else ae_columns(),
            key="aekey",
            contacts=attendance_record_sql(draws, settings),
            year=year_sql("arrival_date"),
            day="contact.arrival_date",
            faults_of="ae",
        ),
    )
