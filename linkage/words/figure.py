"""One number of the statistics table, exact or as it may be shown."""

from dataclasses import dataclass

NATIONAL, SUB_NATIONAL = "national", "sub-national"
"""Levels of a number, and scopes of a month: about the whole country, or about a part of it."""

UNKNOWN = "unknown"
"""Category of what is not known: as a provider it is nobody, and no one to compare with."""

PARTS = ("provider", "site")
"""What a breakdown begins with whose numbers are about one provider or site, in a month of any scope."""


def level_of(breakdown: str, *, is_national: bool) -> str:
    """
    What a number of this breakdown is about, in a month whose scope is national or not.

    >>> level_of("sex", is_national=True), level_of("sex", is_national=False)
    ('national', 'sub-national')
    >>> level_of("provider.nhs_number", is_national=True)
    'sub-national'
    """
    return NATIONAL if is_national and breakdown.partition(".")[0] not in PARTS else SUB_NATIONAL


@dataclass(frozen=True)
class Figure:
    """
    One row of the statistics: a share of events, a count, or an estimate (which has no numerator).

    `control` is what disclosure control did to it: shown, rounded or suppressed; None before. A suppressed number
    has no numerator and no value, and no denominator where that is hidden too.
    """

    table: str
    breakdown: str
    category: str
    measure: str
    numerator: int | None
    denominator: int | None
    value: float | None
    period: str = ""
    level: str = NATIONAL
    numerator_people: int | None = None
    complement_people: int | None = None
    control: str | None = None
    from_release: str | None = None
    """The earlier release that a shared number stands from, since few people lie between then and now."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What names it within a month."""
        return self.table, self.breakdown, self.category, self.measure

    @property
    def is_sub_national(self) -> bool:
        """Whether it is about one provider or site, whatever the scope of the month."""
        return self.breakdown.partition(".")[0] in PARTS

    @property
    def is_suppressed(self) -> bool:
        """Whether disclosure control hides it."""
        return self.control == "suppressed"
