"""Rates adjusted for linkage error: by hand on a few links, refused where they cannot be told, alike in any order."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from types import SimpleNamespace

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.errors import ConfigError
from linkage.reading.error.asking import AdjustedQuestions
from linkage.reading.error.question import GROUPS, Question
from linkage.reading.error.resampled import Resampled
from linkage.tables import contract

MONTH = "2026-04"
DATABASE = duckdb.connect(config={"threads": 1})
DRAWS = 100
Event = tuple[str, str, str, str | None, float | None, str | None]
"""Setting, number (n) or none (-), sex, person if linked, probability, primary relation."""
Told = Mapping[tuple[str, str, str], float]
RECALLS: Told = {
    ("month", MONTH, "with_number"): 1.0,
    ("month", MONTH, "without_number"): 0.5,
    ("source_setting", "01", "without_number"): 0.5,
    ("source_setting", "03", "without_number"): 0.8,
}
TRIALS = 1_000.0
IN, NONE = "IN_EPISODE", "PERSON_ONLY"


class Hand(AdjustedQuestions):
    """A release of one month, by hand."""

    def __init__(
        self,
        events: Sequence[Event],
        told: Told = RECALLS,
        *,
        trials: float = TRIALS,
        stray: float = 0.1,
        decided: bool = False,
    ) -> None:
        """
        Events in the order given; what the statistics tell by breakdown, category and kind.

        `decided`: links without a probability are those that reviewers made.
        """
        self.folder = Path()  # it is there, and nothing of it is read
        self.connection = DATABASE
        self.manifest = SimpleNamespace(months=(MONTH,), method=SimpleNamespace(profile="dmq_2015"))  # type: ignore[assignment]
        self.tables = ("events", "links", "statistics")
        status = ["linked" if person else "unlinked" for *_, person, _, _ in events]
        keys = {
            "event_id": [str(n) for n in range(len(events))],
            "test_month": [MONTH] * len(events),
            "status": status,
        }
        setting, number, sex, person, probability, relation = (
            list(column) for column in zip(*events, strict=True)
        )
        put(
            "events",
            **keys,
            nhs_number_state=["valid" if one == "n" else "missing" for one in number],
            source_setting=setting,
            sex=sex,
            sex_source=["did"] * len(events),
            person_id=person,
            primary_relation=relation,
        )
        reason = ["decision" if person and sure is None else "rank" for *_, person, sure, _ in events]
        put(
            "links",
            **keys,
            reason=reason if decided else status,
            match_probability=pa.array(probability, pa.float64()),
        )
        lines = [
            (*place, f"{measure}_{kind}", number_told)
            for (*place, kind), value in told.items()
            for measure, number_told in (("recall", value), ("trials", trials))
        ]
        lines += [("relation", IN, "stray_share", stray), ("relation", IN, "trials_stray", trials)]
        breakdown, category, measure, value = (list(column) for column in zip(*lines, strict=True))
        alike = {"period": [MONTH] * len(lines), "table": ["recall"] * len(lines)}
        put("statistics", **alike, breakdown=breakdown, category=category, measure=measure, value=value)


def put(table: str, /, **columns: object) -> None:
    """A table of the database."""
    DATABASE.register("rows_given", pa.table(columns))
    DATABASE.execute(f"create or replace table {table} as select * from rows_given")
    DATABASE.unregister("rows_given")


def several(
    setting: str, number: str, relation: str | None, times: int, first: int, **other: object
) -> list[Event]:
    """So many events, each of a person of its own; linked, unless `relation` is None."""
    linked, sex, sure = relation is not None, str(other.get("sex", "1")), float(str(other.get("sure", 1.0)))
    return [
        (setting, number, sex, f"P{first + n}" if linked else None, sure if linked else None, relation)
        for n in range(times)
    ]


BEDS = (
    several("01", "n", IN, 40, 0)
    + several("01", "-", IN, 10, 100)
    + several("01", "-", None, 10, 200)
    + several("03", "n", NONE, 40, 300)
    + several("03", "-", NONE, 8, 400)
    + several("03", "-", None, 2, 500)
)
"""Of 60 inpatients 10 are missed, of 50 outpatients 2: all inpatients' events are in an episode."""


def test_missed_links_stand_for_one_over_recall() -> None:
    """Plain: 50 of 98. Adjusted: 40 + 10 / 0.5 of these and 40 + 8 / 0.8, which is the truth: 60 of 110."""
    found = Hand(BEDS).adjusted_rate(draws=DRAWS)["all events"]

    assert (found.events, found.linked, found.people) == (110, 98, 98)
    assert found.plain == pytest.approx(50 / 98)
    assert found.adjusted == pytest.approx(60 / 110)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 60 / 110 < found.high


def test_wrong_links_show_what_wrong_people_show() -> None:
    """Of 100 links 20 are expected to be wrong, of which a tenth is in an episode: (42 - 2) of 80 right ones."""
    links = several("01", "n", IN, 42, 0, sure=0.8) + several("01", "n", NONE, 58, 100, sure=0.8)
    found = Hand(links).adjusted_rate(draws=DRAWS)["all events"]

    assert found.expected_wrong == pytest.approx(0.2)
    assert found.adjusted == pytest.approx(40 / 80)


def test_a_group_has_its_own_recall_in_its_setting() -> None:
    """Of women in a bed a quarter is found, of men half: by sex and setting together where that is told."""
    women = several("01", "-", IN, 30, 0, sex="2") + several("03", "-", NONE, 40, 100, sex="2")
    men = several("01", "-", IN, 30, 200) + several("03", "-", NONE, 40, 300)
    told = {
        **RECALLS,
        ("sex.source_setting", "2 01", "without_number"): 0.25,
        ("sex.source_setting", "2 03", "without_number"): 0.8,
        ("sex", "1", "without_number"): 0.5,
    }
    release = Hand(women + men, told)
    found = release.adjusted_rate(by="sex", draws=DRAWS)
    apart = release.adjusted_difference(by="sex", between=("2", "1"), draws=DRAWS)

    assert found["2"].adjusted == pytest.approx(120 / (120 + 50))
    assert found["1"].adjusted == pytest.approx(60 / (60 + 50))
    assert apart.plain == pytest.approx(0)
    assert apart.adjusted == pytest.approx(120 / 170 - 60 / 110)
    assert apart.low < apart.adjusted < apart.high
    assert "2 less 1" in str(apart)


@settings(max_examples=4, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["01", "03"]), st.sampled_from([IN, NONE])), min_size=40, max_size=60),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_and_a_perfect_linkage_change_nothing(
    drawn: list[tuple[str, str]], random: Random
) -> None:
    """Where every link is right and nobody is missed the adjusted rate is the plain one; rows may come in any order."""
    events: list[Event] = [(setting, "n", "1", f"P{n}", 1.0, told) for n, (setting, told) in enumerate(drawn)]
    shuffled = list(events)
    random.shuffle(shuffled)
    found, again = (
        Hand(each).adjusted_rate(draws=DRAWS, seed=7)["all events"] for each in (events, shuffled)
    )

    assert found == again
    assert found.plain == pytest.approx(found.adjusted)


MISSED = several("01", "-", None, 50, 0)
REFUSED: Mapping[str, tuple[list[Event], Told, dict[str, object], str]] = {
    "relation": (BEDS, RECALLS, {"relation": "IN_EPISOD"}, "did you mean IN_EPISODE"),
    "group of links": (BEDS, RECALLS, {"by": "match_rank"}, "whether or not they are linked"),
    "month": (BEDS, RECALLS, {"months": ["2026-05"]}, "this release has 2026-04"),
    "draws": (BEDS, RECALLS, {"draws": 10}, "100 at least"),
    "no hold-out": (
        BEDS,
        {("month", MONTH, "with_number"): 1.0},
        {},
        "the hold-out covers no events without",
    ),
    "nothing told": (BEDS, {}, {}, "earlier version published the month, or it has no hold-out"),
    "recall near nought": (
        BEDS,
        {**RECALLS, ("source_setting", "01", "without_number"): 0.01},
        {},
        "source_setting 01 lies between 1% and 2%",
    ),
    "nobody found": (
        BEDS + MISSED,
        {**RECALLS, ("month", MONTH, "without_number"): 0.0},
        {},
        "lies between 0% and",
    ),
    "few people": (BEDS[:20], RECALLS, {}, "fewer than 30 linked people"),
    "no probability": (several("01", "n", IN, 40, 0, sure="nan"), RECALLS, {}, "profile dmq_2015"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_told_is_refused(case: str) -> None:
    """Each with its reason, and what to do."""
    events, told, asked, reason = REFUSED[case]
    if case == "no probability":
        events = [(*event[:4], None, event[5]) for event in events]
    release = Hand(events, told)

    with pytest.raises(ConfigError, match=reason):
        release.adjusted_rate(**{"draws": DRAWS, **asked})  # type: ignore[arg-type]


def test_a_small_group_is_refused_beside_others() -> None:
    """It says why and has no rate; a comparison with it is refused, and so is one with a group that is not there."""
    release = Hand(BEDS + several("01", "n", IN, 5, 900, sex="2"))
    found = release.adjusted_rate(by="sex", draws=DRAWS)

    assert (found["2"].refused, found["2"].adjusted) == ("fewer than 30 linked people", None)
    assert "fewer than 30" in str(found)
    with pytest.raises(ConfigError, match="of 2 no rate can be adjusted: fewer"):
        release.adjusted_difference(by="sex", between=("1", "2"), draws=DRAWS)
    with pytest.raises(ConfigError, match="sex has no group 3"):
        release.adjusted_difference(by="sex", between=("1", "3"), draws=DRAWS)


def test_a_relation_that_is_not_counted_has_room_for_all_it_may_be() -> None:
    """Of wrong links nobody counts those before an admission: from none to twice the share of all links."""
    made = Resampled({}, {}, Hand(BEDS).recalls((MONTH,)), ("PRE_ADMISSION",), plain=0.03)

    assert made.bounds(MONTH) == pytest.approx((0, 0.06))


def test_a_link_of_a_reviewer_counts_as_right() -> None:
    """It has no probability, and is no reason to refuse the rest: of 50 links, all right, 10 more are in an episode."""
    made = [(*event[:4], None, event[5]) for event in several("01", "n", IN, 10, 0)]
    found = Hand([*made, *several("01", "n", NONE, 40, 100)], decided=True).adjusted_rate(draws=DRAWS)

    assert found["all events"].expected_wrong == 0
    assert found["all events"].adjusted == pytest.approx(10 / 50)


def test_every_group_can_be_asked_for() -> None:
    """By the columns that events have: a decile as two digits, and only where the event itself says it."""
    types = contract("events").types
    with duckdb.connect() as connection:
        names = {"integer": "bigint", "text": "varchar"}
        kinds = {name: kind.removesuffix("?") for name, kind in types.items()} | {"test_month": "text"}
        columns = ", ".join(
            f"cast(null as {names.get(kind, kind)}) as {name}" for name, kind in kinds.items()
        )
        connection.execute(f"create table events as select {columns}")
        for by in GROUPS:
            connection.execute(f"select {Question((IN,), by, (MONTH,)).group_sql} from events")
        connection.execute(
            "create or replace table events as select 3 as deprivation_decile, 'did' as area_source"
        )
        decile = Question((IN,), "deprivation", (MONTH,)).group_sql
        assert connection.execute(f"select {decile} from events").fetchall() == [("03",)]
        connection.execute("update events set area_source = 'hes'")
        assert connection.execute(f"select {decile} from events").fetchall() == [("unknown",)]


def test_any_column_of_events_can_be_asked_of() -> None:
    """One that links have too; a condition that cannot be read is refused with its slip."""
    release = Hand(BEDS)
    asked = f"status <> 'review' and test_month = '{MONTH}' and event_id is not null"
    assert release.adjusted_rate(
        draws=DRAWS, where=asked, counting="person_id like 'P%' and status = 'linked'"
    )
    for where in ("no_such_column = 1", "status = = 1"):
        with pytest.raises(ConfigError, match="where, counting"):
            release.adjusted_rate(draws=DRAWS, where=where)


def test_a_difference_from_none_has_an_interval() -> None:
    """All of the inpatients and none of the others: no draw differs, and the ends of both rates are added."""
    release = Hand([event for event in BEDS if event[1] == "n"])
    first, second = (release.adjusted_rate(by="source_setting", draws=DRAWS)[name] for name in ("01", "03"))
    apart = release.adjusted_difference(by="source_setting", between=("01", "03"), draws=DRAWS)

    assert first.low is not None
    assert second.high is not None
    assert (apart.adjusted, apart.high) == (1, 1)
    assert apart.low == pytest.approx(1 - ((1 - first.low) ** 2 + second.high**2) ** 0.5)
    assert apart.low < 1 - (1 - first.low)


def test_a_relation_named_twice_counts_once() -> None:
    """The answer is that of naming it once, what wrong people show included."""
    links = several("01", "n", IN, 42, 0, sure=0.8) + several("01", "n", NONE, 58, 100, sure=0.8)

    assert Hand(links).adjusted_rate([IN, IN], draws=DRAWS) == Hand(links).adjusted_rate(IN, draws=DRAWS)


def test_a_rate_of_none_has_an_interval() -> None:
    """No draw of people differs; Wilson's interval over people does not pretend to know that it is never so."""
    found = Hand(BEDS).adjusted_rate(["IN_SPELL"], draws=DRAWS)["all events"]

    assert found.low == 0
    assert found.high is not None
    assert found.high > 0.03
