"""Stays: spells of which some episodes lack a key, continuous inpatient spells (CIPS), unfinished episodes."""

from typing import Annotated, Literal

from pydantic import Field

from linkage.config.setting import Strict

Code = Annotated[str, Field(pattern=r"^[0-9][0-9A-Z]$")]
Codes = tuple[Code, ...]


class Transfer(Strict):
    """Any one of these codes means that a patient moved from one spell to the next."""

    discharge_destinations: Codes = Field(
        ("49", "50", "51", "52", "53", "84", "87"), description="DISDEST of the first spell's last episode."
    )
    admission_sources: Codes = Field(
        ("49", "50", "51", "52", "53", "87"), description="ADMISORC of the next spell's first episode."
    )
    admission_methods: Codes = Field(("2B", "81"), description="ADMIMETH of the next spell's first episode.")


class ReturnedFromHome(Strict):
    """All three together are no transfer: the patient went home and came back through A&E."""

    discharge_destinations: Codes = Field(("19",), description="DISDEST of the first spell's last episode.")
    admission_sources: Codes = Field(("51",), description="ADMISORC of the next spell's first episode.")
    admission_methods: Codes = Field(("21",), description="ADMIMETH of the next spell's first episode.")


class Cips(Strict):
    """When consecutive spells of one person, at whatever providers, are one continuous inpatient spell."""

    max_gap_days: int = Field(
        2, ge=0, le=30, description="Days from a discharge to the next admission, at most."
    )
    transfer: Transfer = Transfer()
    returned_from_home: ReturnedFromHome = ReturnedFromHome()


class Spells(Strict):
    """Which episodes are of one spell, beyond the published rule."""

    keys_missing: Literal["joined", "apart"] = Field(
        "joined",
        description="An episode that lacks the provider spell number, the admission date or both: joined to the spell "
        "with a number that the other tells, or its days; apart: such episodes make spells of their own.",
    )


class Unfinished(Strict):
    """How an unfinished episode that no later complete data year has refuted stands among the records of an event."""

    stands: Literal["behind_closed", "behind_closed_after_census"] = Field(
        "behind_closed",
        description="behind_closed: any closed record of the person, in whatever relation, is primary before it; "
        "behind_closed_after_census: only for tests after the last 31 March on which it was open, since up to that day "
        "the patient is known to have been in.",
    )

    @property
    def after_census(self) -> bool:
        """Whether it stands behind for tests after its last census alone."""
        return self.stands == "behind_closed_after_census"
