"""The limits beyond which a person key of HES may be of several people."""

from pydantic import Field

from linkage.config.setting import Strict


class OverMerged(Strict):
    """[linkage.over_merged]"""

    max_nhs_numbers: int = Field(3, ge=1, description="Valid NHS numbers that one person may have had.")
    max_birth_dates: int = Field(3, ge=1, description="Valid birth dates that one person may have had.")
