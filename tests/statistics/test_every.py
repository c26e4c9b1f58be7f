"""Every statistic says what it is, what becomes of it when people are struck, and how it may be shared."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from linkage.engine.dialect import DuckDBDialect
from linkage.engine.making import Listed, Made
from linkage.steps import statistics
from linkage.steps.statistics import every as every_module
from linkage.steps.statistics.every import every, statistic_of
from linkage.steps.statistics.listing import listing
from linkage.steps.statistics.run import completed_items, statistics_items
from linkage.words.control import MadeAnew, OfAll, OwnRule
from linkage.words.statistic import Asked, CountedFrom, Statistic
from tests.probabilistic.world import rules

CHAPTERS = {"flow", "ranks", "groups", "errors", "change", "care", "quality", "carried", "coverage"}
DIALECT = DuckDBDialect()
WEEKDAY = Statistic(
    table="weekday",
    meaning="Events by day of the week.",
    source=CountedFrom.EVENTS,
    sql=lambda _: "select * from outcome",
    control=None,
    chapter="",
)


def test_one_a_module_in_the_order_of_their_names() -> None:
    """Whatever was imported before, and none is forgotten."""
    folder = Path(str(statistics.__file__)).parent / "tables"
    paths = (path.relative_to(folder) for path in folder.rglob("*.py") if path.stem != "__init__")
    names = sorted(".".join(path.with_suffix("").parts) for path in paths)

    assert every() == tuple(statistic_of(f"linkage.steps.statistics.tables.{name}") for name in names)


def test_what_they_refer_to_is_there() -> None:
    """The module of a rule of its own, the chapter of the report, a meaning in a sentence."""
    for statistic in every():
        if isinstance(statistic.control, OwnRule):
            import_module(statistic.control.module)
        assert statistic.chapter in CHAPTERS
        assert statistic.meaning.endswith(".")


def test_internal_ones() -> None:
    """Person keys of the index, and rows set aside of a month, are told to nobody outside; the dictionary says so."""
    internal = [(one.table, one.breakdowns) for one in every() if one.control is None]

    assert internal == [
        ("timeliness", ()),
        ("data_quality", ("over_merged_person",)),
        ("recall", ()),
        ("set_aside", ()),
        ("recall", ("relation",)),
        ("succession", ()),
        ("unmatched_why", ()),
    ]
    assert [row[1] for row in listing() if row[3] == "internal"] == [
        "Person keys of the index that may be of several people, by sign, and the events linked to them.",
        "How often an event's own person is found, by any rank: for rates that carry linkage error.",
        "How often a wrong person has a hospital contact on the day of the test: for rates with their error.",
        "Imaging rows set aside whose test date is in the month, or cannot be read, by reason.",
        "Codes of providers that others followed, by the lookup of sites, whether these sent events or not.",
        "Days from the end of the month to the last usual day of each kind of hospital record; below 0 before it.",
        every()[[one.table for one in every()].index("unmatched_why")].meaning,
    ]
    assert [row[0] for row in listing()] == sorted(one.table for one in every())


def test_the_step_is_data() -> None:
    """Nothing is made by asking; what an item reads stands before it; each table is made once; the last is whole."""
    with_p = statistics_items(DIALECT, rules(), "2019-11", "2019-11-30")
    without = statistics_items(DIALECT, rules().model_copy(update={"p": None}), "2019-11", "2019-11-30")
    made = [item.writes[0] for item in with_p if isinstance(item, Made | Listed)]

    assert len(made) == len(with_p) == len(set(made))
    assert made[0] == "outcome"
    assert made[-1] == "statistics"
    parts = [name for name in made if name.startswith("statistics_part_")]
    assert made[-len(parts) - 1 :] == [*parts, "statistics"]
    assert set(made) - set(parts) - {item.writes[0] for item in without} == {
        *(
            "held_event",
            "held_cell",
            "holdout_weight",
            "holdout_estimate",
            "scored_outcome",
            "expected_outcome",
        ),
        *("scored_total", "threshold_total", "recall_numbered", "recall_stray", "link_recall"),
        *("unmatched_event", "unmatched_cell", "unmatched_patient", "unmatched_people"),
        "unmatched_group",
    }


def test_a_month_without_one_before_has_no_change() -> None:
    """The query of the whole has it only where there is something to compare with."""
    for before, has_change in ((None, False), ("2019-10", True)):
        whole = completed_items(Asked(DIALECT, "2019-11", before=before), [], None, is_national=False)[-1]
        assert isinstance(whole, Made)
        assert ("'change' as" in whole.query) is has_change


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"source": CountedFrom.RECORDS}, "struck"),
        ({"source": CountedFrom.STATISTICS}, "struck"),
        ({"source": CountedFrom.RUN, "struck_apart": True}, "a query is needed"),
        ({"sql": None}, "a query is needed"),
        ({"charted": statistic_of("linkage.steps.statistics.tables.match_rate").charted}, "not charted"),
    ],
)
def test_what_is_left_unsaid_is_refused(changed: dict[str, object], told: str) -> None:
    """When the module is loaded, not when somebody is struck."""
    with pytest.raises(ValueError, match=told):
        replace(WEEKDAY, **changed)  # type: ignore[arg-type]


def test_what_the_run_tells_has_no_query() -> None:
    """Its rows are listed by the month's account."""
    flow = statistic_of("linkage.steps.statistics.tables.of_run.flow")

    with pytest.raises(ValueError, match="flow has no query"):
        flow.rows_sql(Asked(DIALECT))


def test_a_module_without_a_statistic_is_refused() -> None:
    """By name."""
    with pytest.raises(TypeError, match=r"linkage\.steps\.statistics\.level has no STATISTIC"):
        statistic_of("linkage.steps.statistics.level")


def test_one_table_has_one_control(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless a statistic names breakdowns of its own."""
    other = replace(WEEKDAY, control=OfAll(("events",)))
    found = [WEEKDAY, other, *every()]
    monkeypatch.setattr(every_module, "statistic_of", lambda _: found.pop(0))
    every.cache_clear()
    try:
        with pytest.raises(ValueError, match="weekday disagree on its control"):
            every()
    finally:
        every.cache_clear()


def test_a_control_says_what_it_does() -> None:
    """In a few words, for the dictionary."""
    words = {one.control.words for one in every() if one.control is not None} | {OfAll(("events",)).words}

    assert all(words)
    assert MadeAnew().words in words
