"""The manifest of a release: what it was made from, how, and what it holds. Files and counts, no people."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, ValidationError

from linkage.errors import IntegrityError
from linkage.files.plain_file import plain_bytes
from linkage.release.record.context import MonthContext
from linkage.release.record.delivery import Delivery
from linkage.release.record.file import File
from linkage.release.record.form import Form
from linkage.release.record.judged import RecordedGate, Volume
from linkage.release.record.method import Method
from linkage.release.record.part import Count, ManifestPart
from linkage.release.record.people import People
from linkage.release.record.scope import Scope
from linkage.release.record.signed_off import SignedOff
from linkage.release.record.struck import Struck
from linkage.release.record.tallies import (
    Counts,
    FileSetAside,
    Input,
    RecordedMonthM,
    RecordedStage,
    SetAside,
)

NAME = "manifest.json"
FORMAT_VERSION = 4
"""2 adds `method`; 3 gates, volume, scopes, strikes, key conflicts, absent columns, superseded rows; 4 a delivery's
hospital records and lost person keys, and the month of a sign-off."""

Clock = Callable[[], datetime]
"""Tells the time, with its zone: the caller's clock; nothing here reads one."""


def _by_name(entries: Mapping[str, object]) -> Mapping[str, object]:
    return dict(sorted(entries.items()))


Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Texts = Annotated[dict[str, str], AfterValidator(_by_name)]


class Manifest(ManifestPart):
    """manifest.json. The caller leaves `months`, `files` and other months' fingerprints to `publish`."""

    format_version: int = FORMAT_VERSION
    release: str
    run_id: str
    job_name: str
    settings_given: tuple[str, ...] = Field(
        (), description="Settings that the command line gave beside the job file (--set), by key."
    )
    started: AwareDatetime
    finished: AwareDatetime
    month: Month = Field(description="The month this run linked.")
    months: tuple[Month, ...] = Field(default=(), description="Every month in the release.")
    inputs: tuple[Input, ...]
    files_set_aside: tuple[FileSetAside, ...] = Field(
        (), description="Files that could not be used, and that the run went on without (on_bad_file)."
    )
    stages: tuple[RecordedStage, ...] = ()
    counts: Counts = Field(description="Counts of `month`.")
    other_months: Annotated[dict[Month, Count], AfterValidator(_by_name)] = Field(
        default_factory=dict,
        description="Accepted rows of other months, by month; not published by this run.",
    )
    set_aside: SetAside | None = Field(None, description="Of `month`; earlier versions do not tell.")
    columns_absent: Annotated[dict[str, tuple[str, ...]], AfterValidator(_by_name)] = Field(
        default_factory=dict, description="Known columns that a data set did not have, by data set."
    )
    columns_absent_files: Annotated[dict[str, tuple[str, ...]], AfterValidator(_by_name)] = Field(
        default_factory=dict, description="Known columns that a file did not have, by file."
    )
    gates: tuple[RecordedGate, ...] = ()
    gates_known: tuple[str, ...] = Field((), description="Every gate that the program knew, by name.")
    volume: Volume | None = Field(None, description="Of `month`; releases of format 1 and 2 do not tell.")
    struck: Annotated[dict[Month, Struck], AfterValidator(_by_name)] = Field(
        default_factory=dict,
        description="What was taken out of carried months, by month, because it is of people on the opt-out list.",
    )
    only_strikes: bool = Field(
        default=False, description="No month was linked: the release before, without those people."
    )
    signed_off_before: tuple[SignedOff, ...] = Field(
        (), description="Sign-offs of months that this run linked again, as they were published before."
    )
    opt_outs: str | None = Field(
        None,
        description="Keyed digest of the opt-out list of the run; releases of formats 1 and 2 do not tell.",
    )
    opt_out_numbers: Count | None = Field(None, description="How many numbers are on it, if that is known.")
    people: People | None = Field(
        None, description="Whose the hospital records are: supplied or made; earlier versions do not tell."
    )
    key_id: str
    model_id: str | None = None
    month_m: tuple[RecordedMonthM, ...] = Field(
        (), description="What the month adapted of that model; empty: nothing."
    )
    method: Method | None = Field(None, description="Of `month`; releases of format 1 do not tell.")
    include_source_keys: bool = False
    pseudonymise_person: bool = False
    pseudonymised: tuple[str, ...] = Field((), description="Kinds of keys under pseudonyms: person, record.")
    fingerprints: Annotated[dict[Month, Texts], AfterValidator(_by_name)] = Field(
        description="What each month was made from, as named digests: what a later run compares."
    )
    made_from: Texts | None = Field(
        None, description="What the run was made from, as named digests; earlier versions do not tell."
    )
    delivery: Delivery | None = Field(
        None, description="What the run found against the release before, by month; null for the first."
    )
    contexts: Annotated[dict[Month, MonthContext], AfterValidator(_by_name)] = Field(
        default_factory=dict,
        description="What the links of each month rest on besides its rows and people; earlier versions kept none.",
    )
    made_again: Annotated[dict[Month, Counts], AfterValidator(_by_name)] = Field(
        default_factory=dict, description="Counts of the months besides `month` that this run linked."
    )
    scopes: Annotated[dict[Month, Scope], AfterValidator(_by_name)] = Field(
        default_factory=dict,
        description="Scope of each month; one that is not here was published by a version that took all for national.",
    )
    all_spells: Annotated[dict[Month, bool], AfterValidator(_by_name)] = Field(
        default_factory=dict,
        description="By month: hospital records of everybody in HES, or of linked people.",
    )
    shared_from: str | None = Field(
        None,
        description="Release whose shareable report was taken over: the month was shared, linked again, not declared.",
    )
    versions: Texts
    peak_memory_bytes: Count | None = None
    files: tuple[File, ...] = Field(default=(), description="Every file of the release but this one.")

    def counts_of(self, month: str) -> Counts | None:
        """The counts of a month that this run linked; None of any other."""
        if month == self.month:
            return None if self.only_strikes else self.counts
        return self.made_again.get(month)

    def digest_of(self, path: str) -> str | None:
        """SHA-256 of a file as it was published; None for one that is not listed."""
        return next((file.sha256 for file in self.files if file.path == path), None)

    def paths_below(self, *folders: str) -> list[str]:
        """The files in folders of the release, such as links/test_month=2026-04, at any depth."""
        return [
            file.path for file in self.files if file.path.startswith(tuple(f"{name}/" for name in folders))
        ]

    @property
    def form(self) -> Form:
        """What the next release must share with this one."""
        return Form(
            key_id=self.key_id,
            include_source_keys=self.include_source_keys,
            pseudonymise_person=self.pseudonymise_person,
            pseudonymised=self.pseudonymised or (("person",) if self.pseudonymise_person else ()),
        )


def manifest_bytes(manifest: Manifest) -> bytes:
    """The text of manifest.json: keys in the order above, names within in alphabetical order."""
    return (json.dumps(manifest.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n").encode()


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`; IntegrityError when it is missing or not one this program understands."""
    try:
        content = plain_bytes(path)
        found = json.loads(content)
        format_version = int(found["format_version"])
        if format_version > FORMAT_VERSION:
            raise IntegrityError(
                f"{path} was written by a newer version of this program (format {format_version}, "
                f"this one reads {FORMAT_VERSION}); update the program"
            )
        return Manifest.model_validate_json(content)
    except OSError:
        raise IntegrityError(f"{path} cannot be read; restore the release from your latest backup") from None
    except ValidationError as problem:
        where = sorted({".".join(map(str, error["loc"])) for error in problem.errors(include_input=False)})
    except (ValueError, TypeError, KeyError, RecursionError):
        raise IntegrityError(
            f"{path} is not a manifest this program understands; restore the release from your latest backup"
        ) from None
    # Raised only here: pydantic's error, kept as the context of this one, would keep the frames of all callers, and
    # the databases in them, where the garbage collector does not look, until the program ends.
    raise IntegrityError(
        f"{path} is not a manifest this program understands (at {', '.join(where[:5])}); "
        "restore the release from your latest backup"
    )
