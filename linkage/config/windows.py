"""Windows: how many days may lie between an event and the record it belongs with."""

from pydantic import Field

from linkage.config.setting import Strict


class Windows(Strict):
    """Days within which an event and an episode belong together."""

    ae_days_after_arrival: int = Field(1, ge=0, le=7, description="AE_SAME_DAY: days from arrival to test.")
    ae_days_to_admission: int = Field(
        1, ge=0, le=7, description="AE_THEN_ADMITTED: days from arrival to an emergency admission there."
    )
    ecds_days_in_department: int = Field(
        3,
        ge=0,
        le=31,
        description="AE_SAME_DAY: an ECDS attendance lasts to its departure, at most so many days.",
    )
    op_requested_days: int = Field(
        180,
        ge=1,
        le=731,
        description="OP_REQUESTED: days from the appointment that asked for it to the test.",
    )
    pre_admission_days: int = Field(
        28, ge=1, le=366, description="PRE_ADMISSION: days from test to admission."
    )
    gp_da_then_admission_days: int = Field(
        28, ge=1, le=366, description="GP_DA_THEN_ADMISSION: days from test to admission."
    )
    post_discharge_days: int = Field(
        30, ge=1, le=366, description="POST_DISCHARGE: days from discharge to test."
    )
