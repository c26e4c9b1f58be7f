"""One number of the statistics table, exact or as it may be shown."""

from dataclasses import dataclass

SUB_NATIONAL = "sub-national"


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
    level: str = "national"
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
        """Whether it is about one provider or site."""
        return self.level == SUB_NATIONAL

    @property
    def is_suppressed(self) -> bool:
        """Whether disclosure control hides it."""
        return self.control == "suppressed"
