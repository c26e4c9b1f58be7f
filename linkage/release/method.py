"""The part of a manifest that says how the month was linked."""

from pydantic import Field

from linkage.release.part import Part


class RankAsked(Part):
    """What a rank asks of each identifier, in one word."""

    rank: str
    meaning: str
    nhs_number: str
    birth_date: str
    sex: str
    postcode: str


class Method(Part):
    """How the month was linked, in the words of its report."""

    profile: str
    meaning: str
    ranks: tuple[RankAsked, ...]
    hospital_until: str | None = Field(description="Latest hospital activity that was supplied, YYYY-MM-DD.")
