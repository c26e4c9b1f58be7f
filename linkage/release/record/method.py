"""The part of a manifest that says how the month was linked."""

from pydantic import Field

from linkage.release.record.part import ManifestPart


class RankAsked(ManifestPart):
    """What a rank asks of each identifier, in one word."""

    rank: str
    meaning: str
    nhs_number: str
    birth_date: str
    sex: str
    postcode: str


class Method(ManifestPart):
    """How the month was linked, in the words of its report."""

    profile: str
    meaning: str
    ranks: tuple[RankAsked, ...]
    compared_with: tuple[str, str] | None = Field(
        None, description="Release that the change is against, and its month; none before the second."
    )
    has_opt_outs: bool = Field(default=False, description="Whether a list of opt-outs was supplied.")
    hospital_until: str | None = Field(description="Latest hospital activity that was supplied, YYYY-MM-DD.")
    data_years: dict[str, str] = Field(
        default_factory=dict,
        description="Data years of admitted patient care that were supplied, each complete or provisional: what a "
        "complete one does not hold any more has ended. Earlier versions do not tell.",
    )
