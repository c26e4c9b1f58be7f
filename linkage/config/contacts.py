"""What counts as an admission, as an attendance that led to one, and as an appointment of a clinic: a setting each."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from linkage.config.setting import Strict
from linkage.config.windows import Windows

MethodGroup = Literal["elective", "planned", "emergency", "maternity", "birth", "transfer", "other"]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,18}$")]

NOT_ADMITTED = (
    *("02", "03", "04", "05", "06", "07", "10", "11", "12", "13"),
    *("306689006", "306691003", "19712007", "305398007"),
)
"""AEATTENDDISP: discharged, sent to a clinic or elsewhere, died, left; ECDS: home, elsewhere, mortuary."""


class Contacts(Strict):
    """What hospital records have to be, for relations, the next admission and statistics to be told of them."""

    no_admission: tuple[MethodGroup, ...] = Field(
        ("birth",), description="Groups of admission methods that are no admission."
    )
    no_relation_before: tuple[MethodGroup, ...] = Field(
        ("maternity",),
        description="Groups of admission methods before which there is no PRE_ADMISSION or GP_DA_THEN_ADMISSION.",
    )
    readmission_days: int = Field(
        29,
        ge=0,
        le=366,
        description="An emergency admission so many days after a discharge is a readmission.",
    )
    not_admitted: tuple[Code, ...] = Field(
        NOT_ADMITTED,
        description="AE_THEN_ADMITTED by date: disposals (AEATTENDDISP, or the destination of ECDS) that no admission "
        "follows.",
    )
    imaging_appointments: tuple[Code, ...] = Field(
        ("812",), description="Treatment functions of appointments that are the record of the scan itself."
    )

    @property
    def of_admissions(self) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        """What makes an admission: groups that are none, groups with no relation before, days to a readmission."""
        return self.no_admission, self.no_relation_before, self.readmission_days


class PathwaysTable(Windows, Contacts):
    """[pathways]: what differs from the rules file, of its windows and of what counts as a contact."""
