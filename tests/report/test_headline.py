"""The first screen: what it must say, and what it must not."""

from dataclasses import replace

import pytest

from linkage.commands.report.comparison import change_figures
from linkage.disclosure.profile import PROFILES
from linkage.report.facts import Approval, GateShown, ReportFacts
from linkage.report.figures import Figures
from linkage.report.headline import Headline, headline
from linkage.report.worse import judged
from linkage.words.figure import Figure
from tests.report.series_world import World, figures
from tests.report.told import facts_of

SERIES = World()
ROWS = figures(SERIES)
LAST = SERIES.periods[-1]


def told(rows: tuple[Figure, ...], facts: ReportFacts) -> Headline:
    """The first screen of the report of the facts' month."""
    shown = Figures(facts.month, tuple(row for row in rows if row.period <= facts.month))
    return headline(shown, facts)


def test_a_series_in_which_numbers_go_missing_and_a_rule_starts_says_so() -> None:
    """Provider R002 from month 18 on, the new rank from month 20 on, in words, at the end of two years."""
    found = told(ROWS, facts_of(SERIES, ROWS, LAST))

    assert found.stands_out[0] == "From 2020-08: the matching rules changed: rank 7 is new"
    assert any(
        line.startswith("R002: events without a usable NHS number rose to")
        and " since 2020-06 (4." in line
        and line.endswith("% in the 17 months before).")
        for line in found.stands_out
    )
    assert found.usable.startswith("Use these links with care")
    assert found.to_do[0].startswith("Ask R002 why NHS numbers are missing")


def test_it_is_said_in_the_first_month() -> None:
    """Of the month in which it happened."""
    broken, ruled = SERIES.periods[17], SERIES.periods[19]

    at_once = told(ROWS, facts_of(SERIES, ROWS, broken))
    assert any(f"% in {broken} (" in line and line.startswith("R002") for line in at_once.stands_out)
    assert not any("rules" in line for line in at_once.stands_out)
    assert "Compare with earlier months only with care: the method is new this month." in (
        told(ROWS, facts_of(SERIES, ROWS, ruled)).to_do
    )


def test_a_quiet_series_has_little_to_say() -> None:
    """Nothing stands out of the whole; the providers that do are no more than chance would have."""
    world = World(broken_from=0, ruled_from=0)
    rows = figures(world)
    facts = replace(facts_of(world, rows, LAST), approvals=(Approval("0024", "2021-01-02", "A", "fit"),))
    found = told(rows, facts)

    assert found.usable.startswith("These links can be used: 9")
    assert found.usable.endswith("that is as usual.")
    assert found.stands_out == ()
    assert (
        "none is further off than chance explains; in 1 month of 20 chance alone would name one."
        in found.compared
    )
    assert not any("Ask" in line for line in found.to_do)


def test_what_is_usual_is_said_of_all_events_together() -> None:
    """Providers and groups beside it may be named: so it is not said of everything in the month."""
    world = World(months=6, broken_from=0, ruled_from=0)
    rows = figures(world)
    found = told(rows, facts_of(world, rows, world.periods[-1]))

    assert found.usable.endswith(
        "nothing of all events together is unusual beside 5 earlier months, which are few."
    )


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        (
            {"expected_false_link_share": 0.01, "target": 0.004},
            "1.00% of the links of rank P are expected to be wrong",
        ),
        (
            {"expected_false_link_share": 0.001, "target": 0.004},
            "0.10% of the links of rank P are expected to be wrong",
        ),
    ],
)
def test_wrong_links_are_held_against_what_the_job_allows(extra: dict[str, float], expected: str) -> None:
    """More than that is a reason for care."""
    world = World(months=2, broken_from=0)
    rows, month = figures(world), world.periods[-1]
    more = tuple(
        Figure("rank_p", "month", month, measure, None, None, share, month)
        for measure, share in extra.items()
    )
    found = told((*rows, *more), facts_of(world, rows, month))

    assert expected in found.usable
    assert found.usable.startswith("Use these links with care") == (
        extra["expected_false_link_share"] > 0.004
    )


def test_a_gate_that_did_not_hold_is_a_reason_for_care() -> None:
    """It is named."""
    world = World(months=1)
    rows = figures(world)
    facts = replace(
        facts_of(world, rows, world.periods[0]), gates=(GateShown("min_match_rate", 0.99, 0.97, held=False),)
    )

    assert "but the gate min_match_rate did not hold" in told(rows, facts).usable


def test_what_a_gate_found_and_the_volume_are_internal() -> None:
    """Codes, exact counts and the reason; a shareable page tells the name of the gate and controlled counts alone."""
    world = World(months=2)
    rows = figures(world)
    broken = GateShown(
        "provider_drop", 0.5, 1.0, held=False, mode="warn", told="R001 sent nothing (12)", accepted="closed"
    )
    volume = "Delivered: 2019-02: 9 events of 2 providers; nothing from R001."
    exact = replace(facts_of(world, rows, world.periods[1]), gates=(broken,), volume=volume)
    shared = replace(exact, disclosure=PROFILES["hes_2018"])

    inside, outside = told(rows, exact), told(rows, shared)
    assert "the gate provider_drop did not hold (R001 sent nothing (12); accepted: closed)" in inside.usable
    assert inside.volume == volume
    assert "but the gate provider_drop did not hold." in outside.usable
    assert outside.volume.startswith(f"Events of {world.periods[1]}: ")
    assert world.periods[0] in outside.volume
    assert "R001" not in outside.volume


def test_the_change_is_told_with_its_trigger() -> None:
    """By more than a quarter of itself, against the release named."""
    world = World(months=19)
    rows = figures(world)
    now, before = world.periods[17], world.periods[16]
    changed = change_figures(rows, rows, now, before)
    facts = replace(facts_of(world, rows, now), compared=f"release 0017 ({before})")

    found = told((*rows, *changed), facts)

    assert found.changed.startswith(
        f"Since release 0017 ({before}) the share of events without a person went from"
    )
    assert "by more than a quarter of itself" in found.changed


@pytest.mark.parametrize(
    ("events", "linked_before", "linked", "moved", "is_careful"),
    [
        pytest.param(1_000, 960, 949, True, False, id="4.0% to 5.1%: more than a quarter, and within chance"),
        pytest.param(1_000, 960, 950, False, False, id="4.0% to 5.0%: a quarter and no more"),
        pytest.param(1_000, 960, 971, True, False, id="4.0% to 2.9%: down by more than a quarter"),
        pytest.param(1_000, 960, 970, False, False, id="4.0% to 3.0%: a quarter and no more, down"),
        pytest.param(1_000, 1_000, 999, True, False, id="none to one"),
        pytest.param(100_000, 96_000, 95_000, False, False, id="of many, by less than months vary"),
        pytest.param(100_000, 96_000, 80_000, True, True, id="4% to 20% of many"),
        pytest.param(1_000, 960, 650, True, True, id="4% to 35%"),
    ],
)
def test_a_move_of_the_whole_is_a_reason_for_care_beyond_chance(
    events: int, linked_before: int, linked: int, moved: bool, is_careful: bool
) -> None:
    """More than a quarter is said; care, and something to find out, only where chance does not explain it."""
    months = ("2019-01", "2019-02")
    rows = tuple(
        Figure(table, "month", month, "match_rate", count, events, count / events, month)
        for table in ("match_rate_by", "first_publication")
        for month, count in zip(months, (linked_before, linked), strict=True)
    )
    world = World(months=2)
    facts = replace(facts_of(world, figures(world), months[1]), compared="release 0001 (2019-01)")
    supplied = replace(rows[1], table="match_rank", breakdown="total", category="supplied")
    told_rows = (*rows, supplied, *change_figures(rows, rows, months[1], months[0]))
    found = told(told_rows, facts)

    assert ("by more than a quarter of itself" in found.changed) == moved
    assert (", beyond chance" in found.changed) == is_careful
    assert found.usable.startswith("Use these links with care") == is_careful
    assert any(line.startswith("Find out what moved") for line in found.to_do) == is_careful
    assert "as usual" not in found.usable


@pytest.mark.parametrize(
    ("missed", "events", "expected"),
    [
        pytest.param(
            24_000.0, 1_000_000, [], id="1.2 times the others, in so many that chance explains none"
        ),
        pytest.param(30_000.0, 1_000_000, ["sex Female"], id="1.5 times"),
        pytest.param(2.0, 50, [], id="twice, within chance"),
    ],
)
def test_a_group_is_missed_more_often_when_it_matters(
    missed: float, events: int, expected: list[str]
) -> None:
    """As of unmatched events: beyond chance, and more than 1.25 times the rate of the others."""
    others, of_others = 1_000_000, 20_000.0
    absent = events // 10 - missed
    rows = [
        Figure("match_rate_by", breakdown, category, "match_rate", count * 9 // 10, count, 0.9, LAST)
        for breakdown, category, count in (
            ("month", LAST, events + others),
            ("sex", "2", events),
            ("sex", "1", others),
        )
    ]
    for category, parts in (("2", (0.0, absent, missed)), ("1", (0.0, 80_000.0, of_others))):
        for name, value in zip(("no_identifiers", "not_in_hes", "missed"), parts, strict=True):
            rows += [
                Figure("unmatched_why", "sex", category, told_of, None, None, value, LAST)
                for told_of in (name, f"standardised_{name}")
            ]

    assert [group.name for group in judged(Figures(LAST, tuple(rows)), None).missed] == expected


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        pytest.param(
            9_500, [("sex not given", 0.40, 460 / 9_900)], id="the rest of the month, hidden groups too"
        ),
        pytest.param(9_960, [("sex not given", 0.40, 0.0)], id="rounding may leave less than none: none"),
        pytest.param(None, [], id="nothing to hold it against"),
    ],
)
def test_a_group_is_held_against_all_other_events(
    whole: int | None, expected: list[tuple[str, float, float]]
) -> None:
    """Of two sexes one is hidden by disclosure control; a group is not held against what happens to be shown."""

    def rate(breakdown: str, category: str, linked: int | None, events: int) -> Figure:
        value = None if linked is None else linked / events
        return Figure("match_rate_by", breakdown, category, "match_rate", linked, events, value, LAST)

    rows = (
        rate("month", LAST, whole, 10_000),
        rate("sex", "1", None, 9_000),
        rate("sex", "2", 900, 900),
        rate("sex", "unknown", 60, 100),
    )
    found = judged(Figures(LAST, rows), None).worse

    assert [(group.name, group.rate, group.others) for group in found] == expected
