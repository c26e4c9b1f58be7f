"""The table of a job file that says what a month must not fall short of, and what happens when it does."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from linkage.config.setting import Share, Strict

Limit = Annotated[float, Field(ge=0)]


class GateSetting(Strict):
    """A gate as a job sets it: a mode, or limits; what is left out is as the program has it."""

    mode: Literal["off", "warn", "refuse"] | None = Field(
        None, description="off: not judged; warn: it never refuses; refuse: what would warn refuses too."
    )
    warn: Limit | None = Field(None, description="Beyond this the run warns.")
    refuse: Limit | None = Field(None, description="Beyond this nothing is published.")

    @property
    def is_number(self) -> bool:
        """Whether it was written as a number alone: the limit beyond which it refuses, however small the month."""
        return "warn" in self.model_fields_set and self.warn is None


def in_full(written: object) -> object:
    """A mode or a number as the table that it is short for."""
    if isinstance(written, str):
        return {"mode": written}
    if isinstance(written, int | float) and not isinstance(written, bool):
        return {"warn": None, "refuse": written}
    return written


class ShareSetting(GateSetting):
    """The same, for a gate whose limits are shares: 0.1, not 10, is a tenth."""

    warn: Share | None = Field(None, description="Beyond this the run warns.")
    refuse: Share | None = Field(None, description="Beyond this nothing is published.")


Number = Annotated[GateSetting, BeforeValidator(in_full)]
Part = Annotated[ShareSetting, BeforeValidator(in_full)]


class GatesTable(Strict):
    """[gates]: a number (refuse beyond it), a mode ("off", "warn", "refuse") or { warn = .., refuse = .. } for each."""

    judged_from_events: int = Field(
        50,
        ge=0,
        description="Comparisons and shares of fewer events (or rows, for a file) are left to chance, not judged.",
    )
    silent_from_events: int = Field(
        10, ge=0, description="Events of a provider before, from which on it is told when it sends nothing."
    )
    volume_drop: Part = Field(ShareSetting(), description="Fall of events against the month before.")
    restatement_drop: Part = Field(
        ShareSetting(), description="Fall of events against the month's own earlier publication."
    )
    volume_growth: Number = Field(GateSetting(), description="Growth of events against either.")
    provider_drop: Part = Field(
        ShareSetting(), description="Largest fall of a provider's events against either."
    )
    max_quarantine_share: Part = Field(ShareSetting(), description="Share of DID rows set aside.")
    max_file_quarantine_share: Part = Field(ShareSetting(), description="Share of one file's rows set aside.")
    unended_files: Number = Field(
        GateSetting(), description="Files whose last line has no line end, or with a hole."
    )
    linkage_field_drop: Part = Field(
        ShareSetting(), description="Largest fall of the usable share of a linkage field; 1: it is gone."
    )
    hospital_drop: Part = Field(ShareSetting(), description="Largest fall of the rows of a HES data set.")
    hospital_days_missing: Number = Field(
        GateSetting(), description="Days from the end of the hospital records to the end of the month."
    )
    max_match_rate_drop: Part = Field(
        ShareSetting(), description="Fall of the match rate since the month before."
    )
    min_match_rate: Part = Field(ShareSetting(), description="Match rate of the month.")
    max_expected_false_link_share: Part = Field(ShareSetting(), description="Among the links of rank P.")
    model_drift: Number = Field(
        GateSetting(), description="Times that a field differs more often, or less, than in training."
    )
    provider_drift: Number = Field(GateSetting(), description="The same of a provider, more often alone.")
    min_events: Number = Field(GateSetting(), description="Events of the month.")

    def of(self, name: str) -> GateSetting:
        """The setting of a gate by its name."""
        found: GateSetting = getattr(self, name)
        return found
