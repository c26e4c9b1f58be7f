"""
Who is expected to send events and sent none of the month.

    events of       2019-08  2019-09  2019-10  2019-11
    R001                120      131      118      165     sends
    R002                 40       38       44        -     silent since 2019-11: it is expected
    R003                  4        3        -        -     too few before to be expected
    R004                 50       48       51        -     followed by R001, which took over: counts for R001
    R005                 40  hidden        44        -     outside: may be silent, which numbers shown do not settle

A provider is expected when it sent ENOUGH in each of the STEADY published months up to its last. By chance one of ten
events a month sends none in one month of twenty thousand. Numbers are those of now, under the codes of now.
"""

from dataclasses import dataclass

from linkage.report.coverage.sent import Sent, Submitter, sent_of, under_codes_of_now
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures

STEADY, ENOUGH = 3, 10


@dataclass(frozen=True)
class Silent:
    """An expected provider without events in the month."""

    code: str
    months: tuple[str, ...]
    """The published months without any, up to this one."""
    usual: float
    """Mean of its last STEADY months with events."""

    @property
    def is_new(self) -> bool:
        """Whether it is among the first STEADY months, in which the first screen asks; later the chapter alone does."""
        return len(self.months) <= STEADY


def silent(sent: Sent) -> tuple[Silent, ...]:
    """
    Expected providers that sent nothing in the month; none where nobody did, for then it is no provider's doing.

    `sent` is under the codes of now. Named are those alone that are so whatever hidden and rounded numbers were.
    """
    if sent.month not in sent.told:
        return ()
    found = (silence(one, sent) for one in sent.everybody)
    return tuple(one for one in found if one is not None)


def silence(one: Submitter, sent: Sent) -> Silent | None:
    """How long a provider has sent nothing, up to the month; None of one that sends or is not surely expected."""
    before, gone = last_months(one, sent)
    if sent.untold.intersection((*before, *gone)) or not is_expected(one, before, 0):
        return None
    return Silent(one.code, gone, sum(one.events[month] or 0 for month in before) / STEADY) if gone else None


def last_months(one: Submitter, sent: Sent) -> tuple[list[str], tuple[str, ...]]:
    """The last STEADY published months up to a provider's last, and those since."""
    months = sent.months
    end = months.index(max(one.events)) + 1
    return months[max(end - STEADY, 0) : end], tuple(months[end:])


def is_expected(one: Submitter, before: list[str], side: int) -> bool:
    """Whether it sent enough in each of its last months: at the least (0) or at the most (1) that numbers may be."""
    return len(before) == STEADY and all(one.spans.get(month, (0, 0))[side] >= ENOUGH for month in before)


def is_silence_open(sent: Sent) -> bool:
    """Whether a provider that is not named may have fallen silent, had hidden or rounded numbers been others."""
    if sent.month not in sent.told:
        return bool(sent.told)
    if sent.untold.intersection(sent.months[-2 * STEADY :]):
        return True
    for one in sent.everybody:
        before, gone = last_months(one, sent)
        if 0 < len(gone) <= STEADY and is_expected(one, before, 1) and not is_expected(one, before, 0):
            return True
    for one in sent.assumed:
        before, gone = last_months(one, sent)
        if 0 < len(gone) <= STEADY and is_expected(one, before, 1):
            return True
    return False


def silent_names(figures: Figures, facts: ReportFacts) -> list[str]:
    """Those that the first screen asks after, by name, with since when where that was before the month."""
    now = under_codes_of_now(sent_of(figures, facts), facts.followed)
    return [
        facts.named(one.code) + (f" since {one.months[0]}" if len(one.months) > 1 else "")
        for one in silent(now)
        if one.is_new
    ]
