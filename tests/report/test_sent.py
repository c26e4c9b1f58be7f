"""Who sent what: of each month as it is now, under the codes of now, and what of it a shareable report leaves open."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from linkage.disclosure.profile import HES_2018, ROUNDED, SUPPRESSED
from linkage.report.chapters.chapter import Drawing
from linkage.report.coverage.population import population_terms
from linkage.report.coverage.sent import sent_of, under_codes_of_now
from linkage.report.coverage.submitters import is_silence_open, silent
from linkage.report.coverage.volumes import volume_blocks
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.screen.delivery import delivery_doubts, is_delivery_open
from linkage.report.screen.family import Family, family
from linkage.report.table import Mark, ShownTable
from linkage.words.figure import Figure
from tests.report.series_world import share
from tests.report.told import FACTS
from tests.tables import rows

MONTHS = tuple(f"2019-{month:02}" for month in range(1, 8))
NOW = MONTHS[-1]
NOBODY = Family((), 0)
RULE = HES_2018
"""Hides 1 to 7: a 10 of it may have been 8."""


def sending(code: str, listed: str, table: str = "match_rate_by", control: str | None = None) -> list[Figure]:
    """A provider's events by month: - none, ? hidden, a number of them."""
    found = []
    for month, events in zip(MONTHS, listed.split(), strict=True):
        if events != "-":
            many = 0 if events == "?" else int(events)
            row = replace(share(month, table, "provider", code, "match_rate", many, many), control=control)
            hidden = replace(row, numerator=None, denominator=None, value=None, control=SUPPRESSED)
            found.append(hidden if events == "?" else row)
    return found


def facts_with(followed: str | None = None, *, is_shared: bool = False) -> ReportFacts:
    """Facts of a report of the last month, with successions as `RB by RC, RB by RD`."""
    found: dict[str, tuple[str, ...]] = {}
    for one in filter(None, (followed or "").split(", ")):
        code, _, successor = one.partition(" by ")
        found[code] = (*found.get(code, ()), successor)
    return replace(
        FACTS,
        month=NOW,
        months=MONTHS,
        followed=found,
        hospital_until=None,
        disclosure=RULE if is_shared else None,
    )


def silent_codes(figures: Figures, facts: ReportFacts) -> list[str]:
    """Who is named as silent."""
    return [one.code for one in silent(under_codes_of_now(sent_of(figures, facts), facts.followed))]


def tables(figures: Figures, facts: ReportFacts) -> dict[str, ShownTable]:
    """The tables of the chapter on coverage, by their sheets."""
    found = [one.table if isinstance(one, Drawing) else one for one in volume_blocks(figures, facts)]
    return {one.sheet: one for one in found if isinstance(one, ShownTable)}


RESTATED = """
    RB at first          | RB now               | of the month | silent
    ---------------------+----------------------+--------------+-------
    20 20 20 20 20 20 -  | 20 20 20 20 20 20 20 | 20           |
    20 20 20 20 20 20 20 | 20 20 20 20 20 20 -  | 0            | RB
    20 20 20 20 20 - -   | 20 20 20 20 20 20 -  | 0            | RB
    20 20 20 20 - 20 -   | 20 20 20 20 20 20 -  | 0            | RB
    20 20 20 20 20 20 2  | 20 20 20 20 20 20 20 | 20           |
"""
"""A provider as it was first published and as the release has it, its number of the month, and whether it is silent."""


@pytest.mark.parametrize("drawn", rows(RESTATED), ids=[str(one["RB at first"]) for one in rows(RESTATED)])
def test_a_month_has_the_numbers_that_it_has_now(drawn: dict[str, str | None]) -> None:
    """Page, first screen and population say the same of a month that came late, or was restated."""
    others = " ".join(["50"] * len(MONTHS))
    found = [
        *sending("RA", others, "first_publication"),
        *sending("RB", str(drawn["RB at first"]), "first_publication"),
        *sending("RA", others),
        *sending("RB", str(drawn["RB now"])),
    ]
    figures, facts = Figures(NOW, tuple(found)), facts_with()
    told = tables(figures, facts)
    is_silent = drawn["silent"] is not None

    assert silent_codes(figures, facts) == (["RB"] if is_silent else [])
    assert {row[0]: row[1] for row in told["volumes"].rows}["RB"] == int(str(drawn["of the month"]))
    assert [row[-1] for row in told["submitters"].rows] == [50, int(str(drawn["of the month"]))]
    assert told["submitters"].caption == "Events by provider and month, as they are now"
    assert any("sent nothing" in words for words in delivery_doubts(figures, facts, NOBODY)) == is_silent
    assert dict(population_terms(figures, facts).pairs)["Providers"] == ("1" if is_silent else "2")


@pytest.mark.parametrize(
    ("now", "named"),
    [("400 400 400 400 400 400 20", "RB"), ("400 400 400 400 400 400 400", "RB as first published")],
)
def test_far_fewer_events_at_first_are_told_as_such(now: str, named: str) -> None:
    """Volumes are compared as first published; of a month that has other numbers by now the first screen says so."""
    first = "400 400 400 400 400 400 20"
    found = [*sending("RB", first, "first_publication"), *sending("RB", now)]
    figures, facts = Figures(NOW, tuple(found)), facts_with()

    assert delivery_doubts(figures, facts, family(figures, facts)) == [
        f"1 provider sent far fewer events than before ({named})"
    ]


FOLLOWERS = """
    RB                   | RC                     | RD              | followed           | silent
    ---------------------+------------------------+-----------------+--------------------+-------
    20 20 20 20 20 20 -  | - - - - - - 10         | - - - - - - -   | RB by RC           |
    20 20 20 20 20 20 -  | - - - - - - 9          | - - - - - - -   | RB by RC           | RB
    20 20 20 20 20 20 -  | - - - - - - -          | - - - - - - -   | RB by RC           | RB
    20 20 20 - - - -     | - - - 20 20 20 -       | - - - - - - -   | RB by RC           | RC
    20 20 20 20 20 20 -  | 5 5 5 5 5 5 -          | - - - - - - -   | RB by RC           | RB
    20 20 20 20 20 20 9  | - - - - - - -          | - - - - - - -   | RB by RC           |
    20 20 20 20 20 20 -  | - - - - - - 10         | - - - - - - -   | RB by RC, RB by RD |
    20 20 20 20 20 20 -  | 20 20 20 20 20 20 25   | - - - - - - 5   | RB by RC, RB by RD |
    20 20 20 20 20 20 -  | 20 20 20 20 20 20 -    | - - - - - - -   | RB by RC, RB by RD | RB RC
    20 20 20 20 20 20 -  | - - - - - - -          | - - - - - - -   | RB by RC, RB by RD | RB
    20 20 20 20 20 20 -  | 20 20 20 20 20 20 -    | - - - - - - -   | RB by RC           | RB RC
    20 20 20 20 20 20 -  | 20 20 20 20 20 20 20   | - - - - - - -   | RB by RC           | RB
    20 20 20 20 20 20 -  | 9 9 9 9 9 9 28         | 20 20 20 20 20 20 - | RB by RC, RD by RC | RB RD
    20 20 20 20 20 20 -  | 9 9 9 9 9 9 29         | 20 20 20 20 20 20 - | RB by RC, RD by RC |
"""
"""Three providers by month, who followed whom by the lookup of sites, and who is silent: whoever was not taken over."""


@pytest.mark.parametrize(
    "drawn", rows(FOLLOWERS), ids=[" ".join(map(str, one.values())) for one in rows(FOLLOWERS)]
)
@pytest.mark.parametrize("is_shared", [False, True])
def test_a_succession_holds_where_what_was_sent_was_taken_over(
    drawn: dict[str, str | None], is_shared: bool
) -> None:
    """Its events count for the other then, which may be the one that is silent; outside as inside."""
    found = [*sending("RA", " ".join(["50"] * len(MONTHS)))]
    for code in ("RB", "RC", "RD"):
        found += sending(code, str(drawn[code]))
    figures = Figures(NOW, tuple(found), is_shared=is_shared)
    facts = facts_with(drawn["followed"], is_shared=is_shared)
    standings = {row[0]: str(row[1]) for row in tables(figures, facts)["submitters"].rows}

    assert silent_codes(figures, facts) == (str(drawn["silent"]).split() if drawn["silent"] else [])
    assert [code for code, words in standings.items() if words.startswith("silent")] == silent_codes(
        figures, facts
    )
    assert not is_silence_open(under_codes_of_now(sent_of(figures, facts), facts.followed))


LEFT_OPEN = """
    RB                  | silent | open
    --------------------+--------+-----
    20 ? 20 20 - - -    |        | yes
    ? 20 20 20 - - -    | RB     |
    20 20 20 20 20 ? -  |        | yes
    20 20 20 20 20 20 ? |        |
    20 20 20 ? - - -    |        | yes
    20 20 ? - - - -     |        |
    20 20 20 - ? - -    |        |
    20 20 20 20 20 10 - |        | yes
    20 20 20 20 20 15 - | RB     |
    20 20 20 20 10 10 10 |       |
"""
"""Shared numbers of a provider, to a multiple of 5; whether it is named, and whether the report says that it may be."""


@pytest.mark.parametrize("drawn", rows(LEFT_OPEN), ids=[str(one["RB"]) for one in rows(LEFT_OPEN)])
def test_what_hidden_numbers_leave_open(drawn: dict[str, str | None]) -> None:
    """A number that is hidden, or rounded from less or more than ten, may have made it silent; for three months."""
    found = [*sending("RA", " ".join(["50"] * len(MONTHS)), control=ROUNDED)]
    found += sending("RB", str(drawn["RB"]), control=ROUNDED)
    figures, facts = Figures(NOW, tuple(found), is_shared=True), facts_with(is_shared=True)

    assert silent_codes(figures, facts) == (["RB"] if drawn["silent"] else [])
    assert is_delivery_open(figures, facts, NOBODY) == (drawn["open"] is not None)


EVENTS = st.tuples(*[st.sampled_from([0, 0, 0, 3, 8, 9, 10, 11, 12, 13, 40])] * len(MONTHS))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(dict.fromkeys(["RB", "RC"], EVENTS)),
    st.sets(st.tuples(st.sampled_from(["RB", "RC"]), st.sampled_from(range(len(MONTHS))))),
    st.sampled_from(["", "RB by RC", "RB by RC, RB by RD"]),
    st.sets(st.sampled_from(range(len(MONTHS) - 1))),
)
@example({"RB": (20, 20, 20, 20, 0, 0, 0), "RC": (9,) * 7}, {("RB", 1)}, "", set())
@example({"RB": (40, 40, 40, 40, 0, 0, 0), "RC": (9,) * 7}, set(), "", {3})
@example({"RB": (0, 0, 0, 10, 10, 10, 0), "RC": (0, 0, 0, 0, 0, 0, 3)}, set(), "RB by RC", set())
def test_silence_outside_is_silence_inside(
    of: dict[str, tuple[int, ...]], hidden: set[tuple[str, int]], followed: str, withheld: set[int]
) -> None:
    """Law: who is named outside is named inside, and who is named inside of late is named outside, or it is open."""
    exact, shared = sending("RA", " ".join(["50"] * len(MONTHS))), []
    shared = [replace(row, control=ROUNDED) for row in exact]
    for code, events in of.items():
        exact += sending(code, " ".join(str(many or "-") for many in events))
        outside = [
            "-"
            if not many
            else "?"
            if many < RULE.smallest or (code, place) in hidden
            else str(RULE.rounded(many))
            for place, many in enumerate(events)
        ]
        shared += sending(code, " ".join(outside), control=ROUNDED)
    shared = [row for row in shared if MONTHS.index(row.period) not in withheld]
    inside_figures, outside_figures = Figures(NOW, tuple(exact)), Figures(NOW, tuple(shared), is_shared=True)
    facts, shareable = facts_with(followed), facts_with(followed, is_shared=True)
    sent = under_codes_of_now(sent_of(outside_figures, shareable), shareable.followed)
    inside = silent(under_codes_of_now(sent_of(inside_figures, facts), facts.followed))
    named = {one.code for one in silent(sent)}

    assert named <= {one.code for one in inside}
    assert is_silence_open(sent) or {one.code for one in inside if one.is_new} <= named


def test_outside_a_month_is_as_it_was_shared_last() -> None:
    """In its own report; one without has the numbers of the charts, and one of which nothing is told has none."""
    found = [
        *sending("RA", "- - 30 30 30 30 30"),
        *sending("RA", "- 20 20 20 20 20 20", "first_publication"),
    ]
    figures, facts = Figures(NOW, tuple(found), is_shared=True), facts_with(is_shared=True)
    table = tables(figures, facts)["submitters"]

    assert table.caption == "Events by provider and month, as last shared"
    assert table.rows == (("RA", "sent", Mark.NOT_SHARED, 20, 30, 30, 30, 30, 30),)


MEANS = """
    RB                   | inside | outside | hidden
    ---------------------+--------+---------+-------
    100 - - - - - 5      | 16.67  | 16.67   | 0
    - - - - - - 5        | 0      | 0       | 0
    60 60 ? - - - 5      |        | 24      | 1
    ? ? ? ? ? ? 5        |        | [c]     | 6
"""
"""A provider by month, the mean of the months before, and how many are not in it."""


@pytest.mark.parametrize("drawn", rows(MEANS), ids=[str(one["RB"]) for one in rows(MEANS)])
@pytest.mark.parametrize("way", ["inside", "outside"])
def test_the_mean_is_of_all_published_months(drawn: dict[str, str | None], way: str) -> None:
    """A month of which nothing was sent counts as 0; a hidden one is left out, and that is said."""
    if drawn[way] is None:
        return
    found = [*sending("RA", " ".join(["50"] * len(MONTHS))), *sending("RB", str(drawn["RB"]))]
    figures = Figures(NOW, tuple(found), is_shared=way == "outside")
    table = tables(figures, facts_with(is_shared=way == "outside"))["volumes"]
    cells = {row[0]: row[1:] for row in table.rows}["RB"]
    mean = cells[1]

    assert (
        mean is Mark.SUPPRESSED
        if drawn[way] == "[c]"
        else mean == pytest.approx(float(str(drawn[way])), abs=0.01)
    )
    assert list(cells[2:]) == ([int(str(drawn["hidden"]))] if way == "outside" else [])
    assert ("not shown" in table.columns[-1].name) == (way == "outside")
