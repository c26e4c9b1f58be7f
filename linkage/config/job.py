"""The job file as a value: every table and key it may hold, with its default and its meaning."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from linkage.config.outputs import OutputsTable, ReportTable
from linkage.config.over_merged import OverMerged
from linkage.config.setting import Share, Strict
from linkage.config.sources import DeathsTable, DidTable, Hes, LookupsTable
from linkage.config.windows import Windows


class JobTable(Strict):
    """[job]"""

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")] = Field(
        description="Name of the job, shown in the manifest and the report."
    )
    output: str = Field("out", description="Folder for releases and state, relative to the job file.")
    engine: Literal["duckdb"] = Field("duckdb", description="Database that does the work.")


class EvidenceTable(Strict):
    """[linkage.evidence]: what rank P may weigh besides birth date, postcode, sex and number; none by default."""

    nhs_number_near: bool = Field(
        False,
        description="A number with a broken check digit speaks for people whose number is one slip away.",
    )
    near_miss_share: Annotated[float, Field(gt=0, lt=1)] = Field(
        0.9,
        description="Share of broken numbers that are one slip away from the right one: our choice, no data teach it.",
    )
    gp_practice: bool = Field(
        False, description="The event's general practice against those the person has ever had."
    )
    hospital_activity: bool = Field(
        False, description="Whether the person was at the event's provider on the day of the test."
    )


class LinkageTable(Strict):
    """[linkage]"""

    profile: str = Field("hes_did", description="Rules: hes_did, dmq_2015, or the path of a rules file.")
    model: str | None = Field(None, description="Model file, written by train and read by run.")
    target_false_match_rate: Share = Field(
        0.004, description="Expected share of wrong links among those the probabilistic stage makes."
    )
    ignore_postcodes: tuple[str, ...] = Field(
        (), description="CSV files with a column `postcode`: communal and default addresses."
    )
    evidence: EvidenceTable = EvidenceTable()
    over_merged: OverMerged = OverMerged()


class OptOutsTable(Strict):
    """[opt_outs]"""

    paths: tuple[str, ...] = Field(min_length=1, description="Files or globs, one NHS number a line.")


class KeysTable(Strict):
    """[keys]"""

    pseudonym: Annotated[str, StringConstraints(pattern=r"^(file|env):.+$")] = Field(
        description="Secret of the pseudonyms: file:PATH or env:NAME, at least 32 bytes."
    )


class GatesTable(Strict):
    """[gates]: none is set by default."""

    max_quarantine_share: Share | None = Field(None, description="Share of DID rows set aside.")
    min_match_rate: Share | None = Field(None, description="Match rate of the month.")
    max_match_rate_drop: Share | None = Field(
        None, description="Fall of the match rate since the month before."
    )
    max_expected_false_link_share: Share | None = Field(None, description="Among the links of rank P.")
    min_events: int | None = Field(None, ge=0, description="Events of the month.")


class DuckdbTable(Strict):
    """[duckdb]"""

    memory_limit: (
        Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)? ?(KB|MB|GB|KiB|MiB|GiB)$")] | None
    ) = Field(None, description="Memory DuckDB may use, such as '16GB'.")
    threads: int | None = Field(None, ge=1, le=1024, description="Threads DuckDB may use.")
    spill: str | None = Field(None, description="Folder for what does not fit in memory.")


class Job(Strict):
    """A whole job file. `folder` is where it lies: every path in it is relative to that."""

    job: JobTable
    did: DidTable
    hes: Hes
    deaths: DeathsTable | None = None
    lookups: LookupsTable = LookupsTable()
    pathways: Windows = Field(Windows(), description="Windows that differ from those of the rules file.")
    linkage: LinkageTable = LinkageTable()
    outputs: OutputsTable = OutputsTable()
    opt_outs: OptOutsTable | None = None
    keys: KeysTable | None = None
    gates: GatesTable = GatesTable()
    duckdb: DuckdbTable = DuckdbTable()
    report: ReportTable = ReportTable()

    folder: Path = Field(Path(), exclude=True)

    @property
    def output(self) -> Path:
        """The folder of releases and state."""
        return self.folder / self.job.output

    @property
    def model_path(self) -> Path | None:
        """The model file, whether or not it exists yet."""
        return self.folder / self.linkage.model if self.linkage.model else None
