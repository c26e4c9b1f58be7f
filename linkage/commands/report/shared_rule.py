"""The rule that shared numbers were made by, as statistics.csv names it: a profile of control, and a scope."""

from dataclasses import dataclass, replace

from linkage.disclosure.profile import Profile
from linkage.words.figure import NATIONAL, SUB_NATIONAL


@dataclass(frozen=True)
class Rule:
    """
    A profile's label with the scope that held.

    >>> str(Rule("hes_2018", "sub-national")), Rule.read("hes_2018")
    ('hes_2018, sub-national', Rule(label='hes_2018', scope='national'))
    """

    label: str
    scope: str

    def __str__(self) -> str:
        """As it stands in statistics.csv."""
        return f"{self.label}, {self.scope}"

    @classmethod
    def read(cls, text: str) -> "Rule":
        """A rule as it was written; an earlier version named no scope, and took every month for national."""
        label, _, scope = text.rpartition(", ")
        return cls(label, scope) if label and scope in {NATIONAL, SUB_NATIONAL} else cls(text, NATIONAL)


def within(profile: Profile, *, is_national: bool) -> Profile:
    """The profile as it holds in a scope: numbers are left alone, if at all, in a national one only."""
    return profile if is_national else replace(profile, national_exact=False)
