"""
What reviewers' answers come to for a month of a release: links as the program makes them, before anybody settled any.

Answers of every sample of the month count, whichever release it was drawn from (post-stratified): an event that is as
the program linked it is judged against that link, in the stratum it has now; one that reviewers have settled since
against the link that it had, in the stratum that it was drawn from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from linkage.commands.review.answers import KeptAnswer, read_kept, standing
from linkage.commands.review.design import Design, DrawnEvent, read_design
from linkage.commands.review.folders import THIRD, SampleFolders, samples
from linkage.config.job import Job
from linkage.engine.duckdb import DuckDBEngine
from linkage.release.layout import Layout
from linkage.review.agreement import Said, cohens_kappa
from linkage.review.estimate import precision, recall
from linkage.review.judged import NOBODY_FOUND, Judged
from linkage.review.measured import MeasuredStratum, ReviewMeasured
from linkage.review.shares import shares_of
from linkage.review.stratum import DECIDED, LINKED, sizes_sql, strata_sql, stratum_named
from linkage.review.verdict import CANNOT_TELL, misses, says, to_queue, verdict
from linkage.session.workspace import reading_engine
from linkage.words.interval import wilson


@dataclass(frozen=True)
class Now:
    """An event as the release has it: its stratum, None once settled, and its link."""

    stratum: str | None
    linked: str | None


@dataclass(frozen=True)
class MonthNow:
    """A month of a release."""

    sizes: Mapping[str, int]
    events: Mapping[str, Now]
    """Of those asked about, those that are there."""


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


def measured(
    month: str,
    designs: Iterable[Design],
    answered: Mapping[str, Mapping[str, list[KeptAnswer]]],
    now: MonthNow,
) -> ReviewMeasured:
    """The same from values; an event of several samples counts as in the last in which it was answered."""
    drawn: dict[str, tuple[Design, DrawnEvent]] = {}
    for design in sorted(designs, key=lambda design: (design.exported_on, design.sample)):
        for event, one in design.events.items():
            if answered[design.sample].get(event) or event not in drawn or not one.is_shown:
                drawn[event] = (design, one)
    judged: list[Judged] = []
    pairs: list[tuple[Said, Said]] = []
    sizes = dict(now.sizes)
    waiting = to_third = 0
    reviewers: set[str] = set()
    for event, (design, one) in sorted(drawn.items()):
        given = answered[design.sample].get(event, [])
        reviewers.update(answer.reviewer for answer in given)
        there = now.events.get(event)
        if there is None:
            waiting += len(given)
            continue
        stratum = there.stratum or one.stratum
        linked = there.linked if there.stratum else one.linked
        if there.stratum is None:
            sizes[stratum] = sizes.get(stratum, 0) + 1
        side = stratum_named(stratum).side
        if not one.is_shown:
            judged.append(Judged(stratum, side, NOBODY_FOUND, is_shown=False))
            continue
        told = [answer.says() for answer in given]
        to_third += to_queue(told, design.reviewers)
        first = [answer.says() for answer in given if answer.round != THIRD][:2]
        if len(first) > 1:
            pairs.append(((first[0].answer, first[0].person), (first[1].answer, first[1].person)))
        if len(told) < design.reviewers:
            continue
        could = len(first) > 1 and all(answer.answer != CANNOT_TELL for answer in first)
        agree = [
            len({look(answer, linked) for answer in first}) == 1 if could else None for look in (says, misses)
        ]
        judged.append(
            Judged(stratum, side, verdict(told, linked, reviewers=design.reviewers), agree[0], agree[1])
        )
    shown = [one for _, one in drawn.values() if one.is_shown]
    return ReviewMeasured(
        month=month,
        samples=tuple(sorted({design.sample for design, _ in drawn.values()})),
        drawn=len(drawn),
        to_judge=len(shown),
        judged=sum(one.is_shown for one in judged),
        waiting=waiting,
        to_third=to_third,
        reviewers=len(reviewers),
        agreement=cohens_kappa(pairs),
        precision=precision(judged, sizes),
        recall=recall(judged, sizes),
        not_covered=sum(
            events for name, events in sizes.items() if name not in {one.stratum for one in judged}
        ),
        strata=tuple(measured_strata(judged, sizes)),
    )


def measured_strata(judged: list[Judged], sizes: Mapping[str, int]) -> list[MeasuredStratum]:
    """Each stratum in the three readings, with Wilson's interval of the middle one."""
    read = {name: shares_of(judged, sizes, name) for name in ("worst", "middle", "best")}
    found = []
    for name, worst in read["worst"].items():
        middle, best = read["middle"].get(name), read["best"][name]
        is_linked = stratum_named(name).side == LINKED
        shares = [
            None if one is None else one.right if is_linked else one.missed for one in (worst, middle, best)
        ]
        low, high = wilson(shares[1], middle.judged) if middle and shares[1] is not None else (0.0, 1.0)
        ends = sorted(share for share in (shares[0], shares[2]) if share is not None)
        found.append(
            MeasuredStratum(name, worst.events, worst.judged, shares[1], low, high, ends[0], ends[-1])
        )
    return found


def month_now(job: Job, layout: Layout, folder: Path, month: str, asked: Iterable[str]) -> MonthNow:
    """The strata of a month of the release in `folder`, and the events that are asked about."""
    files = sorted((folder / "links" / f"test_month={month}").glob("*.parquet"))
    if not files:
        return MonthNow({}, {})
    engine: DuckDBEngine = reading_engine(job, layout, unsafe_debug=False)
    try:
        links = engine.parquet_sql(*files)
        engine.view("review_stratum", strata_sql(links))
        sizes = {
            "/".join(map(str, parts)): int(str(events))
            for *parts, events, _ in engine.rows(sizes_sql("review_stratum"))
        }
        engine.load("review_asked", {"event_id": "text"}, [(event,) for event in sorted(asked)])
        rows = engine.rows(
            f"""
            select links.event_id, links.reason = '{DECIDED}', links.person_id, held.side, held.rank, held.band,
                held.ambiguity
            from {links} as links
            join review_asked as asked on asked.event_id = links.event_id
            left join review_stratum as held on held.event_id = links.event_id"""
        )
    finally:
        engine.close()
    events = {
        str(event): Now(
            None if is_settled else "/".join(map(str, parts)), None if linked is None else str(linked)
        )
        for event, is_settled, linked, *parts in rows
    }
    return MonthNow(sizes, events)
