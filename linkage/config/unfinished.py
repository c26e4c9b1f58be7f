"""Unfinished episodes of admitted patient care, and what may come before them."""

from typing import Literal

from pydantic import Field

from linkage.config.setting import Strict


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
