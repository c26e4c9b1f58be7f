"""The job file as a value: every table and key it may hold, with its default and its meaning."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from linkage.config.contacts import PathwaysTable
from linkage.config.gates import GatesTable
from linkage.config.given.store_address import store_address
from linkage.config.limits import InputsTable, LimitsTable
from linkage.config.machine.cache import CacheTable
from linkage.config.machine.spark import SparkTable
from linkage.config.machine.store import StoreTable
from linkage.config.outputs import OutputsTable, ReportTable
from linkage.config.over_merged import OverMerged
from linkage.config.setting import PathText, PlaceText, SecretText, Share, Strict
from linkage.config.sources.did import DidTable
from linkage.config.sources.hes import Hes
from linkage.config.sources.lookups import DeathsTable, LookupsTable
from linkage.config.text import fit


class JobTable(Strict):
    """[job]: what the job is called, and where its results go."""

    name: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"), AfterValidator(fit)
    ] = Field(description="Name of the job, shown in the manifest and the report.")
    output: PlaceText = Field(
        "out",
        description="Folder for releases and state, relative to the job file; or the address of an object store, such "
        "as s3://bucket/prefix, for which there are local and [store].",
    )
    local: PathText = Field(
        "out",
        description="Where output is an address: the folder on this machine for working files, the cache and a copy of "
        "what is published, which may be deleted between any two runs.",
    )
    engine: Literal["duckdb", "spark"] = Field(
        "duckdb",
        description="What does the work: DuckDB on this machine, or Spark, for which there is [spark]; the tables, the "
        "links and the release are the same.",
    )


class EvidenceTable(Strict):
    """[linkage.evidence]: what rank P weighs besides its four fields: by default the near number."""

    nhs_number_near: bool = Field(
        True,
        description="A number with a broken check digit speaks for people whose number is one slip away.",
    )
    near_miss_share: Annotated[float, Field(gt=0, lt=1)] | None = Field(
        None,
        description="Share of broken numbers that are one slip from the right one; without it, learnt from each month.",
    )
    gp_practice: bool = Field(
        False, description="The event's general practice against those the person has ever had."
    )
    hospital_activity: bool = Field(
        False, description="Whether the person was at the event's provider on the day of the test."
    )


class LinkageTable(Strict):
    """[linkage]: by which rules people are looked for, and how sure a link has to be."""

    profile: PathText = Field("hes_did", description="Rules: hes_did, dmq_2015, or the path of a rules file.")
    model: PathText | None = Field(None, description="Model file, written by train and read by run.")
    target_false_match_rate: Share = Field(
        0.004, description="Expected share of wrong links among those the probabilistic stage makes."
    )
    ignore_postcodes: tuple[PlaceText, ...] = Field(
        (), description="CSV files with a column `postcode`: communal and default addresses."
    )
    people: Literal["supplied", "made"] | None = Field(
        None,
        description="Who records of hospitals are of: supplied, by the person key of the files; made, by what records "
        "tell, where files have none. Without it: made where no [hes.*] names a key and no file has TOKEN_PERSON_ID.",
    )
    person_rules: PathText = Field(
        "hesid", description="Rules by which people are made: hesid, or the path of a file of your own."
    )
    evidence: EvidenceTable = EvidenceTable()
    over_merged: OverMerged = OverMerged()
    retry_months: Annotated[int, Field(ge=0, le=36)] = Field(
        0,
        description="In so many published months before the month of a run people are looked for again for the events "
        "without a link, in the context each was published in: as hospital data grow, more are found. Links stay, but "
        "of an event whose row was corrected, whose person has left the index, or of which a reviewer has decided: "
        "these are looked at as they are now. A month of which published events are held back or not supplied waits "
        "for its files.",
    )


class OptOutsTable(Strict):
    """[opt_outs]: people who are taken out of everything that is published, earlier months too."""

    paths: tuple[PlaceText, ...] = Field(min_length=1, description="Files or globs, one NHS number a line.")


class KeysTable(Strict):
    """[keys]: the secret behind pseudonyms; without the table one is made once and kept in state/."""

    pseudonym: SecretText = Field(
        description="Secret of the pseudonyms: file:PATH or env:NAME, at least 32 bytes."
    )


MOST_DIGITS = 9
"""Of a memory limit: more is no machine's."""


def some_memory(written: str) -> str:
    """A memory limit above nothing and below what no machine has; ValueError for any other."""
    number = written.rstrip("KMGiB ")
    if len(number) > MOST_DIGITS or float(number) == 0:
        raise ValueError(f"must be more than 0 and have {MOST_DIGITS} digits at most, such as '16GB'")
    return written


class DuckdbTable(Strict):
    """[duckdb]: how much of the machine the database may use."""

    memory_limit: (
        Annotated[
            str,
            StringConstraints(pattern=r"^[0-9]+(\.[0-9]+)? ?(KB|MB|GB|KiB|MiB|GiB)$"),
            AfterValidator(some_memory),
        ]
        | None
    ) = Field(
        None,
        description="Memory DuckDB may use, such as '16GB'; without it as the root of the files' size, and half of "
        "what the machine or its control group has at the most.",
    )
    threads: int | None = Field(None, ge=1, le=1024, description="Threads DuckDB may use.")
    spill: PathText | None = Field(None, description="Folder for what does not fit in memory.")
    resume: bool = Field(
        default=True,
        description="Keep the working tables of a run that was broken off, to resume from; false: work/ is emptied.",
    )


class Job(Strict):
    """A whole job file. `folder` is where it lies: every path in it is relative to that."""

    job: JobTable
    did: DidTable
    hes: Hes
    deaths: DeathsTable | None = None
    lookups: LookupsTable = LookupsTable()
    pathways: PathwaysTable = Field(
        PathwaysTable(), description="Windows and contacts that differ from those of the rules file."
    )
    linkage: LinkageTable = LinkageTable()
    outputs: OutputsTable = OutputsTable()
    opt_outs: OptOutsTable | None = None
    keys: KeysTable | None = None
    gates: GatesTable = GatesTable()
    duckdb: DuckdbTable = DuckdbTable()
    spark: SparkTable = SparkTable()
    store: StoreTable = StoreTable()
    limits: LimitsTable = LimitsTable()
    inputs: InputsTable = InputsTable()
    cache: CacheTable = CacheTable()
    report: ReportTable = ReportTable()

    folder: Path = Field(Path(), exclude=True)
    given: tuple[str, ...] = Field((), exclude=True)
    """The settings that the command line gave, by key."""

    @property
    def output(self) -> Path:
        """The folder of releases and state, or of the copy of them where they are in a store."""
        return self.folder / (self.job.local if self.store_address else self.job.output)

    @property
    def store_address(self) -> str | None:
        """The address of releases and state where these are in a store."""
        return store_address(self.job.output)

    @property
    def model_path(self) -> Path | None:
        """The model file, whether or not it exists yet."""
        return self.folder / self.linkage.model if self.linkage.model else None
