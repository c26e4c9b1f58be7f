"""Profiles of disclosure control: the smallest number of people that may be shown, and how the rest is rounded."""

from dataclasses import dataclass

SHOWN, ROUNDED, SUPPRESSED = "shown", "rounded", "suppressed"
"""What control did to a number."""


@dataclass(frozen=True)
class Profile:
    """
    One rule for counts of people: in the field a threshold rule, and rounding to a base.

    A count of 1 to `smallest` - 1 people is suppressed, 0 and larger ones are rounded to the nearest multiple of
    `base` (a half goes up). With `national_exact`, numbers about the whole country are left alone.
    """

    name: str
    smallest: int
    base: int
    national_exact: bool

    def __post_init__(self) -> None:
        """Refuse a rule that says nothing: ValueError."""
        if self.smallest < 1 or self.base < 1:
            raise ValueError("a profile needs a smallest count and a base of at least 1")

    @property
    def label(self) -> str:
        """What tells it from any other rule: its name, and of one that does not ship its numbers."""
        if PROFILES.get(self.name) == self:
            return self.name
        scope = "national numbers left alone" if self.national_exact else "all numbers"
        return f"{self.name} (smallest {self.smallest}, base {self.base}, {scope})"

    @property
    def limit(self) -> int:
        """The largest number of people that is too small to show."""
        return self.smallest - 1

    def is_small(self, people: int) -> bool:
        """Whether so few people, but somebody, are behind a number."""
        return 0 < people <= self.limit

    def rounded(self, count: int) -> int:
        """The nearest multiple of the base; a half goes up."""
        return (count + self.base // 2) // self.base * self.base

    def span(self, count: int) -> tuple[int, int]:
        """What a reader who sees `rounded(count)` knows of the count: the least and the most it may be."""
        middle = self.rounded(count)
        low, high = middle - self.base // 2, middle + (self.base - 1) // 2
        if middle == 0:
            return 0, high if high > self.limit else 0
        return max(low, self.smallest), high


HES_2018 = Profile("hes_2018", smallest=8, base=5, national_exact=True)
"""HES and ECDS outputs since 13 September 2018: 1 to 7 hidden, the rest to the nearest 5, national numbers alone."""

NHSE_SDE = Profile("nhse_sde", smallest=10, base=5, national_exact=False)
"""NHS England's Secure Data Environment: every count under 10 hidden, larger ones to a multiple of 5, at any level."""

PROFILES = {profile.name: profile for profile in (HES_2018, NHSE_SDE)}
