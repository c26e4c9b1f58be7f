"""Random months as a report tells of them, exact and under control: small groups and providers, moves, signals."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from linkage.commands.report.comparison import change_figures
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import Profile
from linkage.disclosure.series import publications
from linkage.report.chapters.rank_table import RankDescription
from linkage.report.facts import Approval, ReportFacts
from linkage.report.figures import Figures
from linkage.words.figure import NATIONAL, Figure
from linkage.words.interval import wilson
from tests.report.series_world import copies, counted, flow, share, statuses, usable
from tests.report.told import FACTS

BREAKDOWNS = {"sex": 3, "age_band": 6, "ethnic_group": 8, "source_setting": 4}
"""Breakdown, and groups of it."""
MONTHS = 4
PERIODS = tuple(f"2019-{month:02}" for month in range(1, MONTHS + 1))
NOW, BEFORE = PERIODS[-1], PERIODS[-2]
P = RankDescription("P", "scored", "", "", "", "")


@dataclass(frozen=True)
class Twins:
    """One month told twice, from exact and from shared numbers, with the facts of each."""

    exact: Figures
    internal: ReportFacts
    shared: Figures
    shareable: ReportFacts


def parts(chance: Random, events: int, rate: float) -> tuple[int, int, int]:
    """Linked, in review and unlinked of so many events, each missed at a rate."""
    missed = sum(chance.random() < rate for _ in range(events))
    review = chance.randint(0, missed)
    return events - missed, review, missed - review


def divided(chance: Random, whole: list[int], groups: int) -> list[tuple[int, int, int]]:
    """The events of a month dealt out to groups, of which some are small and some miss more than others."""
    size = [chance.choice((0.01, 0.05, 1.0, 3.0)) for _ in range(groups)]
    luck = [chance.choice((1.0, 1.0, 1.3, 3.0)) for _ in range(groups)]
    dealt = [[0, 0, 0] for _ in range(groups)]
    for part, count in enumerate(whole):
        weights = [one * (more if part else 1.0) for one, more in zip(size, luck, strict=True)]
        for group in chance.choices(range(groups), weights, k=count):
            dealt[group][part] += 1
    return [(linked, review, unlinked) for linked, review, unlinked in dealt]


def month(chance: Random, period: str, sizes: list[int], rates: list[float]) -> list[Figure]:
    """The statistics of one month."""
    rows: list[Figure] = []
    whole = [0, 0, 0]
    for place, (size, rate) in enumerate(zip(sizes, rates, strict=True)):
        code, events = f"R{place:03}", max(1, size + chance.randint(-size // 10, size // 10))
        found = parts(chance, events, rate * chance.choice((0.8, 1.0, 1.2, 2.0)))
        whole = [have + part for have, part in zip(whole, found, strict=True)]
        rows += statuses(period, "provider", code, found)
        rows += statuses(period, "site", f"{code}01", found)
        valid = events - sum(chance.random() < 0.05 for _ in range(events))
        rows += usable(period, "provider.nhs_number", code, valid, events)
    rows += statuses(period, "month", period, whole)
    for breakdown, groups in BREAKDOWNS.items():
        for group, found in enumerate(divided(chance, whole, groups), start=1):
            if sum(found):
                rows += statuses(
                    period, breakdown, f"0{group}" if breakdown == "source_setting" else str(group), found
                )
    rows += copies(rows)
    rows += flow(period, whole)
    linked, events = whole[0], sum(whole)
    rows += [
        counted(period, "rank", "P", "records", linked, events),
        counted(period, "rank", "P", "people", linked, None),
        share(period, "match_rank", "rank", "P", "share_of_matched", linked, linked),
        share(period, "match_rank", "rank", "P", "cumulative_share", linked, linked),
    ]
    for category, count in (("matched", linked), ("supplied", events)):
        rows.append(
            replace(
                rows[-1],
                table="match_rank",
                breakdown="total",
                category=category,
                measure="records",
                numerator=count,
                denominator=events,
                numerator_people=count,
                complement_people=0,
            )
        )
    rows.append(
        replace(
            rows[-1],
            measure="match_rate",
            numerator=linked,
            value=linked / events,
            numerator_people=linked,
            complement_people=events - linked,
        )
    )
    wrong = chance.choice((0.001, 0.0038, 0.0041, 0.02))
    for measure, value in (("target", 0.004), ("expected_false_link_share", wrong)):
        rows.append(Figure("rank_p", "month", period, measure, None, None, value, period))
    return rows + [
        Figure("linkage_error", "month", period, measure, None, None, value, period, NATIONAL, *people)
        for measure, value, people in errors(Random(f"{period} {whole}"))
    ]


def errors(chance: Random) -> Iterator[tuple[str, float, tuple[int, int]]]:
    """What is known of the links of all ranks, and by the hold-out: measure, value, people on both sides."""
    yield "expected_wrong_share", chance.choice((0.001, 0.0041, 0.0062)), (900, 0)
    for name, shares in (("recall", (0.3, 0.48, 0.51, 0.8)), ("false_link_share", (0.001, 0.0045, 0.03))):
        trials, share = chance.choice((700, 9_000)), chance.choice(shares)
        found = round(share * trials)
        for end, value in zip(
            ("", "_low", "_high"), (found / trials, *wilson(found / trials, trials)), strict=True
        ):
            yield f"holdout_{name}{end}", round(value, 4), (found, trials - found)


def twins(seed: int, rule: Profile) -> Twins:
    """A random series under a rule, as it holds in the scope of its months."""
    chance = Random(seed)
    sizes = [chance.choice((3, 12, 60, 200, 400)) for _ in range(chance.randint(3, 12))]
    rates = [chance.choice((0.0, 0.01, 0.05, 0.15)) for _ in sizes]
    rows = [row for period in PERIODS for row in month(chance, period, sizes, rates)]
    told = {
        period: controlled_month([row for row in rows if row.period == period], rule) for period in PERIODS
    }
    past = [
        row
        for period in PERIODS[:-1]
        for row in told[period]
        if (row.table, row.measure) == ("match_rate_by", "match_rate")
    ]
    series: list[Figure] = []
    for period in PERIODS:
        known = [row for row in rows if row.period <= period]
        series = publications(known, period, told[period], series, rule, lambda _: ())
    hidden = [replace(row, control="rounded") for row in change_figures(told[NOW], told[BEFORE], NOW, BEFORE)]
    facts = replace(
        FACTS,
        release="0004",
        month=NOW,
        ranks=(P,),
        compared=f"release 0003 ({BEFORE})",
        compared_month=BEFORE,
        months=PERIODS,
        approvals=(Approval("0004", "2019-05-01", "A", "fit"),),
    )
    exact = (*rows, *change_figures(rows, rows, NOW, BEFORE))
    return Twins(
        Figures(NOW, exact),
        facts,
        Figures(NOW, (*told[NOW], *past, *hidden, *series), is_shared=True),
        replace(facts, disclosure=rule),
    )
