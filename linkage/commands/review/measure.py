"""
What reviewers' answers come to for a month of a release: links as the program makes them, before anybody settled any.

Answers of every sample of the month count, whichever release it was drawn from (post-stratified): an event that is as
the program linked it is judged against that link, in the stratum it has now; one that reviewers have settled since
against the link that it had, in the stratum that it was drawn from.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from linkage.commands.review.answers import KeptAnswer, read_kept, standing
from linkage.commands.review.design import Design, DrawnEvent, read_design
from linkage.commands.review.folders import SampleFolders, samples
from linkage.commands.review.month_now import MonthNow, month_now
from linkage.commands.review.told import told_of
from linkage.config.job import Job
from linkage.release.layout import Layout
from linkage.review.agreement import cohens_kappa
from linkage.review.estimate import precision, recall
from linkage.review.judged import Judged
from linkage.review.measured import MeasuredStratum, ReviewMeasured
from linkage.review.shares import Shares, shares_of
from linkage.review.stratum import LINKED, stratum_named
from linkage.words.interval import wilson


def review_figures(job: Job, layout: Layout, folder: Path, month: str) -> ReviewMeasured | None:
    """What the answers come to for `month` of the release in `folder`; None where nobody has answered anything."""
    designs = [read_design(SampleFolders(layout, name).design) for name in samples(layout)]
    of_month = [design for design in designs if design.month == month]
    answered = {
        design.sample: standing(read_kept(SampleFolders(layout, design.sample).answers))
        for design in of_month
    }
    if not any(answered.values()):
        return None
    asked = {event for design in of_month for event in design.events}
    now = month_now(job, layout, folder, month, asked)
    return measured(month, of_month, answered, now)


Answered = Mapping[str, Mapping[str, list[KeptAnswer]]]
"""By sample and event, the answers that count."""


def measured(month: str, designs: Iterable[Design], answered: Answered, now: MonthNow) -> ReviewMeasured:
    """The same from values."""
    drawn = drawn_events(designs, answered)
    told = [
        one
        for event, (design, was) in sorted(drawn.items())
        if (one := told_of(design, was, answered[design.sample].get(event, []), now.events.get(event)))
    ]
    sizes = dict(now.sizes)
    for event, (_, was) in drawn.items():
        if (there := now.events.get(event)) and there.stratum is None:
            sizes[was.stratum] = sizes.get(was.stratum, 0) + 1
    judged = [found for each in told if (found := each.judged())]
    given = {event: answered[design.sample].get(event, []) for event, (design, _) in drawn.items()}
    seen = {one.stratum for one in judged}
    return ReviewMeasured(
        month=month,
        samples=tuple(sorted({design.sample for design, _ in drawn.values()})),
        drawn=len(drawn),
        to_judge=sum(one.is_shown for one in told),
        judged=sum(one.is_shown for one in judged),
        waiting=sum(len(those) for event, those in given.items() if event not in now.events),
        to_third=sum(one.is_queued() for one in told),
        reviewers=len({answer.reviewer for those in given.values() for answer in those}),
        agreement=cohens_kappa([pair for one in told if (pair := one.pair())]),
        precision=precision(judged, sizes),
        recall=recall(judged, sizes),
        not_covered=sum(events for name, events in sizes.items() if name not in seen),
        strata=tuple(measured_strata(judged, sizes)),
    )


def drawn_events(designs: Iterable[Design], answered: Answered) -> dict[str, tuple[Design, DrawnEvent]]:
    """Every event of a sample; one of several samples as in the last in which anybody answered."""
    drawn: dict[str, tuple[Design, DrawnEvent]] = {}
    for design in sorted(designs, key=lambda design: (design.exported_on, design.sample)):
        for event, one in design.events.items():
            if event not in drawn or answered[design.sample].get(event):
                drawn[event] = (design, one)
    return drawn


def measured_strata(judged: list[Judged], sizes: Mapping[str, int]) -> list[MeasuredStratum]:
    """Each stratum in the three readings, with the interval of the middle one."""
    read = {name: shares_of(judged, sizes, name) for name in ("worst", "middle", "best")}
    found = []
    for name, worst in read["worst"].items():
        middle, best = read["middle"].get(name), read["best"][name]
        is_linked = stratum_named(name).side == LINKED
        shares = [
            None if one is None else one.right if is_linked else one.missed for one in (worst, middle, best)
        ]
        low, high = interval_of(shares[1], middle) if middle and shares[1] is not None else (0.0, 1.0)
        ends = sorted(share for share in (shares[0], shares[2]) if share is not None)
        found.append(
            MeasuredStratum(name, worst.events, worst.judged, shares[1], low, high, ends[0], ends[-1])
        )
    return found


def interval_of(share: float, seen: Shares) -> tuple[float, float]:
    """Wilson's interval of a share of a finite stratum; of one that was judged whole nothing is left open."""
    left = seen.events - seen.judged
    return wilson(share, seen.judged * (seen.events - 1) / left) if left > 0 else (share, share)
