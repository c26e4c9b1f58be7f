"""The tables of a job file that say what is published and how the report introduces itself."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from linkage.config.setting import Strict
from linkage.config.text import Address, Line

Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


MOST_DRAWS = 100


class CustomTable(Strict):
    """[outputs.custom]: a disclosure rule of your own."""

    smallest: int = Field(
        ge=1, le=1000, description="Smallest number of people that may be shown.", examples=[10]
    )
    base: int = Field(
        ge=1, le=1000, description="Larger counts are rounded to a multiple of this.", examples=[5]
    )
    national_exact: bool = Field(False, description="Whether numbers about the whole country are left alone.")


class OutputsTable(Strict):
    """[outputs]: what a release holds, and under which rule its numbers are shared."""

    include_source_keys: bool = Field(
        False, description="Add site_code and accession_number to links (secure areas only)."
    )
    pseudonymise_person: bool = Field(
        False, description="Replace person and record keys by keyed hashes; needs [keys] pseudonym."
    )
    all_spells: bool = Field(
        False,
        description="Spells, CIPS, episodes, attendances and appointments of everybody in HES, not of people with a "
        "linked event alone: rates over stays or attendances need it.",
    )
    hospital_records: bool = Field(
        True,
        description="Episodes, attendances and appointments of the people whose spells are published; false: a release "
        "of about half the size, with spells and CIPS alone.",
    )
    link_draws: int = Field(
        0,
        ge=0,
        le=MOST_DRAWS,
        description="So many plausible sets of links beside the published ones, with the records of whoever is drawn, "
        "for analyses that carry linkage error; 20 are enough for most. Needs a profile with rank P; 0: none.",
    )
    gp_practice: bool = Field(
        False,
        description="Add the general practice of registration to events (it tells where somebody lives).",
    )
    disclosure: Literal["hes_2018", "nhse_sde", "custom"] | None = Field(
        None, description="Rule of disclosure control for the shareable report; absent: there is none."
    )
    custom: CustomTable | None = None
    scope: Literal["national"] | None = Field(
        None,
        description="Declares that the files are those of the whole country; absent: every number is controlled.",
    )
    national_min_providers: int = Field(
        100,
        ge=1,
        description="A declared national month of fewer providers is controlled as sub-national all the same.",
    )


class Rebase(Strict):
    """[[report.rebase]]: charts have a new mean and new limits from a month on."""

    month: Month = Field(description="First month of the new limits, YYYY-MM.")
    reason: Line = Field(description="Why, as shown on the charts.")


class ReportTable(Strict):
    """[report]: how the report introduces itself."""

    status: Line | None = Field(None, description="Provisional or final, as shown on the report.")
    contact: Address | None = Field(None, description="Whom to ask.")
    marking: Line | None = Field(
        None, description="Protective marking of the internal report, such as OFFICIAL-SENSITIVE."
    )
    shareable_marking: Line | None = Field(
        None, description="Protective marking of the shareable report; absent: it has none."
    )
    next_date: Line | None = Field(None, description="When the next report is due, as it is to be shown.")
    rebase: tuple[Rebase, ...] = ()
    revisions: tuple[Month, ...] = Field(
        (),
        description="Months that may be shared in new numbers when they are linked again; others stay as shared.",
    )
