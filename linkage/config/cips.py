"""Settings of continuous inpatient spells: how long between two spells, and which codes mean a transfer."""

from typing import Annotated

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
