"""[hes.*]: the files of hospital records, and how they are written."""

from typing import Literal

from pydantic import Field

from linkage.config.file_order import DEFAULT_ORDER, Order
from linkage.config.setting import Delimiter, Name, PlaceText, Strict
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

    @property
    def replaces(self) -> str:
        """What a later file replaces."""
        return self.replace


class EcdsTable(HesTable):
    """[hes.ecds]: the same, and how it stands beside [hes.ae]."""

    beside_ae: Literal["ae", "ecds"] = Field(
        "ae",
        description="Of an attendance that is in HES A&E too (one person, one provider, within an hour), which counts: "
        "ae, which names the admission it led to, or ecds, which has a day of departure. The other is a duplicate.",
    )


class Hes(Strict):
    """[hes.*]: at least one data set."""

    apc: HesTable | None = Field(None, description="Admitted patient care episodes.")
    op: HesTable | None = Field(None, description="Outpatient appointments.")
    ae: HesTable | None = Field(None, description="A&E attendances, to March 2020.")
    ecds: EcdsTable | None = Field(None, description="Emergency Care Data Set, from October 2017.")

    def supplied(self) -> dict[str, HesTable]:
        """The data sets this job has, by short name, in the order of the flow."""
        tables = {"apc": self.apc, "op": self.op, "ae": self.ae, "ecds": self.ecds}
        return {name: table for name, table in tables.items() if table is not None}
