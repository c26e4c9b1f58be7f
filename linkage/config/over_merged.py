"""The limits beyond which a person key of HES may be of several people."""

from pydantic import Field

from linkage.config.setting import Strict


class OverMerged(Strict):
    """[linkage.over_merged]: beyond these a person key may be of several people, and is flagged."""

    max_nhs_numbers: int = Field(3, ge=1, description="Valid NHS numbers that one person may have had.")
    max_birth_dates: int = Field(3, ge=1, description="Valid birth dates that one person may have had.")
