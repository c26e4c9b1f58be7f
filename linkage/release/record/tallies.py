"""The parts of a manifest that count: supplied files, stages of the run, the ledger of the month."""

from typing import Annotated

from pydantic import Field, StringConstraints

from linkage.release.record.part import Count, ManifestPart

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Input(ManifestPart):
    """One supplied file; path relative to the job file."""

    path: str
    sha256: Digest
    rows_read: Count
    rows_accepted: Count
    rows_quarantined: Count
    dataset: str = Field("", description="did, apc, op, ae, ecds, deaths or a lookup.")
    rows_superseded: Count = Field(
        0, description="Of the rows accepted of DID and HES, those that a later row of the same key replaced."
    )
    rows_replaced: Count = Field(
        0,
        description="HES: of a file that a later one takes the place of, rows whose record key a file still has.",
    )
    rows_withdrawn: Count = Field(
        0,
        description="HES: of such a file, rows that no file has any more; the two are all it had. DID: rows of a month "
        "that another file takes the place of, of events that no file has any more.",
    )
    rows_superseding: Count = Field(0, description="DID, HES: rows that count and replaced an earlier one.")


class FileSetAside(ManifestPart):
    """A file that could not be used, and that the run went on without; path relative to the job file."""

    dataset: str
    path: str
    why: str = Field(description="What it looks like and what to do, without a value.")


class SetAside(ManifestPart):
    """DID rows set aside, key conflicts among them: for the month alone, and those of no known month."""

    of_month: dict[str, Count] = Field(description="Rows with a test date in the month, by reason.")
    of_no_month: dict[str, Count] = Field(description="Rows without a test date that can be read, by reason.")
    of_other_months: Count = Field(description="Rows with a test date in any other month.")


class RecordedStage(ManifestPart):
    """One stage of the run; seconds elapsed."""

    name: str
    rows_in: Count
    rows_out: Count
    seconds: float


class RecordedMonthM(ManifestPart):
    """m of the month for one field and state of the NHS number: the share not exact, and that of the model."""

    number_state: str
    field: str
    identities: Count
    trained_share: float
    share: float


class Counts(ManifestPart):
    """The ledger of the month: DID rows and events."""

    events: Count
    linked: Count
    review: Count
    unlinked: Count
    other_month: Count
    superseded: Count
    opted_out: Count
    key_conflict: Count = 0
