"""Who is expected, how old a month is, what became of earlier ones, and the month beside April 2015."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.report.chapters.chapter import Drawing, Words
from linkage.report.chapters.rank_table import RankDescription
from linkage.report.coverage.april_2015 import april_2015_table, published
from linkage.report.coverage.coherence import coherence_table
from linkage.report.coverage.revisions import NONE, NONE_SHARED, revisions_table
from linkage.report.coverage.sent import sent_of, under_codes_of_now
from linkage.report.coverage.submitters import Silent, silent
from linkage.report.coverage.timeliness import timeliness_table
from linkage.report.coverage.volumes import volume_blocks
from linkage.report.facts import ReportFacts
from linkage.report.figures import Figures
from linkage.report.screen.delivery import delivery_doubts
from linkage.report.screen.family import Family
from linkage.report.table import Mark, ShownTable
from linkage.words.figure import Figure
from tests.report.series_world import World, share
from tests.report.series_world import figures as series
from tests.report.told import FACTS
from tests.tables import rows

MONTHS = ("2019-08", "2019-09", "2019-10", "2019-11", "2019-12", "2020-01")
NOBODY = Family((), 0)

SUBMITTERS = """
    RA           | RB              | RB followed by | silent        | asked after
    -------------+-----------------+----------------+---------------+------------
    9 9 9 9 9 9  | 20 20 20 20 20 20 |              |               |
    9 9 9 9 9 9  | 20 20 20 20 20  |                | RB 2020-01    | RB
    9 9 9 9 9 9  | 20 20 20 20     |                | RB 2019-12    | RB since 2019-12
    9 9 9 9 9 9  | 20 20 20        |                | RB 2019-11    | RB since 2019-11
    9 9 9 9 9 9  | 20 20           |                |               |
    9 9 9 9 9 9  | 20 20 9 9 9     |                |               |
    9 9 9 9 9 9  | 9 20 20 20      |                | RB 2019-12    | RB since 2019-12
    9 9 9 9 9 9  | 20 20 20 ? 20   |                |               |
    9 9 9 9 9 19 | 20 20 20 20 20  | RA             |               |
    9 9 9 9 9 19 | 20 20 20 20 20  | RA RC          |               |
    9 9 9 9 9 18 | 20 20 20 20 20  | RA             | RB 2020-01    | RB
    9 9 9 9 9 18 | 20 20 20 20 20  | RA RC          | RB 2020-01    | RB
    9 9 9 9 9    | 20 20 20 20 20  |                |               |
"""
"""Events of two providers by month, ? of a hidden number; the month is the last. In the last line nobody sent any."""


def sending(of: Mapping[str, str]) -> tuple[Figure, ...]:
    """Match rates of providers, from events by month as a line of the table has them."""
    found = []
    for code, listed in of.items():
        for month, events in zip(MONTHS, listed.split(), strict=False):
            many = 0 if events == "?" else int(events)
            row = share(month, "match_rate_by", "provider", code, "match_rate", many, many)
            hidden = replace(row, numerator=None, denominator=None, value=None, control="suppressed")
            found.append(hidden if events == "?" else row)
    return tuple(found)


def silent_in(figures: Figures, facts: ReportFacts = FACTS) -> tuple[Silent, ...]:
    """Who is expected and sent nothing of the month."""
    return silent(under_codes_of_now(sent_of(figures, facts), facts.followed))


@pytest.mark.parametrize(
    "drawn", rows(SUBMITTERS), ids=[" ".join(map(str, one.values())) for one in rows(SUBMITTERS)]
)
def test_who_is_expected_and_silent(drawn: dict[str, str | None]) -> None:
    """A line of the table; the chapter says the same as the first screen, and more."""
    figures = Figures(MONTHS[-1], sending({name: str(drawn[name]) for name in ("RA", "RB")}))
    successor = str(drawn["RB followed by"] or "").split()
    facts = replace(
        FACTS, month=MONTHS[-1], hospital_until=None, followed={"RB": tuple(successor)} if successor else {}
    )
    found = silent_in(figures, facts)

    assert [f"{one.code} {one.months[0]}" for one in found] == ([drawn["silent"]] if drawn["silent"] else [])
    asked = [words for words in delivery_doubts(figures, facts, NOBODY) if "sent nothing" in words]
    named = drawn["asked after"]
    assert asked == ([f"1 provider of earlier months sent nothing ({named})"] if named else [])


def test_a_long_silence_is_told_below_and_not_above() -> None:
    """The first screen asks for three months; the chapter goes on."""
    listed = {"RA": " ".join(["50"] * 6), "RB": "20 20 20"}
    longer = sending(listed) + tuple(
        share(month, "match_rate_by", "provider", "RA", "match_rate", 50, 50)
        for month in ("2020-02", "2020-03")
    )
    figures = Figures("2020-02", longer)
    facts = replace(FACTS, month="2020-02", hospital_until=None)
    table = tables(figures)["submitters"]

    assert len(silent_in(figures)[0].months) == 4
    assert not delivery_doubts(figures, facts, NOBODY)
    assert table.reading == "Expected and silent: RB since 2019-11."
    assert [row[:2] for row in table.rows] == [("RA", "sent"), ("RB", "silent, 4 months; 20 before")]


def tables(figures: Figures) -> dict[str, ShownTable]:
    """The tables of volumes, by their sheets."""
    blocks = volume_blocks(figures, replace(FACTS, month=figures.period))
    found = [one.table if isinstance(one, Drawing) else one for one in blocks]
    return {one.sheet: one for one in found if isinstance(one, ShownTable)}


def test_awkward_months() -> None:
    """A first month, one without events, one of which nothing is told by provider."""
    alone = tables(Figures(MONTHS[0], sending({"RA": "50", "RB": "?"})))
    empty = volume_blocks(Figures(MONTHS[-1], sending({"RA": "50 50 50"})), FACTS)

    assert [row[1:] for row in alone["volumes"].rows] == [
        (50, Mark.NOT_APPLICABLE, 0),
        (Mark.SUPPRESSED, Mark.NOT_APPLICABLE, 0),
    ]
    assert alone["submitters"].reading == "As far as numbers are shown, every expected provider sent events."
    assert [one.text for one in empty if isinstance(one, Words)] == [
        "Nothing of 2020-01 is told by provider."
    ]
    assert isinstance(volume_blocks(Figures(MONTHS[0], ()), FACTS)[0], Words)


EVENTS = st.tuples(*[st.sampled_from([0, 0, 1, 9, 10, 40])] * len(MONTHS))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries(dict.fromkeys(["RA", "RB", "RC"], EVENTS)))
def test_a_silent_provider_has_a_reason(of: dict[str, tuple[int, ...]]) -> None:
    """Law: nothing in the month, somebody else something, and three months of ten or more right before it stopped."""
    listed = tuple(
        share(month, "match_rate_by", "provider", code, "match_rate", many, many)
        for code, events in of.items()
        for month, many in zip(MONTHS, events, strict=True)
        if many
    )
    published_months = [
        month for place, month in enumerate(MONTHS) if any(events[place] for events in of.values())
    ]
    found = {one.code: one.months for one in silent_in(Figures(MONTHS[-1], listed))}
    expected = {}
    for code, events in of.items():
        sent = [(month, dict(zip(MONTHS, events, strict=True))[month]) for month in published_months]
        quiet = 0
        while quiet < len(sent) and not sent[-1 - quiet][1]:
            quiet += 1
        before = sent[: len(sent) - quiet][-3:]
        is_expected = len(before) == 3 and all(many >= 10 for _, many in before)
        if published_months[-1:] == [MONTHS[-1]] and quiet and is_expected:
            expected[code] = tuple(month for month, _ in sent[len(sent) - quiet :])
    assert found == expected


@pytest.mark.parametrize(
    ("made", "until", "told"),
    [
        (
            "2020-12-31",
            "2020-12-31",
            ["made on the last day of the month", "until 2020-12-31, on the last day"],
        ),
        (
            "2021-01-20",
            "2020-12-28",
            ["made 20 days after the end", "until 2020-12-28, 3 days before the end"],
        ),
        ("2021-01-01", None, ["made 1 day after the end", "not known"]),
    ],
)
def test_how_old_the_month_is(made: str, until: str | None, told: list[str]) -> None:
    """Days from the end of the month; kinds of records apart inside alone."""
    figures = Figures(
        "2020-12",
        (
            Figure("timeliness", "hospital", "inpatient", "days_after_month", None, None, -3.0, "2020-12"),
            Figure("waits", "month", "2020-12", "test_to_report.p50", 5, 9, 2.0, "2020-12"),
        ),
    )
    facts = replace(FACTS, finished_on=made, hospital_until=until)
    rows_told = {row[0]: row[1] for row in timeliness_table(figures, facts).rows}

    assert str(rows_told["This release"]).startswith(told[0])
    assert str(rows_told["Hospital activity"]).startswith(told[1])
    assert rows_told["Half of the tests"] == "were reported on within 2 days"
    assert rows_told["Inpatient records"] == "3 days before the end of the month"


def test_revisions() -> None:
    """A month that is as it was says so; one linked again has both numbers and how far it moved."""
    world = World(months=3, providers=2)
    found = series(world)
    same = revisions_table(Figures(world.periods[-1], found))
    again = tuple(
        replace(row, numerator=(row.numerator or 0) + 10, denominator=(row.denominator or 0) + 5)
        if (row.table, row.breakdown, row.measure, row.period)
        == ("match_rate_by", "month", "match_rate", world.periods[0])
        else row
        for row in found
    )
    revised = revisions_table(Figures(world.periods[-1], again))

    assert same.reading == NONE
    assert {row[-1] for row in same.rows} == {"+0.00"}
    assert revised.reading == "1 of 3 months have other numbers now."
    assert int(str(revised.rows[0][2])) - int(str(revised.rows[0][1])) == 5
    assert str(revised.rows[0][-1]).startswith("-")
    assert {row[4] for row in revised.rows} == {Mark.NOT_SHARED}


REVISED = """
    first     | last shared | reading
    ----------+-------------+--------
    100 of 120 | 100 of 120 | As far as numbers are shown, no month was last shared with other numbers than at first.
    100 of 120 | 110 of 120 | 1 of 1 months have other numbers as last shared.
    ? of ?     | 110 of 120 | {none} Of 1 month it is not known.
    100 of 120 | ? of ?     | {none} Of 1 month it is not known.
    ? of 120   | ? of 120   | {none} Of 1 month it is not known.
    ? of 120   | ? of 125   | 1 of 1 months have other numbers as last shared.
    100 of 120 |            | {none} Of 1 month it is not known.
"""
"""A month as it was first published and as last shared: linked of events, ? of a hidden number."""


@pytest.mark.parametrize(
    "drawn", rows(REVISED), ids=[f"{one['first']} {one['last shared']}" for one in rows(REVISED)]
)
def test_revisions_of_a_shareable_report(drawn: dict[str, str | None]) -> None:
    """It has what was last shared, says so, and takes no hidden number for another one."""

    def rate(table: str, told: str) -> Figure:
        linked, events = (None if word == "?" else int(word) for word in told.split(" of "))
        control = "suppressed" if linked is None else "rounded"
        return Figure(
            table, "month", MONTHS[0], "match_rate", linked, events, None, MONTHS[0], control=control
        )

    found = [rate("first_publication", str(drawn["first"]))]
    if drawn["last shared"]:
        found.append(rate("match_rate_by", drawn["last shared"]))
    table = revisions_table(Figures(MONTHS[1], tuple(found), is_shared=True))

    assert table.reading == str(drawn["reading"]).format(none=NONE_SHARED)
    assert [one.name for one in table.columns if one.name.endswith("as last shared")] == [
        "Events as last shared",
        "Unmatched as last shared",
    ]
    assert "now" not in f"{table.caption} {table.note} {' '.join(one.name for one in table.columns)}".split()


def test_sums_that_do_not_agree_are_named() -> None:
    """A provider lost between two breakdowns; controlled numbers are not added up."""
    world = World(months=1, providers=3)
    period, found = world.periods[0], series(World(months=1, providers=3))
    lost = tuple(row for row in found if (row.breakdown, row.category) != ("provider", "R002"))
    shared = tuple(replace(row, control="shown") for row in found)

    assert coherence_table(Figures(period, found)).rows[0][1] == "yes"
    assert coherence_table(Figures(period, lost)).rows[0][1] == "no: provider"
    assert coherence_table(Figures(period, found)).rows[1][1] == "yes"
    assert len(coherence_table(Figures(period, shared)).rows) == 2


@pytest.mark.parametrize(
    ("ranks", "steps"),
    [
        ("1A 1B 2 3 4 5 6 7 8", "1A 1B 2 3 4 5 6 7 8"),
        ("1A 1B 2 3 4 5 P 8", "1A 1B 2 3 4 5 6_and_7;_P 8"),
        ("1A 2 6 P 9", "1A 1B 2 3 4 5 6 7 8 P 9"),
    ],
    ids=["dmq_2015", "hes_did", "rules of their own"],
)
def test_beside_april_2015(ranks: str, steps: str) -> None:
    """Every published step and every rank of the month has a line; P stands beside what it takes the place of."""
    described = tuple(RankDescription(name, "", "", "", "", "") for name in ranks.split())
    facts = replace(FACTS, ranks=described)
    rate = Figure("match_rank", "rank", "P", "share_of_matched", 5, 100, 0.05, "2020-12")
    table = april_2015_table(Figures("2020-12", (rate,)), facts)
    found = {str(row[0]): row[1:] for row in table.rows}

    assert [name.replace(" ", "_") for name in found] == [*steps.split(), "Match_rate"]
    assert sum(
        float(str(row[0]))
        for name, row in found.items()
        if name != "Match rate" and row[0] is not Mark.NOT_APPLICABLE
    ) == pytest.approx(1)
    if "P" in ranks:
        assert [row[1] for name, row in found.items() if name.endswith("P")] == [0.05]
    assert "a difference is a question and no finding" in table.note
    assert published().unexplained == 2_118_590
