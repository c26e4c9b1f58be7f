"""
Which providers sent how many events of each month: as that month is now, not as it was when it was first published.

    inside     each month as the release has it
    outside    the month itself, and earlier ones as last shared: in a report of their own, or on the charts

    events of       2019-08  2019-09  2019-10        under the codes of now, RZ3 followed by RZ4 in the lookup of sites
    RZ3                 100       90        -        -
    RZ4                  50       60      140        150  150  140: it took over what RZ3 sent
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf

from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.rounding import span
from linkage.report.table import Mark, ShownCell
from linkage.words.figure import Figure
from linkage.words.same_provider import took_over

Followed = Mapping[str, tuple[str, ...]]
"""By code of a provider, those that took its place."""


@dataclass(frozen=True)
class Submitter:
    """A provider and what it sent."""

    code: str
    events: Mapping[str, int | None]
    """By month in which it sent anything; None where the number is hidden."""
    spans: Mapping[str, tuple[float, float]]
    """The least and the most that each may be, whatever it was before it was rounded or hidden."""


@dataclass(frozen=True)
class Sent:
    """What every provider of a month, or of an earlier one, sent."""

    month: str
    everybody: tuple[Submitter, ...]
    """By code."""
    told: tuple[str, ...]
    """The months of which something is told by provider, oldest first."""
    untold: frozenset[str] = frozenset()
    """Months that the release has, of which a shareable report tells nothing by provider."""

    assumed: tuple[Submitter, ...] = ()
    """Those that count for another because a hidden number leaves it open."""

    @property
    def months(self) -> list[str]:
        """The published months, oldest first."""
        return sorted({*self.told, *self.untold})

    def number(self, one: Submitter, month: str) -> ShownCell:
        """Events of a month; a provider without a row has none, where anything is told."""
        if month in self.untold:
            return Mark.NOT_SHARED
        events = one.events.get(month, 0)
        return Mark.SUPPRESSED if events is None else events


def sent_of(figures: Figures, facts: ReportFacts) -> Sent:
    """Of the months up to that of the report; events whose provider nobody knows are no provider's."""
    everybody = tuple(submitter(code, rows, facts) for code, rows in sorted(figures.sent.items()))
    told = tuple(sorted({month for one in everybody for month in one.events}))
    untold = {month for month in facts.months if month <= figures.period}.difference(told)
    return Sent(figures.period, everybody, told, frozenset(untold if figures.is_controlled else ()))


def submitter(code: str, rows: list[Figure], facts: ReportFacts) -> Submitter:
    """A provider, from its rows; one whose number is hidden stands for one event or more."""
    spans = {
        row.period: (1, inf) if row.denominator is None else span(row.denominator, row, facts.disclosure)
        for row in rows
    }
    return Submitter(code, {row.period: row.denominator for row in rows}, spans)


def under_codes_of_now(sent: Sent, followed: Followed) -> Sent:
    """
    What one sent that another has followed counts for that other, unless it still sends under its code.

    Only where those who followed took over what it sent, as gates have it. Of one that was split nobody can tell for
    whom it counts: it is left out.
    """
    found: dict[str, Submitter] = {}
    assumed = []
    for one in sent.everybody:
        successors = () if sent.month in one.events else followed.get(one.code, ())
        is_known = is_taken_over(one, successors, sent, followed)
        if is_known is None:
            assumed.append(one)
        elif not is_known:
            successors = ()
        if len(successors) > 1:
            continue
        code = successors[0] if successors else one.code
        found[code] = put_together(found[code], one) if code in found else replace(one, code=code)
    return replace(sent, everybody=tuple(found[code] for code in sorted(found)), assumed=tuple(assumed))


def is_taken_over(one: Submitter, successors: tuple[str, ...], sent: Sent, followed: Followed) -> bool | None:
    """
    Whether its followers send more since its last month, by half of what it and others of them sent that stopped then.

    None where numbers are hidden: then it counts as if they did, since what is not known is no reason to name anybody.
    """
    last = max(one.events)
    since = [month for month in sent.told if month > last]
    if not successors or not since:
        return bool(successors)
    stopped = total(
        other.events[last]
        for other in sent.everybody
        if followed.get(other.code) == successors and max(other.events) == last
    )
    parts = [other.events for other in sent.everybody if other.code in successors]
    before, now = (total(events.get(month, 0) for events in parts) for month in (last, since[0]))
    if stopped is None or before is None or now is None:
        return None
    return took_over(stopped, before, now)


def total(numbers: Iterable[int | None]) -> int | None:
    """Their sum; None where one is hidden."""
    known = list(numbers)
    return None if None in known else sum(filter(None, known))


def put_together(one: Submitter, other: Submitter) -> Submitter:
    """Two as one; a sum is hidden where a part of it is."""
    events, spans = dict(one.events), dict(one.spans)
    for month, number in other.events.items():
        before = events.get(month, 0)
        events[month] = None if number is None or before is None else before + number
        least, most = spans.get(month, (0, 0))
        spans[month] = least + other.spans[month][0], most + other.spans[month][1]
    return Submitter(one.code, events, spans)
