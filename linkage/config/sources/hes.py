"""[hes.*]: the files of hospital records, and how they are written."""

from typing import Literal

from pydantic import Field

from linkage.config.file_order import DEFAULT_ORDER, Order
from linkage.config.setting import DataYear, Delimiter, Name, PlaceText, Strict
from linkage.config.sources.keyed import ORDER, KeyedTable


class HesTable(KeyedTable):
    """[hes.apc], [hes.op], [hes.ae], [hes.ecds]: the files of a hospital data set, and how they are written."""

    paths: tuple[PlaceText, ...] = Field(
        min_length=1, description="Files or globs; a later file replaces rows of an earlier one."
    )
    order: Order = Field(DEFAULT_ORDER, description=ORDER)
    person_id: Name = Field(
        "TOKEN_PERSON_ID",
        description="Column that holds the HES person key; named in every [hes.*] or in none (see linkage.people).",
    )
    delimiter: Delimiter = Field("|", description="Field separator: a pipe, a comma or 'tab'.")
    columns: dict[Name, Name] = Field(
        default_factory=dict,
        description="Name in your header -> name in the HES data dictionary.",
        examples=[{"MY_EPIKEY": "EPIKEY"}],
    )
    column_order: tuple[Name, ...] = Field(
        (),
        description="Column names in order, for files without a header line.",
        examples=[["EPIKEY", "NEWNHSNO"]],
    )
    replace: Literal["rows", "year"] = Field(
        "rows",
        description="What a later file replaces: rows (those of the same record key), or year (of the files of one "
        "data year, by their names, the furthest is all there is: what it no longer holds is withdrawn).",
    )

    data_years: dict[PlaceText, DataYear] = Field(
        default_factory=dict,
        description="Pattern of files -> their data year, for replace = year, where names say none or another.",
        examples=[{"apc_to_date_*.txt": "2019/20"}],
    )

    @property
    def replaces(self) -> str:
        """What a later file replaces."""
        return self.replace


def data_year_name(begins: int) -> str:
    """A data year by the year in which it begins: 2018/19 for 2018."""
    return f"{begins}/{(begins + 1) % 100:02}"


class ApcTable(HesTable):
    """[hes.apc]: the same, and which of its data years are complete."""

    complete_to: DataYear | None = Field(
        None,
        description="Last data year that is complete, such as 2018/19: an unfinished episode that a complete later "
        "year does not have any more has ended; years after it are provisional, and show nothing by what they lack. "
        "Without it a year (FYEAR) is complete when its records reach its 31 March, or a later year is there.",
        examples=["2018/19"],
    )

    @property
    def last_complete(self) -> int | None:
        """The year in which the last complete data year begins, where the job says so."""
        return int(self.complete_to[:4]) if self.complete_to else None


class EcdsTable(HesTable):
    """[hes.ecds]: the same, and how it stands beside [hes.ae]."""

    beside_ae: Literal["ae", "ecds"] = Field(
        "ae",
        description="Of an attendance that is in HES A&E too (one person, one provider, within an hour), which counts: "
        "ae, which names the admission it led to, or ecds, which has a day of departure. The other is a duplicate.",
    )


class Hes(Strict):
    """[hes.*]: at least one data set."""

    apc: ApcTable | None = Field(None, description="Admitted patient care episodes.")
    op: HesTable | None = Field(None, description="Outpatient appointments, one a row.")
    ae: HesTable | None = Field(None, description="A&E attendances, to March 2020.")
    ecds: EcdsTable | None = Field(None, description="Emergency Care Data Set, from October 2017.")

    def supplied(self) -> dict[str, HesTable]:
        """The data sets this job has, by short name, in the order of the flow."""
        tables = {"apc": self.apc, "op": self.op, "ae": self.ae, "ecds": self.ecds}
        return {name: table for name, table in tables.items() if table is not None}
